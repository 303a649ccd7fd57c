package delegation

import (
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
)

// The kinds of dates of a pending request.
const (
	LapseDue  = "delegation-lapses"  // it lapses
	RemindDue = "delegation-reminds" // its owner is reminded of it, once
)

// waits reports whether the request still waits for its answer.
func (d Delegation) waits(at time.Time) bool { return d.Version != 0 && d.At(at) == access.Pending }

// Request is a request as the asking side finds it: by its resource.
type Request struct {
	Resource     access.Resource
	Organization identity.Organization
	Delegation   Delegation
	Asked        Asked
	Asks         Asks
	Unknown      Unknown
	Mails        Mails
}

// Found is what is to be read once the resource in f is.
//
// Errors: NotFound if the resource is not one that an owner was asked for.
func (f *Request) Found() ([]change.Record, error) {
	if f.Resource.Version == 0 || f.Resource.Loan == nil {
		return nil, fault.Absent("request")
	}
	r := f.Resource
	f.Delegation.ID = r.Loan.Delegation
	f.Asked = Delegation{Organization: r.Organization, Email: r.Loan.Email, Address: r.Address}.row()
	f.Asks.Organization = r.Organization
	f.Unknown.Organization, f.Unknown.Email = f.Asked.Organization, f.Asked.Email
	f.Mails.Organization, f.Mails.Email = f.Asked.Organization, f.Asked.Email
	return []change.Record{&f.Delegation, &f.Asked, &f.Asks, &f.Unknown, &f.Mails}, nil
}

// Resend mails the same link again (rule D7). It counts as an ask.
func Resend(by identity.Caller, f Request) (access.Resource, change.Change, error) {
	d := f.Delegation
	if err := decided(d, by.At); err != nil {
		return access.Resource{}, change.Change{}, err
	}
	if err := f.Asks.mayAsk(f.Organization); err != nil {
		return access.Resource{}, change.Change{}, err
	}
	if f.Unknown.Version != 0 {
		return access.Resource{}, change.Change{}, fault.New(fault.Forbidden, "%s has said that they do not know you: they are not mailed again.", d.Email)
	}
	if day(by.At) > day(d.Sent) {
		d.Again = 0
	}
	switch {
	case d.Sends > againInAll:
		return access.Resource{}, change.Change{}, fault.New(fault.Forbidden, "This was mailed %d times: that is enough. Ask in another way.", d.Sends)
	case d.Again >= againADay:
		return access.Resource{}, change.Change{}, &fault.Error{
			Kind: fault.TooMany, RetryAfter: untilMidnight(by.At),
			Message: "This was mailed often enough today. It can be mailed again after midnight, UTC.",
		}
	}
	asks, err := f.Asks.mails(f.Organization, by.At)
	if err != nil {
		return access.Resource{}, change.Change{}, err
	}
	mails, err := f.Mails.another(by.At)
	if err != nil {
		return access.Resource{}, change.Change{}, err
	}
	d.Sent, d.Sends, d.Again, d.Bounced = by.At, d.Sends+1, d.Again+1, nil
	r := f.Resource.WithLoan(d.ID, func(l *access.Loan) { l.Bounced = nil })
	c := by.Change()
	c.Keep(d, r, asks, mails)
	c.Entries = append(c.Entries, by.Entry(audit.DelegationResent, string(d.Resource), d.ResourceName, "to "+d.Email))
	if d.Owner != "" {
		c.Entries = append(c.Entries, by.EntryFor(d.Owner, audit.DelegationResent, string(d.ID), d.ResourceName, ""))
	}
	c.Notices = append(c.Notices, d.mailed(by))
	return r, c, nil
}

