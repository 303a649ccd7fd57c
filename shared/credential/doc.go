// Package credential decides about usernames and secrets: making them, giving
// them new versions or earlier ones again, amending, disabling and enabling them,
// and who has received them.
//
// A credential lives in the organization that made it, its home. Its secret
// fields are sealed once per version; the key of a version is sealed once to
// every organization that has the credential, the home's too. Those are its
// readers: one mechanism for own use, delegation and sharing.
//
// What is stored of one credential:
//
//	Credential  what lists show, the number of the current version, its readers
//	Version     the sealed fields of a version; the current one at a fixed key too
//	Reader      one organization's way to the current version, and how it ended
//	Received    one person who received the secret: reveal, launch, code (promise 11)
//	Logged      one line of its change log: what changed, who, when (rule C9)
//	Post        a row by which lists and searches find it
//
// A credential is due for rotation since somebody who may know its current secret lost
// the way to it, or since that is as old as its type allows (rule C12). The first only
// another secret clears; the second follows the limit.
//
// It does not decide whether somebody gets in: that is access. It seals nothing
// itself: that is envelope.
package credential
