package access

import (
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
)

// The kinds of dates of a period: its end, and a while before. Neither decides
// anything: a period is over at its end, whether or not anybody writes it down.
const (
	PeriodEndDue    = "period-ends"
	PeriodEndingDue = "period-ending"
)

// A period longer than warned is warned of its end so long before.
const (
	warned  = time.Hour
	warning = 15 * time.Minute
)

// dates puts the end of what the request opened on the list of what is due, and
// has the workflow started that wakes at the same instants.
func (r Request) dates(c *change.Change) {
	if r.Period == nil {
		return
	}
	c.Due = append(c.Due, r.Period.instants()...)
	c.Orders = append(c.Orders, change.Order{Door: change.Drive, At: *r.Decided, Chore: OpenedChore, Thing: string(r.ID)})
}

// instants are when there is something to tell or to write down of a period, in
// their order.
func (p Period) instants() []change.Due {
	end := change.Due{At: p.End, What: PeriodEndDue, ID: string(p.Request)}
	if p.End.Sub(p.Start) <= warned {
		return []change.Due{end}
	}
	return []change.Due{{At: p.End.Add(-warning), What: PeriodEndingDue, ID: string(p.Request)}, end}
}

// PeriodOver writes down that a period came to its end, and tells who asked. One
// that was ended early has its line, and one that another goes on from, without a
// gap, ends nothing for them.
func PeriodOver(at time.Time, q Request, s Standing) change.Change {
	var c change.Change
	if q.Period == nil || q.Period.Ended != nil || at.Before(q.Period.End) {
		return c
	}
	p := *q.Period
	p.Ended = &p.End
	until := s.openUntil(p.Assignment, p.End)
	if until.IsZero() {
		p.Rotates = s.rotates(p)
		p.spent(&c, at)
	}
	q.Period = &p
	c.Keep(q)
	said := q.Name + ", at its end"
	if until.IsZero() {
		q.announce(&c, at, EndedEvent) // by the sweep's clock: an order of long ago is never looked for
		c.Notices = append(c.Notices, q.tellAsker(change.AccessEnded, at, ""))
	} else {
		said += "; it goes on until " + until.UTC().Format(time.RFC3339)
	}
	c.Entries = append(c.Entries, q.line(p.End, audit.AccessEnded, said))
	return c
}

// PeriodEnding tells who asked that their period ends soon, unless it goes on, is
// over already, or they were told.
func PeriodEnding(at time.Time, q Request, s Standing) change.Change {
	var c change.Change
	if q.Period == nil || q.Warned || !q.Period.Open(at) || !s.openUntil(q.Assignment, at).Equal(q.Period.End) {
		return c
	}
	q.Warned = true
	c.Keep(q) // and it was not ended meanwhile
	c.Notices = append(c.Notices, q.tellAsker(change.AccessEnding, at, ""))
	return c
}
