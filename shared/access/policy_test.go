package access_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

func jit(longest, needs int) access.Policy {
	return access.Policy{JustInTime: true, Longest: longest, Needs: needs}
}

func automatic(longest int) access.Policy {
	return access.Policy{JustInTime: true, Longest: longest, Automatic: true}
}

func TestAPolicyIsRefusedByTheFieldThatIsWrong(t *testing.T) { // rules J2, J9, J10, promise 8
	for _, tt := range []struct {
		p     access.Policy
		field string
	}{
		{access.Policy{}, ""},
		{jit(1, 1), ""},
		{jit(604_800, 5), ""},
		{automatic(3600), ""},
		{access.Policy{LockAfter: 1, Needs: 1}, ""},
		{access.Policy{LockAfter: 365, Automatic: true}, ""},
		{jit(0, 1), "body.longest"},
		{jit(-1, 1), "body.longest"},
		{jit(604_801, 1), "body.longest"},
		{jit(60, 0), "body.needs"},
		{jit(60, -1), "body.needs"},
		{jit(60, 6), "body.needs"},
		{access.Policy{JustInTime: true, Longest: 60, Automatic: true, Needs: 1}, "body.needs"},
		{access.Policy{Longest: 60}, "body.longest"},
		{access.Policy{Needs: 1}, "body.needs"},
		{access.Policy{Automatic: true}, "body.needs"},
		{access.Policy{BreakGlass: true}, "body.breakGlass"},
		{access.Policy{LockAfter: -1, Needs: 1}, "body.lockAfter"},
		{access.Policy{LockAfter: 366, Needs: 1}, "body.lockAfter"},
		{access.Policy{LockAfter: 30}, "body.needs"},
		{access.Policy{JustInTime: true, Longest: 60, Needs: 1, LockAfter: 7}, "body.lockAfter"},
		{access.Policy{JustInTime: true, Longest: 60, Needs: 1, Waits: 604_801}, "body.waits"},
		{access.Policy{JustInTime: true, Longest: 60, Needs: 1, Waits: -1}, "body.waits"},
	} {
		err := tt.p.Valid()
		if tt.field == "" != (err == nil) || err != nil && !strings.Contains(fmt.Sprint(err.(*fault.Error).Fields), tt.field) {
			t.Errorf("%+v: %v, want %q", tt.p, err, tt.field)
		}
	}
}

// on is Shop with an assignment of sales for each policy, the older first.
func on(policies ...access.Policy) access.Facts { return newStay(policies...).f }

// TestOnePolicyDecidesInTheOrderOfTheRule: of each pair the better is named, in
// whichever order they were assigned (rule J1).
func TestOnePolicyDecidesInTheOrderOfTheRule(t *testing.T) {
	opened := func(a id.Assignment) access.Standing {
		return access.Standing{Periods: []access.Period{{Assignment: a, Start: nine, End: nine.Add(time.Hour)}}}
	}
	for name, tt := range map[string]struct {
		better, worse access.Policy
		open          bool // the worse has an open period
	}{
		"standing before an open period":           {access.Policy{}, jit(3600, 1), true},
		"standing that may lock, while it is open": {access.Policy{LockAfter: 1, Needs: 5}, automatic(604_800), true},
		"automatic before one approval":            {automatic(1), jit(604_800, 1), false},
		"fewer approvals":                          {jit(1, 1), jit(604_800, 2), false},
		"the longer longest period":                {jit(3600, 2), jit(3599, 2), false},
	} {
		for _, turned := range []bool{false, true} {
			policies, want := []access.Policy{tt.better, tt.worse}, id.Assignment("assign_0")
			if turned {
				policies, want = []access.Policy{tt.worse, tt.better}, "assign_1"
			}
			other := map[id.Assignment]id.Assignment{"assign_0": "assign_1", "assign_1": "assign_0"}[want]
			var s access.Standing
			if tt.open {
				s = opened(other)
			}
			f := on(policies...)
			by := uma
			by.At = nine.Add(time.Minute)
			if got := f.Resource.Ways(by, s, "cred_a"); got[0].Assignment.ID != want {
				t.Errorf("%s: %s decides", name, got[0].Policy)
			}
		}
	}
	f := on(jit(60, 1), jit(60, 1))
	if got := f.Resource.Ways(uma, access.Standing{}, "cred_a"); got[0].Assignment.ID != "assign_0" {
		t.Error("the younger of two alike decides")
	}
	by := uma
	by.At = nine.Add(time.Minute)
	if got := on(automatic(604_800), jit(1, 5)).Resource.Ways(by, opened("assign_1"), "cred_a"); got[0].Assignment.ID != "assign_1" || !got[0].Open {
		t.Error("a reason comes before an open period")
	}
}

