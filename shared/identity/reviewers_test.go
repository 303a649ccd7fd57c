package identity

import (
	"fmt"
	"slices"
	"testing"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
)

// reviewers are those on the roster that a change keeps, and whether it keeps one.
func reviewers(c change.Change) ([]id.Person, bool) {
	for _, r := range c.Records {
		if x, ok := r.(Roster); ok {
			return x.Reviewers, true
		}
	}
	return nil, false
}

// rule J5
func TestTheRosterListsWhoIsAnActiveReviewerAndNobodyElse(t *testing.T) {
	listed := func(f *Ruling) { f.Roster.Reviewers = []id.Person{"person_x", f.Member.Person} }
	others := func(f *Ruling) { f.Roster.Reviewers = []id.Person{"person_x"} }
	bys := func(f func(Caller, Ruling) (Member, change.Change, error)) func(Ruling) (change.Change, error) {
		return func(r Ruling) (change.Change, error) {
			_, c, err := f(admin(Provider), r)
			return c, err
		}
	}
	to := func(role Role) func(Ruling) (change.Change, error) {
		return bys(func(by Caller, r Ruling) (Member, change.Change, error) { return SetRole(by, r, role) })
	}
	for name, tt := range map[string]struct {
		do     func(Ruling) (change.Change, error)
		f      Ruling
		listed bool
		moves  bool
	}{
		"a user becomes one":                  {to(Reviewer), ruling(others), true, true},
		"one becomes a user":                  {to(User), ruling(is(Reviewer), listed), false, true},
		"one becomes an admin":                {to(Admin), ruling(is(Reviewer), listed), false, true},
		"an admin becomes one":                {to(Reviewer), ruling(is(Admin), others), true, true},
		"one is suspended":                    {bys(Suspend), ruling(is(Reviewer), listed), false, true},
		"a suspended one is resumed":          {bys(Resume), ruling(is(Reviewer), suspended, others), true, true},
		"a suspended user is made one":        {to(Reviewer), ruling(suspended, others), false, false},
		"one is removed":                      {func(r Ruling) (change.Change, error) { return Remove(admin(Provider), r) }, ruling(is(Reviewer), listed), false, true},
		"a user is suspended":                 {bys(Suspend), ruling(others), false, false},
		"one who is on it already is resumed": {bys(Resume), ruling(is(Reviewer), suspended, listed), true, false},
	} {
		c, err := tt.do(tt.f)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		got, moved := reviewers(c)
		if moved != tt.moves || moved && slices.Contains(got, tt.f.Member.Person) != tt.listed || moved && !slices.Contains(got, "person_x") {
			t.Errorf("%s: the roster is kept %v, with %v", name, moved, got)
		}
	}
}

func TestThereAreSoManyReviewersAtMost(t *testing.T) {
	f := ruling()
	for i := range MaxReviewers {
		f.Roster.Reviewers = append(f.Roster.Reviewers, id.Person(fmt.Sprint("person_", i)))
	}
	_, _, err := SetRole(admin(Provider), f, Reviewer)
	wantKind(t, err, fault.Conflict)
}

func TestWhoJoinsAsAReviewerIsOnTheRoster(t *testing.T) {
	records, err := join(Call{}, joining{organization: "org_a", person: Person{ID: "person_b"}, role: Reviewer})
	if got, moved := reviewers(change.Change{Records: records}); err != nil || !moved || !slices.Equal(got, []id.Person{"person_b"}) {
		t.Errorf("%v, %v", got, err)
	}
}
