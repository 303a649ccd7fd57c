package access

import (
	"slices"
	"time"

	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// Lookback is how long before a day something was asked at most that let somebody
// in on it: it waited for the longest, and was the last of the longest chain.
const Lookback = (1 + maxLivePeriods) * LongestPeriod * time.Second

// OnDay is what a report of a day knows of one member and one resource: how both
// stood in it, in their order, and what the member asked for.
type OnDay struct {
	From, To  time.Time // the day: [From, To)
	Members   []identity.PastMember
	Resources []PastResource
	Standing  Standing  // as it is now
	Requests  []Request // newest first; those asked for as long before the day as Lookback
}

// Lines is how the member could get in on the day: one line for every assignment
// that held them in it. The day is cut at every instant at which anything became
// another, and each piece is judged by the ways that the gate judges by.
func (f OnDay) Lines() []Line {
	d := day{OnDay: f, found: map[id.Assignment]*Line{}}
	for _, m := range f.Members {
		for _, r := range f.Resources {
			from, to := latest(f.From, m.From, r.From), earliest(f.To, m.Until, r.Until)
			if from.Before(to) && m.Was.Active() {
				d.piece(m.Was, r.Was, from, to)
			}
		}
	}
	out := make([]Line, 0, len(d.order))
	for _, a := range d.order {
		out = append(out, *d.found[a])
	}
	return out
}

type day struct {
	OnDay
	found map[id.Assignment]*Line
	order []id.Assignment
}

// piece is a time in which neither the member nor the resource was changed.
func (d *day) piece(m identity.Member, r Resource, from, to time.Time) {
	cuts := append(d.cuts(m, r), from, to)
	cuts = slices.DeleteFunc(cuts, func(t time.Time) bool { return t.Before(from) || t.After(to) })
	slices.SortFunc(cuts, time.Time.Compare)
	cuts = slices.CompactFunc(cuts, time.Time.Equal)
	for i := range len(cuts) - 1 {
		by := m.AsOf(cuts[i])
		s, known := d.standing(cuts[i])
		for _, a := range r.held(by) {
			w := r.way(a, s, by)
			unsure := !known && !w.Open && w.Policy.LockAfter > 0
			l := d.line(r.line(m, a))
			l.Void = r.voided(a, s, by)
			if !w.Open && !unsure && a.Credential != "" {
				l.Asks = true
				continue
			}
			l.Unsure = l.Unsure || unsure
			l.add(Span{cuts[i], cuts[i+1]})
			if !w.Policy.JustInTime || a.Credential == "" {
				l.State = IsStanding
			} else if l.State == IsLocked {
				l.State = IsOpen
			}
		}
	}
}

// cuts are the instants at which somebody may be let in or locked out, though
// nothing was changed: by what they were granted, by the days of an auto-lock, and
// by the end of a loan.
func (d *day) cuts(m identity.Member, r Resource) []time.Time {
	out := []time.Time{d.Standing.LastUse, d.Standing.Regained}
	for _, q := range d.Requests {
		if q.Period != nil {
			out = append(out, q.Period.Start, q.Period.Over())
		}
	}
	if r.Loan != nil && r.Loan.Ends != nil {
		out = append(out, *r.Loan.Ends)
	}
	for _, a := range r.Assignments {
		days := time.Duration(r.PolicyOf(a).LockAfter) * 24 * time.Hour
		for _, t := range []time.Time{a.Since, m.Since, d.Standing.LastUse, d.Standing.Regained} {
			if days > 0 {
				out = append(out, t.Add(days))
			}
		}
	}
	return out
}

// standing is how the member stood at an instant, as far as it is known: only the
// last use and regaining are kept, and an earlier one that they took the place of
// is forgotten.
func (d *day) standing(at time.Time) (s Standing, known bool) {
	s, known = Standing{Resource: d.Standing.Resource, Person: d.Standing.Person}, true
	if !d.Standing.LastUse.After(at) {
		s.LastUse = d.Standing.LastUse
	} else {
		known = false
	}
	if !d.Standing.Regained.After(at) {
		s.Regained = d.Standing.Regained
	} else {
		known = false
	}
	for _, q := range d.Requests {
		if q.Period != nil {
			s.Periods = append(s.Periods, *q.Period)
		}
	}
	return s, known
}

// line is the line of an assignment, by what it was last in the day.
func (d *day) line(l Line) *Line {
	was, met := d.found[l.Assignment.ID]
	if !met {
		l.State = IsLocked
		if d.Standing.LastUse.Before(d.To) {
			l.LastUse = d.Standing.LastUse
		} else {
			l.UseLater = true
		}
		l.count(d.Requests, d.From, d.To)
		d.found[l.Assignment.ID], d.order = &l, append(d.order, l.Assignment.ID)
		return &l
	}
	was.Member, was.Resource, was.Assignment, was.Policy, was.Mode = l.Member, l.Resource, l.Assignment, l.Policy, l.Mode
	return was
}

// add adds a time in which they could get in. One that goes on is one.
func (l *Line) add(s Span) {
	if n := len(l.Spans); n > 0 && l.Spans[n-1].To.Equal(s.From) {
		l.Spans[n-1].To = s.To
		return
	}
	l.Spans = append(l.Spans, s)
}

func latest(all ...time.Time) time.Time   { return slices.MaxFunc(all, time.Time.Compare) }
func earliest(all ...time.Time) time.Time { return slices.MinFunc(all, time.Time.Compare) }