func TestAnAssignmentsPolicyStandsInThePlaceOfTheResources(t *testing.T) { // rule J1: whole, never mixed
	r := access.Resource{Policy: &access.Policy{JustInTime: true, Longest: 43_200, Automatic: true}}
	own := jit(3600, 2)
	if got := r.PolicyOf(access.Assignment{Policy: &own}); got != own {
		t.Errorf("overridden: %+v", got)
	}
	if got := r.PolicyOf(access.Assignment{}); got != *r.Policy {
		t.Errorf("inherited: %+v", got)
	}
	if got := (access.Resource{}).PolicyOf(access.Assignment{}); got != (access.Policy{}) {
		t.Errorf("without any: %+v", got)
	}
}

func TestAPeriodOpensAtItsBeginAndIsClosedAtItsEnd(t *testing.T) { // promise 2
	end := nine.Add(time.Hour)
	early, late := nine.Add(time.Minute), end.Add(time.Minute)
	for _, tt := range []struct {
		name string
		p    access.Period
		at   time.Time
		open bool
	}{
		{"just before", access.Period{Start: nine, End: end}, nine.Add(-time.Millisecond), false},
		{"its begin", access.Period{Start: nine, End: end}, nine, true},
		{"just before its end", access.Period{Start: nine, End: end}, end.Add(-time.Millisecond), true},
		{"its end", access.Period{Start: nine, End: end}, end, false},
		{"ended", access.Period{Start: nine, End: end, Ended: &early}, early, false},
		{"just before it was ended", access.Period{Start: nine, End: end, Ended: &early}, early.Add(-time.Millisecond), true},
		{"ended after its end, which changes nothing", access.Period{Start: nine, End: end, Ended: &late}, end, false},
		{"a day in summer time and the next in winter time are both 24 hours", access.Period{Start: nine, End: nine.Add(24 * time.Hour)}, nine.Add(24 * time.Hour), false},
	} {
		if tt.p.Open(tt.at) != tt.open {
			t.Errorf("%s: open is %v", tt.name, !tt.open)
		}
	}
}

func TestOverlapsAreAUnionAndAnExtensionLeavesNoGap(t *testing.T) { // rule J8
	at := func(m int) time.Time { return nine.Add(time.Duration(m) * time.Minute) }
	ended := at(20)
	period := func(from, to int) access.Period {
		return access.Period{Assignment: "assign_0", Start: at(from), End: at(to)}
	}
	cut := period(0, 30)
	cut.Ended = &ended
	other := period(0, 90)
	other.Assignment = "assign_1"
	for name, tt := range map[string]struct {
		periods []access.Period
		until   int // minutes; 0: closed
	}{
		"one":                                       {[]access.Period{period(0, 30)}, 30},
		"two that overlap":                          {[]access.Period{period(0, 30), period(5, 60)}, 60},
		"in the other order":                        {[]access.Period{period(5, 60), period(0, 30)}, 60},
		"one inside another":                        {[]access.Period{period(0, 60), period(5, 10)}, 60},
		"one that follows at once":                  {[]access.Period{period(30, 45), period(0, 30)}, 45},
		"one that follows later":                    {[]access.Period{period(0, 30), period(31, 60)}, 30},
		"one that was ended, with another":          {[]access.Period{cut, period(5, 25)}, 25},
		"ended, and the next begins at the old end": {[]access.Period{cut, period(30, 60)}, 20},
		"another assignment's":                      {[]access.Period{other}, 0},
		"none":                                      {nil, 0},
	} {
		by := uma
		by.At = at(10)
		w := on(jit(604_800, 1)).Resource.Ways(by, access.Standing{Periods: tt.periods}, "cred_a")[0]
		if w.Open != (tt.until > 0) || w.Open && !w.Until.Equal(at(tt.until)) {
			t.Errorf("%s: open %v until %s", name, w.Open, w.Until)
		}
	}
}

