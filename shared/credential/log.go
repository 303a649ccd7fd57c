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
	Turn   int       `json:"turn"`
	Kind   Kind      `json:"kind"`
	Number int       `json:"number"` // of the version of the secret that was current afterwards
	At     time.Time `json:"at"`
	By     string    `json:"by"`
	// ByOf is whose they are who did it, if not the home's.
	ByOf    id.Organization   `json:"byOf,omitempty"`
	What    string            `json:"what,omitempty"`
	Theirs  string            `json:"theirs,omitempty"` // of What, what those whom it is lent to are told
	Told    []id.Organization `json:"told,omitempty"`   // on whose records ToldChore puts it
	Version int               `json:"version"`
}

// Seen is the version at which the record was read; 0 for new.
func (r Logged) Seen() int { return r.Version }

// logged is the line of a change that is made of the credential as it was read.
func (c Credential) logged(by identity.Caller, k Kind, what string) Logged {
	l := Logged{Credential: c.ID, Turn: c.Version + 1, Kind: k, Number: c.Number, At: by.At, What: what}
	l.By, l.ByOf = c.who(by)
	return l
}

// who is the caller as all are told of them who have the credential: another
// organization's people by its name, too (rule H7).
func (c Credential) who(by identity.Caller) (string, id.Organization) {
	if by.Organization == c.Home || by.Organization == "" {
		return by.Name, ""
	}
	return by.Name + " of " + by.OrganizationName, by.Organization
}

// hidden is who changed a credential for those who have it too, and are told nothing
// of each other (rule S3).
const hidden = "Another whom it is shared with"

// seen is a name that who answered, as an organization is told it.
func (c Credential) seen(name string, of, o id.Organization) string {
	if of == "" || of == o || o == c.Home {
		return name
	}
	return hidden
}

// For is the line as an organization sees it that has the credential, and whether it
// sees it: what concerns its home alone, like where that files it, it does not.
func (r Logged) For(c Credential, o id.Organization) (Logged, bool) {
	if o == c.Home {
		return r, true
	}
	_, told := acts[r.Kind] // whose it was, and where it is filed, is its home's alone
	there := (told || r.Kind == Created) && (r.What == "" || r.Theirs != "")
	r.By, r.What = c.seen(r.By, r.ByOf, o), r.Theirs
	return r, there
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
		c.Edited = by.At
		c.EditedBy, _ = c.who(by)
		c.TellOwner(ch, change.LoginChanged, by)
	}
	ch.Keep(c, c.logged(by, k, what))
	return c
}

// toldAtOnce is how many others are told of a change in its own transaction, at most.
const toldAtOnce = 10

// onRecord puts what was done to the credential on record at home and with whoever did
// it, and as theirs with each other organization that it is lent to still, unless that
// is nothing of theirs. Where those are many a chore does, from the line of the change
// log, which names them.
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
	if by.Organization == c.Home {
		ch.Entries = append(ch.Entries, by.Entry(act, thing, c.Name, what))
	} else {
		ch.Entries = append(ch.Entries, by.EntryFor(c.Home, act, thing, c.Name, what), by.Entry(act, string(c.ID), c.Name, theirs))
	}
	if theirs == "" && what != "" {
		return
	}
	var others []id.Organization
	for _, r := range readers {
		if r.Organization != c.Home && r.Organization != by.Organization && !r.Over(by.At) {
			others = append(others, r.Organization)
		}
	}
	for i, r := range ch.Records {
		line, ok := r.(Logged)
		if !ok {
			continue
		}
		if line.Theirs = theirs; len(others) > toldAtOnce {
			line.Told = others
			ch.Orders = append(ch.Orders, line.order(by.At))
		} else {
			ch.Entries = append(ch.Entries, line.entries(c, by.OrganizationName, others)...)
		}
		ch.Records[i] = line
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
