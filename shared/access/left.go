package access

import (
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// Taking is what is known when somebody takes what they left behind with a
// membership into their personal organization (rule C14).
type Taking struct {
	Member     identity.Member // theirs, where it is
	Credential credential.Credential
	Current    credential.Current
	Reader     credential.Reader     // the organization's that they left
	Home       identity.Organization // their own, where it goes
	Taken      credential.Credential // what was made of it, if they took it before
}

// TakingOf names the facts of taking, to be read. What comes of it has an id that
// follows from what it was, so that taking it twice makes one.
func TakingOf(p id.Person, o id.Organization, c id.Credential) Taking {
	return Taking{
		Member:     identity.Member{Organization: o, Person: p},
		Credential: credential.Credential{ID: c},
		Current:    credential.Current{Version: credential.Version{Credential: c}},
		Reader:     credential.Reader{Credential: c, Organization: o},
		Home:       identity.Organization{ID: identity.PersonalOrganization(p)},
		Taken:      credential.Credential{ID: id.New[id.Credential](id.Made(c), "taken "+string(p)+" "+string(c), 0)},
	}
}

// Wanted is what is to be read for f.
func (f *Taking) Wanted() []change.Record {
	return []change.Record{&f.Member, &f.Credential, &f.Current, &f.Reader, &f.Home, &f.Taken}
}

// Done reports whether the caller took it before.
func (f Taking) Done(by identity.Caller) bool {
	return f.Taken.Version != 0 && f.Taken.Owner == by.Person && f.Credential.Version == 0
}

// MayLook reports whether anything in an organization waits for the caller, who was
// a member there. Who never was learns nothing of it.
func MayLook(by identity.Caller, m identity.Member) error {
	switch {
	case m.Version == 0 || m.Person != by.Person || m.Kind == identity.Personal:
		return fault.Absent("organization")
	case m.Here():
		return fault.New(fault.Conflict, "You are a member of %s: what is yours there opens for you there.", m.OrganizationName)
	case !m.Waits(by.At):
		return fault.New(fault.Conflict, "What you left in %s waited until %s and was destroyed.", m.OrganizationName, m.WaitsUntil().UTC().Format(time.RFC3339))
	}
	return nil
}

// MayTake reports whether the caller may take a credential: it is theirs alone, and
// waits for them. A managed login stays with the organization (rule C5).
func MayTake(by identity.Caller, f Taking) error {
	if err := MayLook(by, f.Member); err != nil {
		return err
	}
	if !f.Credential.LeftBehind(f.Member.Organization, by.Person, f.Member.WaitsUntil()) {
		return fault.Absent("credential")
	}
	if f.Home.Version == 0 || f.Home.Closed != nil {
		return fault.New(fault.Moved, "Your personal account has changed meanwhile; look again.")
	}
	return nil
}

// Take makes a credential of the caller's own of what they left behind, and
// destroys that, in one change: it is never at two places, and never at none.
func Take(by identity.Caller, f Taking, s credential.Sealed) (credential.Credential, change.Change, error) {
	if err := MayTake(by, f); err != nil {
		return f.Credential, change.Change{}, err
	}
	was, ch := f.Credential, by.Change()
	ch.Check(f.Member, f.Home) // no member again meanwhile; and its home is not being closed
	owner := by
	owner.OrganizationName = f.Home.Name
	made := credential.Make(owner, credential.Credential{
		Name: was.Name, Type: was.Type, Username: was.Username, URL: was.URL, Tags: was.Tags, Owner: by.Person,
	}, s).Posted(&ch)
	ch.Keep(made.Records()...)
	f.destroy(&ch, by.At)
	line := by.PersonalEntry(audit.CredentialTaken, string(made.Credential.ID), was.Name)
	line.Detail = "from " + f.Member.OrganizationName
	ch.Entries = append(ch.Entries, line)
	if was.Resource != "" { // its admins knew that there was one (rule C4)
		ch.Entries = append(ch.Entries, by.EntryFor(was.Home, audit.CredentialTaken, string(was.ID), was.Name, ""))
	}
	return made.Credential, ch, nil
}

func (f Taking) destroy(ch *change.Change, at time.Time) {
	c := f.Credential
	c.Destroy(ch, at, f.Current, f.Reader)
	if c.Resource != "" {
		ch.Drop(Set{Resource: c.Resource, Credential: c.ID, Version: 1}) // a row is written once
	}
}

// DestroyLeft destroys one credential that nobody took in time. It is on its owner's
// record, and on the organization's if admins knew that there was one (rules C1,
// C4). Of a personal account that is closed that is also what was lent (rule D3). It
// is nothing while it is not over.
func DestroyLeft(at time.Time, l identity.Left, f Taking) change.Change {
	var ch change.Change
	c := f.Credential
	lent := l.Kind == identity.Personal && c.Lent(l.Organization, l.Until)
	if !l.Over(at, f.Member) || !lent && !c.LeftBehind(l.Organization, l.Person, l.Until) {
		return ch
	}
	ch.Check(f.Member) // no member again meanwhile
	f.destroy(&ch, at)
	line := audit.Entry{At: at, Action: audit.CredentialDestroyed, Thing: string(c.ID), ThingName: c.Name}
	theirs := line
	theirs.Account, theirs.Detail = l.Person, "left in "+l.Name+", and not taken in time"
	ch.Entries = append(ch.Entries, theirs)
	if c.Resource != "" {
		line.Organization, line.Detail = l.Organization, "of "+f.Member.Name+", who is gone and did not take it in time"
		ch.Entries = append(ch.Entries, line)
	}
	return ch
}
