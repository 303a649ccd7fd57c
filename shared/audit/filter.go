package audit

import (
	"strings"
	"time"

	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
)

// How long a record stays, in years (rule A3): unless an organization sets its
// own term, and at most.
const (
	Term        = 7
	LongestTerm = 10
)

// Floor is the instant before which nothing of a record is shown. years is the
// organization's term; 0 for the usual one.
func Floor(at time.Time, years int) time.Time {
	if years == 0 {
		years = Term
	}
	return at.AddDate(-years, 0, 0)
}

// Filter is which lines of a record are meant. The zero value means all.
type Filter struct {
	Person id.Person // what they did
	Thing  string    // what was done to it
	Action string    // this one or, if it ends in ".", all that begin with it
	From   time.Time // from this instant on, to the millisecond
	To     time.Time // before this instant; zero: no end
}

// Meant reports whether a line is meant.
func (f Filter) Meant(e Entry) bool {
	return (f.Person == "" || e.Actor == f.Person) && (f.Thing == "" || e.Thing == f.Thing) && f.means(string(e.Action)) &&
		!e.At.Before(f.From) && (f.To.IsZero() || e.At.Before(f.To))
}

func (f Filter) means(action string) bool {
	if strings.HasSuffix(f.Action, ".") {
		return strings.HasPrefix(action, f.Action)
	}
	return f.Action == "" || f.Action == action
}

// Question is which lines are asked for, as it was put: "" for what is not asked.
type Question struct {
	Person id.Person
	Thing  string
	Action string
	From   string // RFC 3339
	To     string // RFC 3339
}

// Filter reads the question. Errors: Invalid, by the name of the query parameter.
func (q Question) Filter() (Filter, error) {
	f := Filter{Person: q.Person, Thing: q.Thing, Action: q.Action}
	if q.Person != "" && q.Thing != "" {
		return Filter{}, fault.BadField("query.thing", "is not asked for together with a person: use one of them")
	}
	for _, in := range []struct {
		name, text string
		into       *time.Time
	}{{"query.from", q.From, &f.From}, {"query.to", q.To, &f.To}} {
		if in.text == "" {
			continue
		}
		at, err := time.Parse(time.RFC3339, in.text)
		if err != nil || at.Year() < 1970 {
			return Filter{}, fault.BadField(in.name, "is no instant like 2026-03-02T09:00:00Z")
		}
		*in.into = wholeMillisecond(at.UTC())
	}
	if !f.To.IsZero() && f.To.Before(f.From) {
		return Filter{}, fault.BadField("query.to", "is before query.from")
	}
	return f, nil
}

// wholeMillisecond is the first instant that a line can have at or after t: lines
// have milliseconds.
func wholeMillisecond(t time.Time) time.Time {
	return t.Add(time.Millisecond - 1).Truncate(time.Millisecond)
}
