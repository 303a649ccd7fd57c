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

// reviewPatience is how long the review of a break-glass may be owed before the
// glass is closed to that member there (rule J12).
const reviewPatience = 3 * 24 * time.Hour

// open is the request with what it opens, and the asker's standing with it. The
// clock starts now; an extension begins where what is open ends, so that there
// is neither a gap nor time lost (rule J8).
func (r Request) open(s Standing, at time.Time) (Request, Standing, error) {
	s = s.without(r.ID)
	if r.Want == Regaining {
		s.Regained = at
		return r, s, nil
	}
	start := at
	if until := s.openUntil(r.Assignment, at); r.Extends && until.After(at) {
		start = until
	}
	p := Period{Request: r.ID, Assignment: r.Assignment, Start: start, End: start.Add(time.Duration(r.Granted) * time.Second)}
	r.Period = &p
	s, err := s.with(p, at)
	return r, s, err
}

// End ends a period early: who asked for it, or who may decide (rule J8). It ends
// after the last use on record, so that the record never shows a use at or after
// the end (design 4).
func End(by identity.Caller, f Deciding) (Request, change.Change, error) {
	q := f.Request
	own := q.Person == by.Person
	if q.Version == 0 || q.Organization != by.Organization || !own && !MayDecide(f.Resource, q, by.Membership()) {
		return q, change.Change{}, fault.Absent("request")
	}
	if q.Period == nil {
		return q, change.Change{}, fault.New(fault.Conflict, "Nothing is open by this request: it is %s.", q.At(by.At))
	}
	if !by.At.Before(q.Period.Over()) {
		who := ""
		if q.EndedBy != "" {
			who = ", by " + q.EndedBy
		}
		return q, change.Change{}, fault.New(fault.Conflict, "It ended already, at %s%s.", q.Period.Over().UTC().Format(time.RFC3339), who)
	}
	end := by.At
	if last := f.Standing.LastUse; !last.Before(end) {
		end = last.Add(time.Millisecond)
	}
	p := *q.Period
	p.Ended = &end
	s := f.Standing
	s.Periods = slices.Clone(s.Periods)
	for i := range s.Periods {
		if s.Periods[i].Request == q.ID {
			s.Periods[i] = p
		}
	}
	q.Period, q.EndedBy = &p, by.Name
	c := by.Change()
	c.Keep(q, s)
	ending := by
	ending.At = end
	q.announce(&c, by.At, EndedEvent)
	c.Entries = append(c.Entries, q.entry(ending, audit.AccessEnded))
	if !own {
		c.Notices = append(c.Notices, q.tellAsker(change.AccessEnded, by.At, by.Name))
	}
	return q, c, nil
}

// BreakGlass opens at once, in need (rule J12): for an hour at most, with a
// reason, told to everyone who could have approved. It is no approval.
func BreakGlass(by identity.Caller, f AskingIn) (Request, change.Change, error) {
	w, err := f.way(by)
	if err != nil {
		return Request{}, change.Change{}, err
	}
	s := f.Standing
	switch {
	case !w.Policy.BreakGlass:
		return Request{}, change.Change{}, fault.New(fault.Forbidden, "%s has no glass to break: ask for access.", f.Resource.Name)
	case w.Open:
		return Request{}, change.Change{}, fault.New(fault.Conflict, "%s is open to you.", f.Resource.Name)
	case s.barred(by.At):
		return Request{}, change.Change{}, fault.New(fault.Forbidden, "The last time you broke the glass here has not been reviewed for over three days: ask for access.")
	case strings.TrimSpace(f.Reason) == "":
		return Request{}, change.Change{}, fault.BadField("body.reason", "is needed here")
	case f.Length < 0 || f.Length > min(LongestGlass, w.Policy.Longest):
		return Request{}, change.Change{}, fault.BadField("body.length", "is 1 to %d seconds here", min(LongestGlass, w.Policy.Longest))
	}
	length := f.Length
	if length == 0 {
		length = min(LongestGlass, w.Policy.Longest)
	}
	q := Request{
		Organization: by.Organization, ID: identity.Mint[id.Request](by.Call, 0), Resource: f.Resource.ID, ResourceName: f.Resource.Name,
		Person: by.Person, Name: by.Name, Want: InNeed, Assignment: w.Assignment.ID, Policy: w.Policy, Reason: strings.TrimSpace(f.Reason),
		Length: length, Granted: length, Bodies: f.Resource.Approvers, Asked: by.At, Lapses: by.At, State: RequestApproved, Decided: &by.At, DecidedBy: by.Name,
	}
	pending := s.Pending
	q, s, err = q.open(s, by.At)
	if err != nil {
		return Request{}, change.Change{}, err
	}
	s.Pending = pending // what waits goes on waiting
	if s.Owed == "" {
		s.Owed, s.OwedSince = q.ID, by.At
	}
	c := by.Change()
	c.Check(f.Resource)
	c.Keep(q, s)
	q.queue(&c)
	q.dates(&c)
	q.announce(&c, by.At, BrokeGlassEvent, OpenedEvent)
	c.Entries = append(c.Entries, q.entry(by, audit.AccessBrokeGlass))
	c.Notices = append(c.Notices, q.tellDeciders(change.AccessBrokeGlass, by))
	return q, c, nil
}

// Review is the after-review of a break-glass, by one who could have approved it.
func Review(by identity.Caller, f Deciding, note string) (Request, change.Change, error) {
	q := f.Request
	if q.Version == 0 || q.Organization != by.Organization {
		return q, change.Change{}, fault.Absent("request")
	}
	switch {
	case q.Person == by.Person:
		return q, change.Change{}, fault.New(fault.Forbidden, "Nobody reviews what they did themselves.")
	case !MayDecide(f.Resource, q, by.Membership()):
		return q, change.Change{}, fault.Absent("request")
	case q.Want != InNeed:
		return q, change.Change{}, fault.New(fault.Conflict, "No glass was broken by this request.")
	case q.Reviewed != nil:
		return q, change.Change{}, fault.New(fault.Conflict, "%s reviewed it at %s.", q.Reviewed.Name, q.Reviewed.At.UTC().Format(time.RFC3339))
	case strings.TrimSpace(note) == "":
		return q, change.Change{}, fault.BadField("body.note", "is needed: say what you found")
	}
	q.Reviewed = &Approval{Person: by.Person, Name: by.Name, At: by.At, Note: strings.TrimSpace(note)}
	c := by.Change()
	c.Keep(q)
	q.dequeue(&c, f.Request)
	if s := f.Standing; s.Owed == q.ID {
		s.Owed, s.OwedSince = "", time.Time{}
		c.Keep(s)
	}
	c.Entries = append(c.Entries, q.entry(by, audit.AccessReviewed))
	return q, c, nil
}
