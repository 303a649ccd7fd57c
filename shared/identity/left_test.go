package identity

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
)

// rule C14: 30 days from the end, the last instant outside.
func TestWhatIsLeftWaitsThirtyDays(t *testing.T) {
	m := ruling(removed).Member
	m.Removed = &nine
	end := nine.AddDate(0, 0, 30)
	if !m.WaitsUntil().Equal(end) || !m.Waits(nine) || !m.Waits(end.Add(-1)) || m.Waits(end) {
		t.Errorf("it waits until %v", m.WaitsUntil())
	}
	if here := ruling().Member; here.Waits(nine) {
		t.Error("something of a member waits")
	}
	if (Member{}).Waits(nine) {
		t.Error("something of nobody waits")
	}
}

// rule C14
func TestWhatIsLeftIsOverAtItsEndUnlessTheyAreBackBefore(t *testing.T) {
	end := nine.AddDate(0, 0, 30)
	for name, tt := range map[string]struct {
		at    time.Time
		back  time.Time
		order bool
		drop  bool
	}{
		"not yet":              {end.Add(-1), time.Time{}, false, false},
		"at its end":           {end, time.Time{}, true, false},
		"back before, not yet": {end.Add(-1), nine.Add(time.Hour), false, false},
		"back before":          {end, end.Add(-1), false, true},
		"back at the end":      {end, end, true, false},
	} {
		m := ruling(removed).Member
		m.Removed = &nine
		l := Left{Person: m.Person, Organization: m.Organization, Until: end, Version: 1}
		if !tt.back.IsZero() {
			m.Removed, m.Since = nil, tt.back
		}
		ch := LeftOver(tt.at, l, m)
		if (len(ch.Orders) == 1) != tt.order || (len(ch.Drops) == 1) != tt.drop || l.Over(tt.at, m) != tt.order {
			t.Errorf("%s: %+v", name, ch)
		}
		if tt.drop && len(ch.Checks) != 1 {
			t.Errorf("%s: who goes again at that moment is forgotten", name)
		}
		wantNothing(t, LeftOver(tt.at, Left{}, m))
	}
}

// rule C14
func TestOnlyWhoCanTakeItIsRemindedAndInTheLastWeek(t *testing.T) {
	end := nine.AddDate(0, 0, 30)
	for name, tt := range map[string]struct {
		at   time.Time
		edit func(*Left, *Member, *Person)
		told bool
	}{
		"a week before":    {end.AddDate(0, 0, -7), func(*Left, *Member, *Person) {}, true},
		"too early":        {end.AddDate(0, 0, -7).Add(-1), func(*Left, *Member, *Person) {}, false},
		"at the end":       {end, func(*Left, *Member, *Person) {}, false},
		"a closed account": {end.Add(-time.Hour), func(_ *Left, _ *Member, p *Person) { p.Closed = &nine }, false},
		"nobody":           {end.Add(-time.Hour), func(_ *Left, _ *Member, p *Person) { *p = Person{} }, false},
		"back":             {end.Add(-time.Hour), func(_ *Left, m *Member, _ *Person) { m.Removed = nil }, false},
		"all is gone":      {end.Add(-time.Hour), func(l *Left, _ *Member, _ *Person) { *l = Left{} }, false},
	} {
		m := ruling(removed).Member
		m.Removed = &nine
		l, p := Left{Person: m.Person, Organization: m.Organization, Until: end, Version: 1}, Person{ID: m.Person, Email: "new@example.com", Version: 2}
		tt.edit(&l, &m, &p)
		ch := RemindLeft(tt.at, l, m, p)
		if (len(ch.Notices) == 1) != tt.told {
			t.Errorf("%s: told %+v", name, ch.Notices)
		}
		if tt.told && (ch.Notices[0].Kind != change.LeftReminder || ch.Notices[0].To.Address != "new@example.com") { // as it is now (rule F7)
			t.Errorf("%s: told %+v", name, ch.Notices[0])
		}
	}
}

func TestTheNameOfAnEndInDatesIsReadBack(t *testing.T) {
	l := Left{Person: personOf(), Organization: PersonalOrganization(personOf())}
	if got, ok := LeftReferred(l.Ref()); !ok || got != l {
		t.Errorf("%+v, %v", got, ok)
	}
	for _, bad := range []string{"", "/", "org_x/person_y", string(l.Person) + "/" + string(l.Organization), l.Ref() + "/x"} {
		if _, ok := LeftReferred(bad); ok {
			t.Errorf("%q is an end", bad)
		}
	}
}

func personOf() id.Person { return id.New[id.Person](nine, "somebody", 0) }
