package access

import (
	"time"

	"github.com/valetkey/valetkey/shared/change"
)

// OpenedChore is the chore that starts the workflow of a period that was opened.
const OpenedChore = "period-opened"

// Awaited are the instants of the request's period after one at which there is
// something to tell or to write down, in their order: none, if its end has been.
func (r Request) Awaited(at time.Time) []time.Time {
	if r.Version == 0 || r.Period == nil || r.Period.Ended != nil {
		return nil
	}
	var out []time.Time
	for _, d := range r.Period.instants() {
		if d.At.After(at) {
			out = append(out, d.At)
		}
	}
	return out
}

// Wake does what the instants of a period ask for, as far as they have come. The
// workflow and the sweep apply these same rules, whoever comes first; what is
// done is not done again.
func Wake(at time.Time, q Request, s Standing) change.Change {
	switch {
	case q.Version == 0 || q.Period == nil:
		return change.Change{}
	case !at.Before(q.Period.End):
		return PeriodOver(at, q, s)
	case !at.Before(q.Period.instants()[0].At):
		return PeriodEnding(at, q, s)
	}
	return change.Change{}
}
