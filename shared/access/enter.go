package access

import (
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// Facts is what one snapshot says about a use. What does not exist is the zero
// value with its ids.
type Facts struct {
	Resource   Resource
	Credential credential.Credential
	Reader     credential.Reader // the caller's organization's
	Standing   Standing          // the caller's
	Received   credential.Received
	Path       filing.Path           // of the folder that the credential is filed in
	Site       identity.Organization // of what is shared: which of the two it is that is a site, if the caller's is not
}

// FactsOf names the facts of a use, to be read.
func FactsOf(p id.Person, o id.Organization, r id.Resource, c id.Credential) Facts {
	return Facts{
		Resource:   Resource{Organization: o, ID: r},
		Credential: credential.Credential{ID: c},
		Reader:     credential.Reader{Credential: c, Organization: o},
		Standing:   Standing{Resource: r, Person: p},
		Received:   credential.Received{Credential: c, Organization: o, Person: p},
	}
}

// Wanted is what is to be read for f.
func (f *Facts) Wanted() []change.Record {
	return []change.Record{&f.Resource, &f.Credential, &f.Reader, &f.Standing, &f.Received}
}

// Enter lets the caller use a credential of a resource, or says which gate is
// closed. want is what is done with it: Use for a launch, Read for a reveal. The
// change puts the use on record, on both sides if the credential is lent; it
// must be kept before any plaintext is made (rule C11).
func Enter(by identity.Caller, f Facts, want credential.Mode) (change.Change, error) {
	act := audit.CredentialLaunched
	if want == credential.Read {
		act = audit.CredentialRevealed
	}
	return f.enter(by, want, used{act: act, number: f.Credential.Number, same: f.Credential.Same})
}

// used is what was done with a credential, and which version that was of.
type used struct {
	act          audit.Action
	number, same int
	detail       string
	again        bool // it is on record as a use already
}

func (f Facts) enter(by identity.Caller, want credential.Mode, u used) (change.Change, error) {
	if err := gate(by, f, want); err != nil {
		return change.Change{}, err
	}
	c := by.Change()
	c.Check(f.Credential)
	for _, folder := range f.Path {
		c.Check(folder) // it was for them, and still is
	}
	if !f.free() {
		c.Check(f.Resource)
	}
	if f.Site.IsSiteOf(by.Organization) {
		c.Check(f.Site) // it is not closed at this moment
	}
	if f.Reader.LastUse == nil || f.Reader.LastUse.Before(by.At) {
		c.Keep(credential.Touch{Reader: f.Reader, At: by.At})
	} else {
		c.Check(f.Reader) // a later use is on record already
	}
	got := f.Received
	if got.Version == 0 {
		got.First = by.At
		f.found(&c, got)
	}
	if !u.again {
		got.Uses++
	}
	if by.At.Before(got.First) { // uses do not always arrive in their order
		got.First = by.At
	}
	if got = got.Having(u.number); u.same != 0 {
		got = got.Having(u.same)
	}
	got.Name, got.OrganizationName, got.Lost = by.Name, by.OrganizationName, nil
	if got.Last.Before(by.At) {
		got.Last = by.At
	}
	if !f.free() {
		c.Keep(f.used(by))
	}
	if c.Keep(got); !u.again {
		c.Entries = f.lines(by, u)
	}
	return c, nil
}

// used is how the caller stands to the resource after this use.
func (f Facts) used(by identity.Caller) Standing {
	s := f.Standing
	if s.LastUse.Before(by.At) {
		s.LastUse = by.At
		if f.Credential.Owner == "" || f.Credential.Own(by) { // another's is viewed, not picked
			s.Picked = f.Credential.ID
		}
	}
	return s
}

// lines put a use on record, on both sides if the credential is lent or shared (rules D6, H8).
func (f Facts) lines(by identity.Caller, u used) []audit.Entry {
	out := []audit.Entry{f.here(by, u)}
	switch f.Reader.Via {
	case credential.Delegated:
		out = append(out, by.EntryFor(f.Reader.Home, u.act, string(f.Reader.Delegation), f.Credential.Name, ""))
	case credential.Shared:
		out = append(out, by.EntryFor(f.Reader.Home, u.act, string(f.Credential.ID), f.Credential.Name, u.detail))
	}
	return out
}

// here is the line on the record of the caller's organization. What is one's own and
// for no resource is one's alone.
func (f Facts) here(by identity.Caller, u used) audit.Entry {
	if !f.free() {
		with := "with " + f.Credential.Name
		if u.detail != "" {
			with += ", " + u.detail
		}
		return by.Entry(u.act, string(f.Resource.ID), f.Resource.Name, with)
	}
	line := by.Entry(u.act, string(f.Credential.ID), f.Credential.Name, u.detail)
	if f.Credential.Owner != "" && f.Credential.Home == by.Organization {
		line = by.PersonalEntry(u.act, string(f.Credential.ID), f.Credential.Name)
		line.Detail = u.detail
	}
	return line
}

// found keeps the rows by which who received it is found.
func (f Facts) found(c *change.Change, got credential.Received) {
	for _, k := range got.FoundBy(f.Credential) {
		c.Keep(k)
	}
}

// May reports whether every gate is open for the caller, for an act that rests
// on it and shows nothing: lending takes what one may reveal (rule H1).
func May(by identity.Caller, f Facts, want credential.Mode) error { return gate(by, f, want) }

// gate is the table in doc.go, from top to bottom.
func gate(by identity.Caller, f Facts, want credential.Mode) error {
	hidden := fault.Absent("credential")
	if f.free() {
		return f.follow(by, want)
	}
	seen := func(format string, args ...any) error { // by admins; hidden from others
		if by.IsAdmin() {
			return fault.New(fault.Forbidden, format, args...)
		}
		return hidden
	}
	if f.Resource.Version == 0 || f.Resource.Organization != by.Organization {
		return hidden
	}
	if !f.Resource.has(f.Reader.Had(f.Credential)) || f.Reader.Version == 0 || f.Reader.Organization != by.Organization {
		return hidden
	}
	own := f.Credential.Own(by)
	views := f.Credential.Owner != "" && !own
	switch {
	case views && !f.Credential.Managed: // whatever any policy says (promise 9)
		return seen("Its owner has not allowed admin access to this password.")
	case views && !f.Resource.Views(by):
		return seen("You are not named to view this login.")
	}
	if !own && !f.filed(by) {
		return hidden
	}
	if err := f.away(by, seen); err != nil {
		return err
	}
	ways := f.Resource.Ways(by, f.Standing, f.Credential.ID)
	mode := modeOf(ways)
	if own || views {
		mode = credential.Read
	}
	switch {
	case !own && !views && len(ways) == 0:
		return seen("You are not assigned to %s: an admin gets in through an assignment like anyone.", f.Resource.Name)
	case by.Role == identity.Auditor:
		return fault.New(fault.Forbidden, "An auditor opens no secret.")
	case f.Credential.Disabled != nil:
		return fault.New(fault.Forbidden, "This credential is disabled.")
	}
	if err := f.period(by, ways); err != nil {
		return err
	}
	if want == credential.Read && mode.AtMost(f.Reader.Mode) != credential.Read {
		return fault.New(fault.Forbidden, "You may sign in with this credential, not see it.")
	}
	return nil
}

// away are the gates that lie with whoever lends or shares it.
func (f Facts) away(by identity.Caller, seen func(string, ...any) error) error {
	shared := f.Reader.Via == credential.Shared
	switch {
	case shared && !f.Reader.Share.Holds(by) && by.Role != identity.Auditor:
		return seen("%s shares this with others of %s, not with you.", f.Reader.Lender, by.OrganizationName)
	case f.Reader.Over(by.At) && by.IsAdmin():
		return taken(f.Reader)
	case f.Reader.Over(by.At):
		return fault.Absent("credential")
	case shared:
		return f.given(by)
	}
	return nil
}

// period is the gate of the period, for who has passed those before it.
func (f Facts) period(by identity.Caller, ways []Way) error {
	switch {
	case f.Credential.Own(by):
		return nil
	case f.Credential.Owner != "":
		return f.Resource.viewable(by, f.Standing)
	case !ways[0].Open: // the one that decides: none other is open either
		return ways[0].locked(f.Resource)
	}
	return nil
}

// modeOf is the most that the open ways allow. Each allows by itself: what one
// would allow if it were open adds nothing to another that is.
func modeOf(ways []Way) credential.Mode {
	for _, w := range ways {
		if w.Open && w.Assignment.Mode == credential.Read {
			return credential.Read
		}
	}
	return credential.Use
}

// locked says that somebody assigned is not let in now, and what opens.
func (w Way) locked(r Resource) error {
	switch {
	case !w.Policy.JustInTime:
		return fault.New(fault.NotOpen, "%s locked itself after %d days without use: ask to regain it.", r.Name, w.Policy.LockAfter)
	case w.Policy.Automatic:
		return fault.New(fault.NotOpen, "%s is locked: say why you need it, and it opens.", r.Name)
	default:
		return fault.New(fault.NotOpen, "%s is locked: ask to be let in.", r.Name)
	}
}

// taken says who took a lent credential back, and when.
func taken(r credential.Reader) error {
	if r.Ended == nil || r.Ends != nil && !r.Ended.Before(*r.Ends) { // by itself, written down or not
		return fault.New(fault.Forbidden, "%s lent this until %s.", r.Lender, r.Ends.UTC().Format(time.RFC3339))
	}
	return fault.New(fault.Forbidden, "%s took this back at %s.", r.EndedBy, r.Ended.UTC().Format(time.RFC3339))
}
