package access

import (
	"slices"
	"strings"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// Deciding is what is known when a request is decided.
type Deciding struct {
	Request  Request
	Resource Resource
	Standing Standing          // the asker's
	Asker    identity.Member   // as they are now
	Voters   []identity.Member // those whose approvals it has, as they are now
	Along    []Request         // what else opened periods by the same assignment that are not over
}

// Found names what is to be read with any request, once it is. An unknown request
// is refused, and so is one of another organization.
func (f *Deciding) Found(o id.Organization) ([]change.Record, error) {
	q := f.Request
	if q.Version == 0 || q.Organization != o {
		return nil, fault.Absent("request")
	}
	f.Resource = Resource{Organization: o, ID: q.Resource}
	f.Standing = Standing{Resource: q.Resource, Person: q.Person}
	return []change.Record{&f.Resource, &f.Standing}, nil
}

// Voting names who else is to be read where an approval is to count: who asks and
// who approved.
func (f *Deciding) Voting() []change.Record {
	q := f.Request
	f.Asker = identity.Member{Organization: q.Organization, Person: q.Person}
	f.Voters = make([]identity.Member, len(q.Approvals))
	out := []change.Record{&f.Asker}
	for i, a := range q.Approvals {
		f.Voters[i] = identity.Member{Organization: q.Organization, Person: a.Person}
		out = append(out, &f.Voters[i])
	}
	return out
}

// Following names what else an end ends, once the standing is read.
func (f *Deciding) Following(at time.Time) []change.Record {
	f.Along = nil
	for _, p := range f.Standing.live(f.Request.Assignment, at) {
		if p.Request != f.Request.ID {
			f.Along = append(f.Along, Request{ID: p.Request})
		}
	}
	out := make([]change.Record, len(f.Along))
	for i := range f.Along {
		out[i] = &f.Along[i]
	}
	return out
}

// mayDecide refuses whoever may not decide, and what is decided.
func (f Deciding) mayDecide(by identity.Caller) error {
	q := f.Request
	if q.Version == 0 || q.Organization != by.Organization {
		return fault.Absent("request")
	}
	if q.Person == by.Person {
		return fault.New(fault.Forbidden, "Nobody decides what they ask for themselves.")
	}
	if !MayDecide(f.Resource, q, by.Membership()) {
		return fault.Absent("request")
	}
	return q.decided(by.At)
}

// decided refuses what comes too late, and says what happened instead.
func (r Request) decided(at time.Time) error {
	switch r.At(at) {
	case RequestPending:
		return nil
	case RequestLapsed:
		return fault.New(fault.Conflict, "This request lapsed at %s.", r.Lapses.UTC().Format(time.RFC3339))
	default:
		return fault.New(fault.Conflict, "%s made it %s at %s.", r.DecidedBy, r.State, r.Decided.UTC().Format(time.RFC3339))
	}
}

// Approve is one yes (rules J5, J7). shorten is in seconds; 0 leaves the length.
// The last one needed opens: approvals of those who may not decide any more do
// not count, and somebody who is no longer assigned is not let in.
func Approve(by identity.Caller, f Deciding, shorten int, note string) (Request, change.Change, error) {
	q := f.Request
	if err := f.mayDecide(by); err != nil {
		return q, change.Change{}, err
	}
	q.Approvals = f.counting()
	if slices.ContainsFunc(q.Approvals, func(a Approval) bool { return a.Person == by.Person }) {
		return q, change.Change{}, fault.New(fault.Conflict, "You have approved this already.")
	}
	if shorten < 0 || shorten > q.Granted || shorten > 0 && q.Want == Regaining {
		return q, change.Change{}, fault.BadField("body.length", "may shorten what was asked for, never lengthen it")
	}
	if shorten > 0 {
		q.Granted = shorten
	}
	q.Approvals = append(q.Approvals, Approval{Person: by.Person, Name: by.Name, At: by.At, Length: shorten, Note: strings.TrimSpace(note)})
	c := by.Change()
	c.Check(f.Resource)
	for _, v := range f.Voters {
		c.Check(v) // whoever may decide now still does
	}
	if len(q.Approvals) < q.Policy.Needs {
		c.Keep(q)
		c.Entries = append(c.Entries, q.entry(by, audit.AccessApproved))
		c.Notices = append(c.Notices, q.tellDeciders(change.AccessApproved, by))
		return q, c, nil
	}
	if err := f.stillAssigned(); err != nil {
		return q, change.Change{}, err
	}
	c.Check(f.Asker)
	q.State, q.Decided, q.DecidedBy, q.Note = RequestApproved, &by.At, by.Name, strings.TrimSpace(note)
	q, s, err := q.open(f.Standing, by.At)
	if err != nil {
		return q, change.Change{}, err
	}
	c.Keep(q, s)
	q.dequeue(&c, f.Request)
	q.dates(&c)
	q.announce(&c, by.At, OpenedEvent)
	q.tell(&c, by, audit.AccessOpened, change.AccessOpened)
	return q, c, nil
}

// counting are the approvals of those who may decide still, and were not removed
// meanwhile. It is a list of its own: the request's is not written into.
func (f Deciding) counting() []Approval {
	return slices.DeleteFunc(slices.Clone(f.Request.Approvals), func(a Approval) bool {
		i := slices.IndexFunc(f.Voters, func(m identity.Member) bool { return m.Person == a.Person })
		return i < 0 || a.At.Before(f.Voters[i].Since) || !MayDecide(f.Resource, f.Request, f.Voters[i])
	})
}

// stillAssigned refuses to let in who is no member any more, was removed since
// they asked (rule F5), or is not assigned as they were.
func (f Deciding) stillAssigned() error {
	a, found := f.Resource.Assigned(f.Request.Assignment)
	if !f.Asker.Active() || f.Request.Asked.Before(f.Asker.Since) || !found || !a.HoldsMember(f.Asker) {
		return fault.New(fault.Conflict, "%s is no longer assigned to %s as when they asked.", f.Request.Name, f.Request.ResourceName)
	}
	return nil
}

// Deny closes a request.
func Deny(by identity.Caller, f Deciding, note string) (Request, change.Change, error) {
	if err := f.mayDecide(by); err != nil {
		return f.Request, change.Change{}, err
	}
	q, c := f.close(by, RequestDenied, note)
	q.tell(&c, by, audit.AccessDenied, change.AccessDenied)
	return q, c, nil
}

// tell puts a decision on record and tells who asked, and the others who might
// have decided (rule J5).
func (r Request) tell(c *change.Change, by identity.Caller, act audit.Action, kind change.Telling) {
	c.Entries = append(c.Entries, r.entry(by, act))
	c.Notices = append(c.Notices, r.tellAsker(kind, by.At, by.Name), r.tellDeciders(change.AccessDecided, by))
}

// Cancel takes one's own request back.
func Cancel(by identity.Caller, f Deciding) (Request, change.Change, error) {
	q := f.Request
	if q.Version == 0 || q.Organization != by.Organization || q.Person != by.Person {
		return q, change.Change{}, fault.Absent("request")
	}
	if err := q.decided(by.At); err != nil {
		return q, change.Change{}, err
	}
	q, c := f.close(by, RequestCancelled, "")
	c.Entries = append(c.Entries, q.entry(by, audit.AccessCancelled))
	return q, c, nil
}

func (f Deciding) close(by identity.Caller, state RequestState, note string) (Request, change.Change) {
	q := f.Request
	q.State, q.Decided, q.DecidedBy, q.Note = state, &by.At, by.Name, strings.TrimSpace(note)
	c := by.Change()
	c.Keep(q, f.Standing.without(q.ID))
	q.dequeue(&c, f.Request)
	return q, c
}

// without is the standing without a request that waits.
func (s Standing) without(q id.Request) Standing {
	if s.Pending == q {
		s.Pending = ""
	}
	return s
}

// LapseRequest writes down that a request lapsed, and tells who asked. It lapsed
// by itself before: this only tidies up.
func LapseRequest(at time.Time, q Request, s Standing) change.Change {
	var c change.Change
	if q.Version == 0 || q.State != RequestPending || at.Before(q.Lapses) {
		return c
	}
	was := q
	q.State, q.Decided = RequestLapsed, &q.Lapses
	c.Keep(q, s.without(q.ID))
	q.dequeue(&c, was)
	c.Entries = append(c.Entries, q.line(at, audit.AccessLapsed, q.said()))
	c.Notices = append(c.Notices, q.tellAsker(change.AccessLapsed, at, ""))
	return c
}
