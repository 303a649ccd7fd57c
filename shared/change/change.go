// Package change holds the whole effect of one decision.
//
// A rule answers with a Change; table.Save keeps it in one transaction or not
// at all (promise 3). Nothing else is ever stored. A Change does nothing by
// itself and knows neither the table nor the mail.
package change

import (
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/id"
)

// Record is a domain value that is kept: it knows its id (its exported fields)
// and the version at which it was read. How it is stored is table's matter.
type Record interface {
	// Seen is the version at which the record was read; 0 means that it is new.
	Seen() int
}

// Most is how many items one transaction takes.
const Most = 100

// Change is the whole effect of one decision. It is stored in one transaction,
// of at most Most items, or not at all.
type Change struct {
	Records []Record      // kept, each on condition that it has not moved since it was read
	Drops   []Record      // removed, on the same condition
	Checks  []Record      // not changed, but must not have moved
	Entries []audit.Entry // what is on record about it
	Notices []Notice      // what people must be told
	Due     []Due         // what has a date
	Orders  []Order       // what must follow
}

// Keep adds records to be kept.
func (c *Change) Keep(r ...Record) { c.Records = append(c.Records, r...) }

// Check adds records that must not have moved.
func (c *Change) Check(r ...Record) { c.Checks = append(c.Checks, r...) }

// Drop adds records to be removed.
func (c *Change) Drop(r ...Record) { c.Drops = append(c.Drops, r...) }

// Items is how many items the change is when it is kept, and an Idempotency-Key beside
// it; at most, for what is checked twice is one.
func (c Change) Items() int {
	return len(c.Records) + len(c.Drops) + len(c.Checks) + len(c.Entries) + 2*len(c.Notices) + len(c.Due) + len(c.Orders) + 1
}

// Add makes another change part of this one: both are kept, or neither.
func (c *Change) Add(o Change) {
	c.Records = append(c.Records, o.Records...)
	c.Drops = append(c.Drops, o.Drops...)
	c.Checks = append(c.Checks, o.Checks...)
	c.Entries = append(c.Entries, o.Entries...)
	c.Notices = append(c.Notices, o.Notices...)
	c.Due = append(c.Due, o.Due...)
	c.Orders = append(c.Orders, o.Orders...)
}

// Audience names those a notice is for. It is expanded when the notice is
// delivered, not when it is written: someone who joins in between is told.
type Audience struct {
	// Person is told if set; with Organization also set, only while an active
	// admin there, and otherwise all its admins are (rule D4).
	Person id.Person `json:"person,omitempty"`
	// Organization alone: all its admins.
	Organization id.Organization `json:"organization,omitempty"`
	// Except is left out of an organization's admins: who did it knows.
	Except id.Person `json:"except,omitempty"`
	// Member is told while an active member of Organization, whatever their role.
	Member id.Person `json:"member,omitempty"`
	// Decide are all active members of Organization who may decide requests for
	// this resource.
	Decide id.Resource `json:"decide,omitempty"`
	// Address is a mail address of somebody who need not have an account; with
	// Person also set, it is that person's, and on their dashboard.
	Address string `json:"address,omitempty"`
}

// Notice is what people must be told: once on the dashboard, and by mail at
// least once after commit (promise 4).
type Notice struct {
	ID    id.Notice `json:"id"`
	Kind  Telling   `json:"kind"`
	At    time.Time `json:"at"`
	To    Audience  `json:"to"`
	About string    `json:"about"`         // the id of the thing; read again when told
	Home  string    `json:"home"`          // the id of the organization the thing is found under, if any
	By    string    `json:"by,omitempty"`  // the name of who did it
	Tie   string    `json:"tie,omitempty"` // what the thing must still say for the notice to be true
}

// Telling is a kind of notice; mailer has a text for each.
type Telling string

