package credential

import (
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
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

// onRecord puts what was done to the credential on record at home, and as theirs
// with each organization that it is lent to still, unless that is nothing of theirs.
func (c Credential) onRecord(by identity.Caller, ch *change.Change, readers []Reader, act audit.Action, what, theirs string) {
	if c.Owner != "" && c.Resource == "" { // nobody else learns of it (rule C1)
		line := by.PersonalEntry(act, string(c.ID), c.Name)
		line.Detail = what
		ch.Entries = append(ch.Entries, line)
		return
	}
	thing := string(c.ID)
	for _, r := range readers {
		if r.Via == Delegated && c.Resource == "" {
			thing = string(r.Delegation) // it is there for that loan alone: its owner looks in the loan's activity
		}
	}
	ch.Entries = append(ch.Entries, by.Entry(act, thing, c.Name, what))
	for _, r := range readers {
		if r.Organization != c.Home && !r.Over(by.At) && (theirs != "" || what == "") {
			ch.Entries = append(ch.Entries, by.EntryFor(r.Organization, act, string(c.ID), c.Name, theirs))
		}
	}
}

// bounded refuses what one transaction does not take: each organization that it is
// lent to has its lines in it, and each word that it is found by, or was, its rows.
func (c Credential) bounded(ch change.Change) error {
	if ch.Items() > change.Most {
		return fault.New(fault.Invalid, "It is lent to %d organizations, and too many words of it are new at once: change one thing after the other, in few words.", len(c.Readers)-1)
	}
	return nil
}
