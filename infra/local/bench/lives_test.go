package bench

import (
	"strings"
	"testing"

	"github.com/valetkey/valetkey/infra/prices"
)

// TestAPlainPeriodTakesAtMostFourTransitionsAndEachLifeWhatItsStepsSay plays the
// very file that is deployed, with the real period-wake.
func TestAPlainPeriodTakesAtMostFourTransitionsAndEachLifeWhatItsStepsSay(t *testing.T) {
	story := shared.story
	defer func() { shared.story = story }()
	all, idle, err := playAll(t.Context(), shared) // an error if a plain one takes more
	if err != nil {
		t.Fatal(err)
	}
	list, err := prices.Load()
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := report(&out, list, all, idle); err != nil {
		t.Fatal(err)
	}
	t.Log(out.String())
	want := map[string][3]int{ // executions, transitions, mails
		"standing, used once": {0, 0, 0}, "automatic, used once": {1, 4, 1}, "automatic, 4 hours": {1, 7, 2}, "two approvals, a note": {1, 4, 7},
		"denied": {0, 0, 4}, "lapsed": {0, 0, 4}, "extended once": {2, 8, 1}, "ended early": {1, 4, 0}, "break-glass, reviewed": {1, 4, 4},
	}
	for _, c := range all {
		if w := want[c.name]; len(c.transitions) != w[0] || c.Transitions != w[1] || c.Mails != w[2] {
			t.Errorf("%s takes %v transitions and %d mails", c.name, c.transitions, c.Mails)
		}
		if c.Calls < c.API || c.API == 0 || c.Read <= 0 || c.Write <= 0 {
			t.Errorf("%s: %+v", c.name, c.Use)
		}
	}
	if len(all) != len(want) {
		t.Errorf("%d lives are played", len(all))
	}
}