// What people are told.
const (
	SignupConfirm        Telling = "signup-confirm"        // confirm your address
	SignupKnown          Telling = "signup-known"          // you already have an account
	MemberInvited        Telling = "member-invited"        // you are invited
	InvitationCode       Telling = "invitation-code"       // the code that proves the invited mailbox
	MemberJoined         Telling = "member-joined"         // who you invited is here
	MemberRole           Telling = "member-role"           // your role is another now
	MemberSuspended      Telling = "member-suspended"      // an organization is closed to you for now
	MemberResumed        Telling = "member-resumed"        // and open again
	MemberRemoved        Telling = "member-removed"        // you are no longer a member
	MemberLeft           Telling = "member-left"           // a member left, for the admins
	LockChanged          Telling = "lock-changed"          // an admin did something about the organization key, for the others
	KeyKnown             Telling = "key-known"             // who knew the organization key is gone, for the admins (rule S9)
	LeftWaiting          Telling = "left-waiting"          // what was yours alone waits for you, to who is no member any more
	LeftReminder         Telling = "left-reminder"         // and not for long
	OwnAccess            Telling = "own-access"            // an admin gave themselves access, for the other admins
	PasswordReset        Telling = "password-reset"        // the code for a new password
	PasswordChanged      Telling = "password-changed"      // your password was changed
	AddressCode          Telling = "address-code"          // the code that proves a new address
	AddressKnown         Telling = "address-known"         // somebody wanted this address for theirs, and it has an account
	AddressChanged       Telling = "address-changed"       // you sign in with another address now, to the old one
	AccountClosed        Telling = "account-closed"        // your account is closed
	OrganizationHeld     Telling = "organization-held"     // your organization waits for an operator
	OrganizationReleased Telling = "organization-released" // and was released
	SiteInvited          Telling = "site-invited"          // the provider invited somebody to its site, for the admins there
	SiteJoined           Telling = "site-joined"           // who was invited so is there, to who invited
	SiteOpened           Telling = "site-opened"           // the provider let the people of its site in, for the admins there
	SiteClosed           Telling = "site-closed"           // and no longer
	RelationEnded        Telling = "relation-ended"        // a provider and its site have nothing to do with each other any more, for the admins of both
	ShareGiven           Telling = "share-given"           // a partner shares something with your organization, for the admins
	ShareStopped         Telling = "share-stopped"         // and no more
	MailBounced          Telling = "mail-bounced"          // a mail did not arrive, to whoever had it sent
	AccessRequested      Telling = "access-requested"      // somebody asks to be let in, to who may decide
	AccessApproved       Telling = "access-approved"       // one of several approved, to the others who may
	AccessDecided        Telling = "access-decided"        // decided by another, to who might have: on the dashboard only
	AccessOpened         Telling = "access-opened"         // you are in until then
	AccessDenied         Telling = "access-denied"         // you are not let in
	AccessLapsed         Telling = "access-lapsed"         // nobody decided in time
	AccessEnding         Telling = "access-ending"         // your period ends in a quarter of an hour
	AccessEnded          Telling = "access-ended"          // your period is over, by itself or early
	AccessBrokeGlass     Telling = "access-broke-glass"    // somebody broke the glass, to all who could have approved
	WebhookDisabled      Telling = "webhook-disabled"      // an address that is told of what happens failed for too long, for the admins
	WebhookRegistered    Telling = "webhook-registered"    // an admin has machines elsewhere told, or at another address, for the other admins
	DelegationAsked      Telling = "delegation-asked"      // somebody asks for the use of your account
	DelegationReminder   Telling = "delegation-reminder"   // and still waits
	DelegationCode       Telling = "delegation-code"       // the code that proves the mailbox
	DelegationShared     Telling = "delegation-shared"     // the owner shared access
	DelegationDenied     Telling = "delegation-denied"     // the owner denied
	DelegationDisowned   Telling = "delegation-disowned"   // the owner does not know you
	DelegationAmended    Telling = "delegation-amended"    // the owner changed the end date or viewing
	DelegationRevoked    Telling = "delegation-revoked"    // the owner took it back
	DelegationEnded      Telling = "delegation-ended"      // the end date the owner set has come
	DelegationLapsed     Telling = "delegation-lapsed"     // nobody answered for 14 days
	ConsentRequested     Telling = "consent-requested"     // an admin asks for a login of yours
	ConsentApproved      Telling = "consent-approved"      // its owner let admins at it, to who asked
	ConsentDenied        Telling = "consent-denied"        // its owner does not
	ConsentLapsed        Telling = "consent-lapsed"        // its owner did not answer for 14 days
	ConsentCancelled     Telling = "consent-cancelled"     // nobody asks any more, to the owner: on the dashboard only
	ConsentWithdrawn     Telling = "consent-withdrawn"     // an owner ended admin access, to the admins
	LoginChanged         Telling = "login-changed"         // an admin changed your managed login
	LoginTaken           Telling = "login-taken"           // an admin gave your managed login to somebody else
	LoginGiven           Telling = "login-given"           // an admin gave a login to you
	DelegationCancelled  Telling = "delegation-cancelled"  // who asked no longer does, to the owner
)

