package identity

import (
	"cmp"
	"errors"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
)

// Refused puts on record that call c was refused (rule A1): in the record of the
// organization it was for or, for none, in the person's own. A stranger's is in
// nobody's: nothing is known of them. The session, person and member are those
// that Authenticate was given.
func Refused(c Call, s Session, p Person, m Member, thing string, why error) change.Change {
	if s.Version == 0 || !c.Token.Is(s.Hash) || !s.Open(c.At) {
		return change.Change{}
	}
	e := audit.Entry{At: c.At, Action: audit.Refused, Actor: s.Person, ThingName: c.Route, Detail: saidOf(why), From: c.From}
	switch {
	case c.Who == Anybody:
		e.Account, e.ActorName = s.Person, p.Name
	case m.Version == 0 || m.Removed != nil:
		return change.Change{}
	default:
		e.Organization, e.ActorName = m.Organization, m.Name
	}
	e.Thing = cmp.Or(thing, string(e.Organization), string(e.Account))
	return change.Change{Entries: []audit.Entry{e}}
}

// saidOf is what whoever was refused was told.
func saidOf(why error) string {
	var f *fault.Error
	if errors.As(why, &f) {
		return f.Message
	}
	return ""
}