func TestStandingAccessLocksItselfToTheInstant(t *testing.T) { // rule J10
	week := 7 * 24 * time.Hour
	policy := access.Policy{LockAfter: 7, Needs: 1}
	for name, tt := range map[string]struct {
		s    access.Standing
		from time.Time
	}{
		"since the assignment":                          {access.Standing{}, nine},
		"since the last use":                            {access.Standing{LastUse: nine.Add(time.Hour)}, nine.Add(time.Hour)},
		"since it was regained":                         {access.Standing{LastUse: nine.Add(time.Hour), Regained: nine.Add(2 * time.Hour)}, nine.Add(2 * time.Hour)},
		"an old use counts no more than the assignment": {access.Standing{LastUse: nine.Add(-time.Hour)}, nine},
	} {
		for _, d := range []time.Duration{-time.Millisecond, 0} {
			by := uma
			by.At = tt.from.Add(week + d)
			w := on(policy).Resource.Ways(by, tt.s, "cred_a")[0]
			if open := d < 0; w.Open != open || open && !w.Until.Equal(tt.from.Add(week)) {
				t.Errorf("%s, %s: open %v until %s", name, d, w.Open, w.Until)
			}
		}
	}
}

func TestALockedResourceSaysWhatOpensIt(t *testing.T) { // rules J3, J4, J10
	for want, p := range map[string]access.Policy{
		"ask to be let in":                           jit(60, 1),
		"say why you need it":                        automatic(60),
		"after 7 days without use: ask to regain it": {LockAfter: 7, Needs: 1},
	} {
		f := on(p)
		by := uma
		by.At = nine.Add(8 * 24 * time.Hour)
		_, err := access.Enter(by, f, credential.Use)
		if fault.Of(err) != fault.NotOpen || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", p, err)
		}
	}
}

func TestALockedAssignmentLendsNothingToAnOpenOne(t *testing.T) { // rule J1: limits are never paired with another's grant
	f := on(access.Policy{}, jit(60, 1))
	f.Resource.Assignments[0].Mode = credential.Use
	if _, err := access.Enter(uma, f, credential.Read); fault.Of(err) != fault.Forbidden {
		t.Errorf("reads through what is locked: %v", err)
	}
	if _, err := access.Enter(uma, f, credential.Use); err != nil {
		t.Errorf("does not get in through what is open: %v", err)
	}
	if _, err := access.Enter(identity.Caller{}, f, credential.Use); err == nil {
		t.Error("nobody is let in")
	}
}

func TestWhoComesBackHasNothingOfTheirEarlierMembership(t *testing.T) { // rule F5
	f := on(jit(3600, 1))
	f.Standing.Periods = []access.Period{{Assignment: "assign_0", Start: nine, End: nine.Add(time.Hour)}}
	by := uma
	by.At = nine.Add(time.Minute)
	if _, err := access.Enter(by, f, credential.Use); err != nil {
		t.Fatalf("a period of the membership: %v", err)
	}
	by.Since = nine.Add(time.Millisecond) // removed and invited again, and put back into the group
	if _, err := access.Enter(by, f, credential.Use); fault.Of(err) != fault.NotOpen {
		t.Errorf("a period of an earlier membership: %v", err)
	}
	if s := f.Resource.Stances(by, access.Stood{Standing: f.Standing}); s[0].State != access.IsLocked || len(f.Resource.Openings(by, f.Standing)) != 0 || len(f.Standing.Periods) != 1 {
		t.Errorf("lists say %+v", s)
	}
}

func TestTheDaysOfAnAutoLockBeginNoSoonerThanTheMembership(t *testing.T) { // rule J10
	by := uma
	by.Since = nine.Add(30 * 24 * time.Hour) // the group was assigned long before
	for after, open := range map[time.Duration]bool{0: true, 7*24*time.Hour - time.Millisecond: true, 7 * 24 * time.Hour: false} {
		by.At = by.Since.Add(after)
		if w := on(access.Policy{LockAfter: 7, Needs: 1}).Resource.Ways(by, access.Standing{}, "cred_a")[0]; w.Open != open {
			t.Errorf("%s after they became a member: open %v", after, w.Open)
		}
	}
}
