// Package identity decides who somebody is and where they belong: people, their
// sessions, organizations, members, invitations and groups.
//
// A person has one sign-in and may be a member of many organizations; each call
// names the one it acts for, and nothing crosses (rule F6).
//
// An organization may be a provider's site: its Relation says whose, and whether its
// people get in, which every call there is held against (rule S1).
//
//	signup:     waiting -> confirmed (the organization exists) | expired
//	invitation: pending -> accepted | taken back | expired
//	reset:      asked -> confirmed | expired; likewise a new address
//	session:    open -> ended | idle | over
//	lock:       none -> set -> changed | recovered (the same lock part) -> ...
//	            set -> keys replaced -> everything sealed anew -> ... | reset (none again)
//	unlocked:   by the organization key, for one session -> closed | over with the session
//
// Three things are guessed at, and each wrong try is counted before it is answered: a
// password (Guard), a code that was mailed to a mailbox and proves it (Proof), and an
// organization key (KeyTries). Nobody becomes a person without that, or the link of a sign-up.
//
// It does not decide what a member may get into: that is access. It imports no
// AWS, reads no clock and stores nothing.
package identity
