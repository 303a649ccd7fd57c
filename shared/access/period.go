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
	if r.Policy.RotateAfterUse {
		p.Rotates = &p.Start
	}
	p.Rotates = s.rotates(p)
	r.Period = &p
	s, err := s.with(p, at)
	return r, s, err
}

// End ends access early, as somebody has it by a request: who asked, or who may
// decide (rule J8). With the request's period everything ends that is open by the
// same assignment, or would open later: an extension goes on from nothing. What
// waits goes on waiting; if it is granted, it opens from then. It ends after the
// last use on record, so that the record never shows a use at or after the end
// (design 4).
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
	ending := by
	if last := f.Standing.LastUse; !last.Before(by.At) {
		ending.At = last.Add(time.Millisecond)
	}
	c := by.Change()
	s := f.Standing.ended(q.Assignment, by.At, ending.At)
	q = q.end(&c, s, ending, by.At)
	for _, o := range f.Along {
		if o.Version != 0 && o.Period != nil && by.At.Before(o.Period.Over()) {
			o.end(&c, s, ending, by.At)
		}
	}
	c.Keep(s)
	if !own {
		c.Notices = append(c.Notices, q.tellAsker(change.AccessEnded, by.At, by.Name))
	}
	return q, c, nil
}

// end writes down that a request's period was ended.
func (r Request) end(c *change.Change, s Standing, by identity.Caller, at time.Time) Request {
	p := *r.Period
	p.Ended = &by.At
	p.Rotates = s.rotates(p)
	p.spent(c, at)
	r.Period, r.EndedBy = &p, by.Name
	c.Keep(r)
	r.announce(c, at, EndedEvent)
	c.Entries = append(c.Entries, r.entry(by, audit.AccessEnded))
	return r
}

// live are the periods by an assignment that are not over at an instant: open, or
// yet to open.
func (s Standing) live(a id.Assignment, at time.Time) []Period {
	return slices.DeleteFunc(slices.Clone(s.Periods), func(p Period) bool { return p.Assignment != a || !at.Before(p.Over()) })
}

// ended is the standing with the periods that live at an instant ended.
func (s Standing) ended(a id.Assignment, at, end time.Time) Standing {
	s.Periods = slices.Clone(s.Periods)
	for i, p := range s.Periods {
		if p.Assignment == a && at.Before(p.Over()) {
			s.Periods[i].Ended = &end
		}
	}
	return s
}

// BreakGlass opens at once, in need (rule J12): for an hour at most, with a
// reason, told to everyone who could have approved. It is no approval.
func BreakGlass(by identity.Caller, f AskingIn) (Request, change.Change, error) {
	w, err := f.way(by, func(w Way) bool { return w.Policy.BreakGlass && !w.Open })
	if err != nil {
		return Request{}, change.Change{}, err
	}
	switch {
	case !w.Policy.BreakGlass:
		return Request{}, change.Change{}, fault.New(fault.Forbidden, "%s has no glass to break: ask for access.", f.Resource.Name)
	case w.Open:
		return Request{}, change.Change{}, fault.New(fault.Conflict, "%s is open to you.", f.Resource.Name)
	case f.Standing.barred(by.At):
		return Request{}, change.Change{}, fault.New(fault.Forbidden, "The last time you broke the glass here has not been reviewed for over three days: ask for access.")
	case strings.TrimSpace(f.Reason) == "":
		return Request{}, change.Change{}, fault.BadField("body.reason", "is needed here")
	case f.Length < 0 || f.Length > min(LongestGlass, w.Policy.Longest):
		return Request{}, change.Change{}, fault.BadField("body.length", "is 1 to %d seconds here", min(LongestGlass, w.Policy.Longest))
	}
	q := f.made(by, w)
	if q.Want, q.Lapses = InNeed, by.At; q.Length == 0 {
		q.Length = min(LongestGlass, w.Policy.Longest)
	}
	q.Granted, q.State, q.Decided, q.DecidedBy = q.Length, RequestApproved, &by.At, by.Name
	q, s, err := q.open(f.Standing, by.At)
	if err != nil {
		return Request{}, change.Change{}, err
	}
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