// Tellings lists every kind, for the tests that range over them.
var Tellings = []Telling{
	SignupConfirm, SignupKnown, MemberInvited, InvitationCode, MemberJoined, MemberRole, MemberSuspended,
	MemberResumed, MemberRemoved, MemberLeft, LockChanged, KeyKnown, LeftWaiting, LeftReminder, OwnAccess, PasswordReset, PasswordChanged, AddressCode,
	AddressKnown, AddressChanged, AccountClosed, OrganizationHeld, OrganizationReleased, MailBounced,
	SiteInvited, SiteJoined, SiteOpened, SiteClosed, RelationEnded, ShareGiven, ShareStopped,
	DelegationAsked, DelegationReminder, DelegationCode, DelegationShared, DelegationDenied, DelegationDisowned,
	DelegationAmended, DelegationRevoked, DelegationEnded, DelegationLapsed, DelegationCancelled,
	ConsentRequested, ConsentApproved, ConsentDenied, ConsentLapsed, ConsentCancelled, ConsentWithdrawn, LoginChanged, LoginTaken, LoginGiven,
	AccessRequested, AccessApproved, AccessDecided, AccessOpened, AccessDenied, AccessLapsed, AccessEnding, AccessEnded, AccessBrokeGlass,
	WebhookRegistered, WebhookDisabled,
}

// Due says that a thing has a date. The date decides nothing: rules compute
// from the thing itself; the sweep writes down and tells (promise 2).
type Due struct {
	At   time.Time `json:"at"`
	What string    `json:"what"` // the kind of thing
	ID   string    `json:"id"`   // its id
}

// Door is the consumer an order is for.
type Door string

// The two stream readers; never a third.
const (
	Mail   Door = "mail"   // outbox-mail
	Drive  Door = "drive"  // outbox-drive: chores
	Parked Door = "parked" // nobody: it failed too often, and waits for an operator
)

// Order says what must follow a change: which thing, not what to do with it.
// The consumer reads the thing again and does what its state asks for, so that
// a lost order, a repeat and a replay are one case.
type Order struct {
	ID     id.Order   `json:"id"`
	Door   Door       `json:"door"`
	At     time.Time  `json:"at"`
	Chore  string     `json:"chore,omitempty"`  // for Drive: which
	Thing  string     `json:"thing"`            // for Mail: a notice; for Drive: what the chore walks
	Home   string     `json:"home,omitempty"`   // what else is needed to find it
	Of     *time.Time `json:"of,omitempty"`     // when what it follows from happened, if that was before At
	Tries  int        `json:"tries"`            // how often the sweep has nudged it
	Nudged *time.Time `json:"nudged,omitempty"` // when it did so last
	Reason string     `json:"reason,omitempty"` // why it is parked
}

// Instant is when what the order follows from happened.
func (o Order) Instant() time.Time {
	if o.Of != nil {
		return *o.Of
	}
	return o.At
}