// Cancel takes a request back (rule D7). An owner who claimed it is told; others
// find it at the link.
func Cancel(by identity.Caller, f Request) (access.Resource, change.Change, error) {
	d := f.Delegation
	if err := decided(d, by.At); err != nil {
		return access.Resource{}, change.Change{}, err
	}
	d.State, d.Ended = access.Cancelled, &by.At
	d.Proof.Code = identity.Code{}
	r := f.Resource.WithLoan(d.ID, func(l *access.Loan) { l.State, l.Since = access.Cancelled, by.At })
	c := by.Change()
	c.Keep(d, r)
	f.Asked.over(&c, d)
	c.Entries = append(c.Entries, by.Entry(audit.DelegationCancelled, string(d.Resource), d.ResourceName, "of "+d.Email))
	if d.Owner != "" {
		c.Entries = append(c.Entries, by.EntryFor(d.Owner, audit.DelegationCancelled, string(d.ID), d.ResourceName, ""))
		c.Notices = append(c.Notices, d.tellOwner(change.DelegationCancelled, by.At, by.Name, string(d.State)))
	}
	return r, c, nil
}

// Remind reminds the owner once, halfway, of a request that still waits (rule
// D7): never after it was answered, nor where mail comes back, and not for an
// organization that is paused.
func Remind(at time.Time, d Delegation, a Asks) change.Change {
	if !d.waits(at) || d.Reminded != nil || d.Bounced != nil || at.Before(d.Asked.Add(Life/2)) || a.Paused != nil {
		return change.Change{}
	}
	d.Reminded = &at
	var c change.Change
	c.Keep(d)
	c.Entries = append(c.Entries, d.byItself(at, audit.DelegationReminded)...)
	c.Notices = append(c.Notices, d.tellOwner(change.DelegationReminder, at, d.AskerName, ""))
	return c
}

// Lapse writes down that a request lapsed, and tells who asked. The request
// lapsed by itself before: this only tidies up.
func Lapse(at time.Time, d Delegation, r access.Resource, row Asked) change.Change {
	if d.Version == 0 || d.State != access.Pending || at.Before(d.Lapses) {
		return change.Change{}
	}
	d.State, d.Ended = access.Lapsed, &d.Lapses
	var c change.Change
	c.Keep(d)
	c.Keep(r.WithLoan(d.ID, func(l *access.Loan) { l.State, l.Since = access.Lapsed, d.Lapses }))
	row.over(&c, d)
	c.Entries = append(c.Entries, d.byItself(at, audit.DelegationLapsed)...)
	c.Notices = append(c.Notices, d.tellAsker(change.DelegationLapsed, at, ""))
	return c
}

// byItself is what is on record, on either side, of what time alone did.
func (d Delegation) byItself(at time.Time, act audit.Action) []audit.Entry {
	out := []audit.Entry{{
		Organization: d.Organization, At: at, Action: act, Thing: string(d.Resource), ThingName: d.ResourceName, Detail: "of " + d.Email,
	}}
	if d.Owner != "" {
		out = append(out, audit.Entry{Organization: d.Owner, At: at, Action: act, Thing: string(d.ID), ThingName: d.ResourceName})
	}
	return out
}

// tellAsker is a notice to who asked and who joined them or, if they left, to the
// other admins (rule D4). Whoever delivers it finds in the delegation who joined.
func (d Delegation) tellAsker(kind change.Telling, at time.Time, by string) change.Notice {
	return change.Notice{
		Kind: kind, At: at, By: by, About: string(d.ID), Home: string(d.Organization),
		To: change.Audience{Person: d.Asker, Organization: d.Organization}, Tie: string(d.State),
	}
}

// tellOwner is a notice to whoever claimed the request and, before anybody has,
// to the asked address.
func (d Delegation) tellOwner(kind change.Telling, at time.Time, by, tie string) change.Notice {
	n := change.Notice{Kind: kind, At: at, By: by, About: string(d.ID), Tie: tie, To: change.Audience{Address: d.Email, Person: d.Known}}
	if d.Owner != "" {
		n.Home, n.To = string(d.Owner), change.Audience{Person: d.OwnerPerson, Organization: d.Owner}
	}
	return n
}
