package delegation

import (
	"cmp"
	"slices"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// Terms is on what terms an owner lends (rules D5, D6).
type Terms struct {
	AllowViewing bool
	Ends         *time.Time // none: until it is taken back
}

// An end date is so far ahead, from the instant it is set.
const (
	minLoan = time.Hour
	maxLoan = 10 // years
)

// good is the terms with the end date as it is kept, to the millisecond.
func (t Terms) good(at time.Time) (Terms, error) {
	if t.Ends == nil {
		return t, nil
	}
	ends := t.Ends.UTC().Truncate(time.Millisecond)
	switch {
	case ends.Before(at.Add(minLoan)):
		return t, fault.BadField("body.ends", "must be at least an hour ahead")
	case ends.After(at.AddDate(maxLoan, 0, 0)):
		return t, fault.BadField("body.ends", "must be at most %d years ahead", maxLoan)
	}
	t.Ends = &ends
	return t, nil
}

// lent is the request once it is answered with a credential.
func (d Delegation) lent(by identity.Caller, c id.Credential, t Terms) Delegation {
	d.State, d.Decided, d.Credential = access.Shared, &by.At, c
	d.Owner, d.OwnerPerson, d.OwnerName = by.Organization, by.Person, by.Name
	d.AllowViewing, d.Ends = t.AllowViewing, t.Ends
	return d
}

// terms is how the credential is lent by d.
func (d Delegation) terms() credential.Loan {
	return credential.Loan{Delegation: d.ID, Resource: d.Resource, Lender: d.OwnerName, Mode: d.Mode(), Ends: d.Ends}
}

// tellLent is what a loan means to the asking side: their resource has a
// credential, both records say so, whoever asked is told, and the end has a date.
func (d Delegation) tellLent(c *change.Change, by identity.Caller, r access.Resource, detail string) {
	c.Keep(access.Set{Resource: d.Resource, Credential: d.Credential})
	c.Keep(r.WithLoan(d.ID, func(l *access.Loan) {
		l.State, l.Owner, l.Credential, l.Mode, l.Since, l.Ends = access.Shared, by.Name, d.Credential, d.Mode(), by.At, d.Ends
	}))
	d.record(c, by, audit.DelegationShared, detail)
	c.Orders = append(c.Orders, credential.Credential{ID: d.Credential}.Found(d.Organization, by.At))
	c.Notices = append(c.Notices, d.tellAsker(change.DelegationShared, by.At, by.Name))
	d.due(c)
}

// Lending is what is known when a request is answered with a credential that an
// organization has.
type Lending struct {
	Delegation Delegation
	Held       Held                  // the row of the organization that holds the request now
	Asking     identity.Organization // who asked
	Resource   access.Resource       // theirs, that waits for it
	Asked      Asked                 // the row by which the request is joined
	Before     credential.Reader     // what they had of the credential before, if they had it
	Way        access.Facts          // the caller's own way to the credential
}

// Answering is what is to be read of the request in l and of who made it.
func (l *Lending) Answering() []change.Record {
	d := l.Delegation
	l.Asking.ID = d.Organization
	l.Resource.Organization, l.Resource.ID = d.Organization, d.Resource
	l.Before.Credential, l.Before.Organization = l.Way.Credential.ID, d.Organization
	l.Held.Organization, l.Held.Delegation = d.Owner, d.ID
	l.Asked = d.row()
	return []change.Record{&l.Asking, &l.Resource, &l.Before, &l.Held, &l.Asked}
}

// Claimed refuses everybody but the person who claimed the request, from
// whichever organization they call, and what comes too late.
func Claimed(by identity.Caller, d Delegation) error {
	if d.Version == 0 || d.Owner == "" || d.OwnerPerson != by.Person {
		return fault.Absent("request")
	}
	return decided(d, by.At)
}

// MayLend reports whether the caller may answer the request with the credential
// (rule D2): they claimed it, they administer the organization whose credential
// it is, and they may reveal it themselves (rule H1). What is lent to the
// organization is not lent on (rule D6).
func MayLend(by identity.Caller, l Lending, t Terms) error {
	if err := Claimed(by, l.Delegation); err != nil {
		return err
	}
	if l.Delegation.Organization == by.Organization {
		return fault.New(fault.Invalid, "%s asks for this itself: an organization lends itself nothing.", by.OrganizationName)
	}
	if err := access.May(by, l.Way, credential.Read); err != nil {
		return err
	}
	c := l.Way.Credential
	switch {
	case c.Home != by.Organization || l.Way.Resource.Loan != nil:
		return fault.BadField("body.credential", "was lent to %s, and cannot be lent on", by.OrganizationName)
	case c.Owner != "":
		return fault.BadField("body.credential", "is somebody's own login: only a company credential is lent")
	case slices.Contains(c.Readers, l.Delegation.Organization):
		return fault.New(fault.Conflict, "%s has this credential already.", l.Delegation.Name)
	case len(c.Readers) >= credential.MaxReaders:
		return fault.New(fault.Conflict, "A credential is lent to %d organizations at most.", credential.MaxReaders-1)
	case c.Username == "":
		return fault.BadField("body.credential", "has no username, and nobody signs in without one")
	}
	_, err := t.good(by.At)
	return err
}

// Lend answers a request with a credential of the caller's organization, as a
// share of it: nothing is copied, and a new version is theirs at once. The
// request moves to that organization, whose admins manage it from here on. key is
// the key of the current version, sealed to who asked. Nothing is shown to
// anybody, so no reveal is on record.
func Lend(by identity.Caller, l Lending, t Terms, key credential.SealedKey) (Delegation, change.Change, error) {
	d := l.Delegation
	if err := MayLend(by, l, t); err != nil {
		return d, change.Change{}, err
	}
	t, err := t.good(by.At)
	if err != nil {
		return d, change.Change{}, err
	}
	d = d.lent(by, l.Way.Credential.ID, t)
	terms := d.terms()
	terms.Address = cmp.Or(l.Way.Credential.URL, l.Way.Resource.Address) // where it is filled in here: nowhere else there (rule G6)
	cred, reader := l.Way.Credential.Lend(l.Before, l.Asking, terms, key)
	c := by.Change()
	c.Keep(d, cred, reader)
	l.Asked.over(&c, d)
	c.Check(l.Asking, l.Way.Resource, l.Way.Standing, l.Way.Reader) // the key it is sealed to, and the caller's own way, are what they were
	if l.Held.Organization != d.Owner {
		c.Drop(l.Held)
		c.Keep(Held{Organization: d.Owner, Delegation: d.ID})
		c.Entries = append(c.Entries, by.EntryFor(l.Held.Organization, audit.DelegationShared, string(d.ID), d.ResourceName, "from "+by.OrganizationName))
	}
	d.tellLent(&c, by, l.Resource, "with "+cred.Name)
	return d, c, nil
}
