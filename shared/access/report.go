package access

import (
	"slices"
	"time"

	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// ReportedFor is how far back a report of now counts requests.
const ReportedFor = 90 * 24 * time.Hour

// IsClosed is the state of a line whose credential is disabled (rule C10).
const IsClosed State = "closed"

// Line is one way that somebody has into a resource, as a report shows it (rule
// J11): through a group or directly, by its own assignment.
type Line struct {
	Member     identity.Member
	Resource   Resource
	Assignment Assignment
	Policy     Policy
	Mode       credential.Mode
	State      State
	Until      time.Time  // open: its end; standing: when it locks itself unless it is used
	Request    id.Request // what waits or, while open, what opened it
	Void       bool       // a standing assignment decides instead (rule J1)
	LastUse    time.Time  // of the resource; zero: never or, of a day, not known
	Asked      int        // requests of theirs for the resource: in the last 90 days, or on that day
	LastAsked  time.Time

	Spans    []Span // of a day: when they could get in
	Asks     bool   // of a day: at some time they were locked out, and could ask
	Unsure   bool   // of a day: whether it had locked itself is not known, so they count as let in
	UseLater bool   // of a day: it was used after it, so when it was used last before is not known
}

// Span is the time [From, To).
type Span struct{ From, To time.Time }

// Reported is what a report knows of one member and one resource.
type Reported struct {
	Member   identity.Member
	Resource Resource
	Standing Standing
	Requests []Request // the member's for the resource, newest first; at least those of the last 90 days
}

// Now is how the member may get in now, by every assignment that holds them; a
// member who is suspended or was removed has none. It is judged by the ways that
// the gate judges by.
func (f Reported) Now(at time.Time) []Line {
	if !f.Member.Active() {
		return nil
	}
	by := f.Member.AsOf(at)
	var out []Line
	for _, a := range f.Resource.held(by) {
		l := f.Resource.line(f.Member, a)
		l.LastUse = f.Standing.LastUse
		l.count(f.Requests, at.Add(-ReportedFor), at.Add(time.Millisecond))
		w := f.Resource.way(a, f.Standing, by)
		switch {
		case a.Credential == "": // one's own login is always open to oneself (rule G4)
			l.State = IsStanding
		case w.Open && !w.Policy.JustInTime:
			l.State, l.Until = IsStanding, w.Until
		case w.Open:
			l.State, l.Until, l.Request = IsOpen, w.Until, f.Standing.since(by.Since).opened(a.ID, at)
		default:
			l.State = IsLocked
			if i := slices.IndexFunc(f.Requests, func(q Request) bool { return q.Assignment == a.ID && q.At(at) == RequestPending }); i >= 0 {
				l.State, l.Request = IsPending, f.Requests[i].ID
			}
		}
		l.Void = f.Resource.voided(a, f.Standing, by)
		out = append(out, l)
	}
	return out
}

func (r Resource) line(m identity.Member, a Assignment) Line {
	l := Line{Member: m, Resource: r, Assignment: a, Policy: r.PolicyOf(a), Mode: a.Mode}
	if r.Loan != nil {
		l.Mode = a.Mode.AtMost(r.Loan.Mode)
	}
	return l
}

// voided reports whether a standing assignment that is open decides instead.
func (r Resource) voided(a Assignment, s Standing, by identity.Caller) bool {
	return slices.ContainsFunc(r.Ways(by, s, a.Credential), func(w Way) bool { return w.Open && r.voids(w.Assignment, a) })
}

// count counts what was asked from an instant on until before another.
func (l *Line) count(all []Request, from, to time.Time) {
	for _, q := range all {
		if q.Asked.Before(from) || !q.Asked.Before(to) {
			continue
		}
		if l.Asked++; q.Asked.After(l.LastAsked) {
			l.LastAsked = q.Asked
		}
	}
}

// Disable closes a line whose credential is disabled.
func (l Line) Disable(c credential.Credential, at time.Time) Line {
	if c.Disabled != nil && !at.Before(*c.Disabled) {
		l.State, l.Until, l.Request = IsClosed, time.Time{}, ""
	}
	return l
}
