package access_test

import (
	"slices"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
)

// lasting is a request that opened at nine for so long.
func lasting(length time.Duration) access.Request {
	return access.Request{
		Organization: team.ID, ID: "req_1", Resource: "res_1", Person: "person_uma", Name: "Uma", Assignment: "assign_0",
		State: access.RequestApproved, Version: 1,
		Period: &access.Period{Request: "req_1", Assignment: "assign_0", Start: nine, End: nine.Add(length)},
	}
}

func standingWith(periods ...access.Period) access.Standing {
	return access.Standing{Resource: "res_1", Person: "person_uma", Periods: periods, Version: 1}
}

func TestAPeriodAwaitsItsEndAndALongOneItsWarning(t *testing.T) {
	hour, day := lasting(time.Hour), lasting(24*time.Hour)
	for name, tt := range map[string]struct {
		q    access.Request
		at   time.Duration
		want []time.Duration
	}{
		"an hour":               {hour, 0, []time.Duration{time.Hour}},
		"an hour, at its end":   {hour, time.Hour, nil},
		"an hour and a second":  {lasting(time.Hour + time.Second), 0, []time.Duration{45*time.Minute + time.Second, time.Hour + time.Second}},
		"a day":                 {day, 0, []time.Duration{24*time.Hour - 15*time.Minute, 24 * time.Hour}},
		"a day, at its warning": {day, 24*time.Hour - 15*time.Minute, []time.Duration{24 * time.Hour}},
		"a day, before its end": {day, 24*time.Hour - time.Nanosecond, []time.Duration{24 * time.Hour}},
		"a second":              {lasting(time.Second), 0, []time.Duration{time.Second}},
		"regained for good":     {access.Request{ID: "req_1", Version: 1}, 0, nil},
		"not there":             {access.Request{ID: "req_1"}, 0, nil},
	} {
		got := tt.q.Awaited(nine.Add(tt.at))
		same := len(got) == len(tt.want)
		for i := 0; same && i < len(got); i++ {
			same = got[i].Equal(nine.Add(tt.want[i]))
		}
		if !same {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestAPeriodThatIsOnRecordAsEndedAwaitsNothing(t *testing.T) {
	for _, at := range []time.Duration{time.Minute, 2 * time.Hour} { // early, and by itself
		q := lasting(2 * time.Hour)
		ended := nine.Add(at)
		q.Period.Ended = &ended
		if got := q.Awaited(nine); got != nil {
			t.Errorf("ended after %s: %v", at, got)
		}
		if c := access.Wake(nine.Add(3*time.Hour), q, standingWith(*q.Period)); len(c.Records)+len(c.Entries)+len(c.Notices) != 0 {
			t.Errorf("ended after %s: %+v", at, c)
		}
	}
}

func TestAWakeDoesWhatHasComeAndNothingBefore(t *testing.T) {
	q := lasting(2 * time.Hour)
	s := standingWith(*q.Period)
	for name, tt := range map[string]struct {
		at   time.Duration
		told change.Telling
	}{
		"at its start": {0, ""}, "just before the warning": {105*time.Minute - time.Nanosecond, ""}, "at the warning": {105 * time.Minute, change.AccessEnding},
		"just before the end": {2*time.Hour - time.Nanosecond, change.AccessEnding}, "at the end": {2 * time.Hour, change.AccessEnded}, "a day late": {26 * time.Hour, change.AccessEnded},
	} {
		c := access.Wake(nine.Add(tt.at), q, s)
		switch {
		case tt.told == "" && len(c.Records)+len(c.Entries)+len(c.Notices) != 0:
			t.Errorf("%s: %+v", name, c)
		case tt.told != "" && (len(c.Notices) != 1 || c.Notices[0].Kind != tt.told || c.Notices[0].To.Member != q.Person):
			t.Errorf("%s: told %+v", name, c.Notices)
		}
		for _, r := range c.Records { // what it keeps is what stops the next
			if again := access.Wake(nine.Add(tt.at), r.(access.Request), s); len(again.Records)+len(again.Entries)+len(again.Notices) != 0 {
				t.Errorf("%s, again: %+v", name, again)
			}
		}
	}
}

// rule J8
func TestNobodyIsWarnedOfAnEndThatAnExtensionPutOff(t *testing.T) {
	q := lasting(2 * time.Hour)
	more := access.Period{Request: "req_2", Assignment: "assign_0", Start: q.Period.End, End: q.Period.End.Add(time.Hour)}
	s := standingWith(*q.Period, more)
	if c := access.Wake(nine.Add(110*time.Minute), q, s); len(c.Notices) != 0 {
		t.Errorf("warned: %+v", c.Notices)
	}
	if c := access.Wake(nine.Add(2*time.Hour), q, s); len(c.Notices) != 0 || len(c.Entries) != 1 {
		t.Errorf("told %+v, on record %+v", c.Notices, c.Entries)
	}
}

// Every way of opening a period has its workflow started and machines told (rule
// J14), and its dates are those at which the workflow wakes.
func TestWhateverOpensAPeriodStartsItsWorkflowAndTellsMachines(t *testing.T) {
	automatic := access.Policy{JustInTime: true, Longest: 7200, Automatic: true, BreakGlass: true}
	manual := access.Policy{JustInTime: true, Longest: 7200, Needs: 1}
	uma, ada := staff[2], staff[0]
	s := newStay(automatic)
	q, c, err := access.AskIn(s.by(uma), s.asking(uma.Person, 0))
	s.follows(t, q, c, err, access.OpenedChore, access.OpenedEvent)
	s = newStay(automatic)
	q, c, err = access.BreakGlass(s.by(uma), s.asking(uma.Person, 60))
	s.follows(t, q, c, err, access.OpenedChore, access.BrokeGlassEvent, access.OpenedEvent)
	s = newStay(manual)
	q, c, err = access.AskIn(s.by(uma), s.asking(uma.Person, 0))
	s.orders(t, q, c, err, access.RequestedEvent)
	s.keep(c)
	q, c, err = access.Approve(s.by(ada), s.deciding(s.request(q.ID)), 0, "")
	s.follows(t, q, c, err, access.OpenedChore, access.OpenedEvent)
}

// orders fails unless exactly these chores follow, each of the request.
func (s *stay) orders(t *testing.T, q access.Request, c change.Change, err error, chores ...string) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, o := range c.Orders {
		got = append(got, o.Chore)
		if o.Door != change.Drive || id.Request(o.Thing) != q.ID {
			t.Errorf("ordered: %+v", o)
		}
	}
	if !slices.Equal(got, chores) {
		t.Fatalf("%q follow, not %q", got, chores)
	}
}

func (s *stay) follows(t *testing.T, q access.Request, c change.Change, err error, chores ...string) {
	t.Helper()
	s.orders(t, q, c, err, chores...)
	how := q.Want
	q.Version = 1
	wakes, due := q.Awaited(s.now), 0
	for _, d := range c.Due {
		if d.What == access.PeriodEndDue || d.What == access.PeriodEndingDue {
			if due >= len(wakes) || !d.At.Equal(wakes[due]) || d.ID != string(q.ID) {
				t.Errorf("%s: due %+v, and it wakes at %v", how, d, wakes)
			}
			due++
		}
	}
	if due != len(wakes) {
		t.Errorf("%s: %d dates and %d wakes", how, due, len(wakes))
	}
}
