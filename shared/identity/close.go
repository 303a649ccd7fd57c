package identity

import (
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
)

// Home is the personal organization among those somebody belongs to, and how
// many others there are.
//
// Errors: Conflict if they have none: there is nothing of theirs to close.
func Home(all []Belonging) (home Belonging, others int, err error) {
	for _, b := range all {
		if b.Kind == Personal {
			home = b
		} else {
			others++
		}
	}
	if home.Version == 0 {
		return home, others, fault.New(fault.Conflict, "You have no personal account to close. An organization is left on its members page.")
	}
	return home, others, nil
}

// BeginClosing closes a personal organization to all that is new, before what is
// lent from it ends (rule D3). It cannot be taken back.
func BeginClosing(by Caller, o Organization) change.Change {
	o.Closed = &by.At
	c := by.Change()
	c.Keep(o)
	c.Entries = append(c.Entries, by.Entry(audit.OrganizationClosed, string(o.ID), o.Name, ""))
	return c
}

// Closing is what is known when nothing is lent any more.
type Closing struct {
	Person   Person
	Signin   Signin
	Home     Belonging
	Others   int // how many other organizations they belong to
	Roster   Roster
	Logins   Logins // read before Others was counted: who joins another meanwhile moves it
	Sessions []Session
	Left     Left // of the time before, if they had closed it once and came again
}

// CloseAccount ends a personal account from which nothing is lent any more. With
// it goes the sign-in, unless other organizations need it: then they are told so.
// The person stays as a name on the records (rule A3); somebody who comes again
// with the same address is another.
func CloseAccount(by Caller, f Closing) (gone bool, c change.Change) {
	c = by.Change()
	m := by.member
	m.Removed, m.EndedBy, m.Groups = &by.At, by.Name, nil
	f.Roster.People = []id.Person{}
	c.Keep(m, f.Roster)
	left, dates := m.left(f.Left) // nobody can take it; it is destroyed all the same (rule C14)
	c.Keep(left)
	c.Due = append(c.Due, dates...)
	c.Drop(f.Home)
	tie, to := "stays", change.Audience{Address: by.Email, Person: by.Person}
	if gone = f.Others == 0; gone {
		tie, to = "gone", change.Audience{Address: by.Email}
		f.Person.Closed = &by.At
		c.Keep(f.Person)
		c.Drop(f.Signin)
		endAll(&c, by.At, f.Logins, f.Sessions, "")
	} else {
		c.Check(f.Logins)
	}
	c.Entries = append(c.Entries,
		by.Entry(audit.AccountClosed, string(by.Organization), by.OrganizationName, ""),
		by.person().own(by.Call, audit.AccountClosed, string(by.Person), ""))
	c.Notices = append(c.Notices, change.Notice{
		Kind: change.AccountClosed, At: by.At, By: by.Name, About: string(by.Person), Home: string(by.Organization), Tie: tie, To: to,
	})
	return gone, c
}

// errClosing refuses what would be new to an account that is being closed.
var errClosing = fault.New(fault.Conflict, "Your account is being closed: close it to the end first.")

// IntoHome is a claim of somebody who has a personal organization: it is not
// being closed, and nobody begins to meanwhile.
func IntoHome(by Caller, o Organization) (change.Change, error) {
	if o.Closed != nil {
		return change.Change{}, errClosing
	}
	c := by.Change()
	c.Check(o)
	return c, nil
}

// Reopen gives somebody the personal organization back that they closed: they
// kept their sign-in, and are asked again. before is the row of the membership
// that ended.
func Reopen(by Caller, o Organization, before Member, r Roster) (Organization, change.Change) {
	o.Closed = nil
	c := by.Change()
	member, _ := join(by.Call, joining{organization: o.ID, name: o.Name, kind: o.Kind, person: by.person(), role: Admin, roster: r, before: before})
	c.Keep(o)
	c.Keep(member...) // the roster was emptied: one is not too many
	c.Entries = append(c.Entries, by.person().entry(by.Call, o.ID, audit.OrganizationCreated, string(o.ID), o.Name, "again"))
	return o, c
}
