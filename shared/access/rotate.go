package access

import (
	"time"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
)

// PeriodSpentDue is the kind of date on which it is seen whether a secret was
// received in a period that is over, whose policy says "rotate after use".
const PeriodSpentDue = "period-spent"

// settled is how long after an end no use that was let in before it is still on
// its way to the record: more than a function may take.
const settled = time.Minute

// rotates is since when a use makes the secret due for rotation at the end of a
// period: since the first of those it goes on from, or overlaps, that has such a
// policy (rule C12). None: its end alone sets nothing.
func (s Standing) rotates(p Period) *time.Time {
	since := p.Rotates
	for _, o := range s.Periods {
		met := o.Assignment == p.Assignment && !o.Over().Before(p.Start) && !o.Start.After(p.Over())
		if met && o.Rotates != nil && (since == nil || o.Rotates.Before(*since)) {
			since = o.Rotates
		}
	}
	return since
}

// spent has it seen, a moment after the end was written down, what was received.
func (p Period) spent(c *change.Change, at time.Time) {
	if p.Rotates != nil {
		c.Due = append(c.Due, change.Due{At: at.Add(settled), What: PeriodSpentDue, ID: string(p.Request)})
	}
}

// PeriodSpent marks who was let in as having lost the way to the secret, if they
// received it in the period or in what it went on from: it is due for rotation
// (rule C12). Who is marked stays as marked.
func PeriodSpent(now time.Time, q Request, got credential.Received) change.Change {
	var c change.Change
	p := q.Period
	if p == nil || p.Ended == nil || p.Rotates == nil || got.Version == 0 || got.Lost != nil || got.Last.Before(*p.Rotates) {
		return c
	}
	credential.Mark(&c, now, p.Over(), got) // if they are in again, and used it since, after that
	return c
}
