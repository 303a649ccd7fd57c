package access_test

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// letIn is a request that opened a period of so long at nine, and its standing.
func letIn(length time.Duration) (access.Request, access.Standing) {
	p := access.Period{Request: "req_a", Assignment: "assign_0", Start: nine, End: nine.Add(length)}
	q := access.Request{
		Organization: team.ID, ID: "req_a", Resource: "res_a", ResourceName: "Shop", Person: uma.Person, Name: "Uma",
		Want: access.Entering, Assignment: "assign_0", State: access.RequestApproved, Period: &p, Version: 2,
	}
	return q, access.Standing{Resource: "res_a", Person: uma.Person, Periods: []access.Period{p}, Version: 3}
}

func TestAPeriodLongerThanAnHourIsWarnedOf(t *testing.T) { // rule J7
	for seconds, want := range map[int]int{1: 1, 3600: 1, 3601: 2, 604_800: 2} {
		s := newStay(access.Policy{JustInTime: true, Longest: access.LongestPeriod, Automatic: true})
		q, c, err := access.AskIn(s.by(staff[2]), s.asking(staff[2].Person, seconds))
		if err != nil || len(c.Due) != want || c.Due[want-1] != (change.Due{At: q.Period.End, What: access.PeriodEndDue, ID: string(q.ID)}) {
			t.Errorf("%d seconds: %+v, %v", seconds, c.Due, err)
		}
		if want == 2 && c.Due[0] != (change.Due{At: q.Period.End.Add(-15 * time.Minute), What: access.PeriodEndingDue, ID: string(q.ID)}) {
			t.Errorf("%d seconds: %+v", seconds, c.Due[0])
		}
	}
}

func TestTheEndOfAPeriodIsWrittenDownOnceAndNeverBeforeIt(t *testing.T) { // promise 2, rule J8
	q, s := letIn(time.Hour)
	if c := access.PeriodOver(q.Period.End.Add(-1), q, s); len(c.Records)+len(c.Entries)+len(c.Notices) != 0 {
		t.Errorf("before its end: %+v", c)
	}
	c := access.PeriodOver(q.Period.End.Add(time.Minute), q, s)
	if len(c.Entries) != 1 || c.Entries[0].Action != audit.AccessEnded || !c.Entries[0].At.Equal(q.Period.End) || c.Entries[0].Request != q.ID ||
		len(c.Notices) != 1 || c.Notices[0].Kind != change.AccessEnded || c.Notices[0].To.Member != uma.Person || c.Notices[0].By != "" {
		t.Errorf("%+v", c)
	}
	over := c.Records[0].(access.Request)
	if again := access.PeriodOver(q.Period.End.Add(time.Hour), over, s); len(again.Records)+len(again.Entries)+len(again.Notices) != 0 {
		t.Errorf("again: %+v", again)
	}
	if q.Period.Ended != nil {
		t.Error("the caller's request is written into")
	}
	if over.Period.Open(q.Period.End.Add(-1)) == false || over.Period.Open(q.Period.End) {
		t.Error("writing it down moves the end")
	}
}

func TestNobodyIsWarnedOfAnEndThatIsNone(t *testing.T) { // rule J8
	q, s := letIn(2 * time.Hour)
	soon := q.Period.End.Add(-15 * time.Minute)
	if c := access.PeriodEnding(soon, q, s); len(c.Notices) != 1 || c.Notices[0].Kind != change.AccessEnding || len(c.Records) != 1 {
		t.Errorf("%+v", c)
	} else if again := access.PeriodEnding(soon, c.Records[0].(access.Request), s); len(again.Notices)+len(again.Records) != 0 {
		t.Errorf("warned twice: %+v", again)
	}
	longer := s
	longer.Periods = append(longer.Periods[:1:1], access.Period{Request: "req_b", Assignment: "assign_0", Start: q.Period.End, End: q.Period.End.Add(time.Hour)})
	ended, _ := letIn(2 * time.Hour)
	ended.Period.Ended = &nine
	for name, c := range map[string]change.Change{
		"it goes on":          access.PeriodEnding(soon, q, longer),
		"it is over":          access.PeriodEnding(q.Period.End, q, s),
		"it was ended":        access.PeriodEnding(soon, ended, s),
		"it was never let in": access.PeriodEnding(soon, access.Request{Version: 1}, s),
	} {
		if len(c.Notices)+len(c.Records) != 0 {
			t.Errorf("%s: %+v", name, c)
		}
	}
	if c := access.PeriodOver(q.Period.End, q, longer); len(c.Notices) != 0 || len(c.Entries) != 1 {
		t.Errorf("it goes on, and ends: %+v", c)
	}
}

func TestWhoLooksIntoWhichQueue(t *testing.T) { // rules J5, J6
	in := []id.Group{"group_a"}
	for role, want := range map[identity.Role][]id.Group{identity.Admin: {""}, identity.Reviewer: {""}, identity.User: in, identity.Auditor: nil} {
		by := uma
		by.Role, by.Groups = role, in
		if got := access.Bodies(by); len(got) != len(want) || len(got) > 0 && got[0] != want[0] {
			t.Errorf("%s: %v", role, got)
		}
	}
}

func TestWhatLapsedOrIsReviewedWaitsNoMore(t *testing.T) { // rules J9, J12
	q := access.Request{State: access.RequestPending, Lapses: nine, Want: access.Entering}
	glass := access.Request{State: access.RequestApproved, Want: access.InNeed, Lapses: nine}
	seen := glass
	seen.Reviewed = &access.Approval{}
	for name, tt := range map[string]struct {
		q    access.Request
		at   time.Time
		want bool
	}{
		"pending": {q, nine.Add(-1), true}, "lapsed": {q, nine, false}, "a broken glass": {glass, nine.Add(time.Hour), true}, "a reviewed one": {seen, nine, false},
	} {
		if got := tt.q.Waits(tt.at); got != tt.want {
			t.Errorf("%s waits: %v", name, got)
		}
	}
}
