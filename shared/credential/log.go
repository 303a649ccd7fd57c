package credential

import (
	"time"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// Kind is what happened to a credential, as its change log says it.
type Kind string

// What happens to a credential.
const (
	Created  Kind = "created"
	Renewed  Kind = "renewed" // it has a new secret
	Restored Kind = "restored"
	Amended  Kind = "amended"
	Moved    Kind = "moved"
	Disabled Kind = "disabled"
	Enabled  Kind = "enabled"

	Allowed    Kind = "allowed"    // its owner allowed admin access
	Withdrawn  Kind = "withdrawn"  // and ended it
	Reassigned Kind = "reassigned" // it has another owner
)

// Logged is one line of a credential's change log (rule C9). It says what changed
// of what lists show, and never a secret, old or new.
type Logged struct {
	Credential id.Credential `json:"credential"`
	// Turn is the version of the credential that the change made: lines are in its
	// order, and no two changes made the same.
	Turn    int       `json:"turn"`
	Kind    Kind      `json:"kind"`
	Number  int       `json:"number"` // of the version of the secret that was current afterwards
	At      time.Time `json:"at"`
	By      string    `json:"by"`
	What    string    `json:"what,omitempty"`
	Version int       `json:"version"`
}

// Seen is the version at which the record was read; 0 for new.
func (r Logged) Seen() int { return r.Version }

// logged is the line of a change that is made of the credential as it was read.
func (c Credential) logged(by identity.Caller, k Kind, what string) Logged {
	return Logged{Credential: c.ID, Turn: c.Version + 1, Kind: k, Number: c.Number, At: by.At, By: by.Name, What: what}
}

// Write keeps a credential that was edited, with the rows by which it is found and
// the line of its change log; its owner is told, if an admin did it (rule C5). Where it
// is filed and whose it is are no edits of what it says.
func (c Credential) Write(by identity.Caller, ch *change.Change, was Credential, k Kind, what string) Credential {
	if was.Listed {
		c = Repost(ch, was, c)
	}
	c.retell(ch, was, by.At)
	switch k {
	case Moved, Allowed, Withdrawn, Reassigned:
	default:
		c.Revision++
		c.Edited, c.EditedBy = by.At, by.Name
		c.TellOwner(ch, change.LoginChanged, by)
	}
	ch.Keep(c, c.logged(by, k, what))
	return c
}
