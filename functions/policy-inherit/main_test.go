package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

// told tells of a Social up to 12 hours at once, and its Social team with a
// policy of its own.
func told(t *testing.T) *World {
	w := New(t, "policy-inherit")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.inherit)
	edit(w, func(r *access.Resource) {
		r.Policy = &access.Policy{JustInTime: true, Longest: 43_200, Automatic: true}
		r.Assignments[0].Policy = &access.Policy{JustInTime: true, Longest: 3600, Needs: 2}
	})
	return w
}

func edit(w *World, how func(*access.Resource)) {
	r := access.Resource{Organization: BlueHarbor, ID: Social.Resource}
	w.Read(&r)
	how(&r)
	w.Keep(change.Change{Records: []change.Record{r}}, "another Social")
}

func TestWithoutItsOwnAnAssignmentHasTheResourcesPolicy(t *testing.T) { // rule J1
	w := told(t)
	got := Read[api.Policies](w.Replay())
	if got.Policy == nil || got.Assignments[0].Policy != *got.Policy || !got.Assignments[0].Inherited {
		t.Errorf("answered %+v", got)
	}
	edit(w, func(r *access.Resource) {
		if r.Assignments[0].Policy != nil {
			t.Errorf("the assignment has %+v", r.Assignments[0].Policy)
		}
	})
	e := w.Record(BlueHarbor)[0]
	if e.Action != "policy.cleared" || w.Told() != "" ||
		e.Detail != "Social team: just-in-time, up to 12 hours, opened by a reason, as the resource; was just-in-time, up to 1 hour, 2 to approve" {
		t.Errorf("on record: %+v; told: %s", e.Entry, w.Told())
	}
	w.Unchanged(func() { w.Replay().Is(200) })
}

func TestAnAdminWhoIsHeldByItIsToldOnIfThatIsEasier(t *testing.T) { // rule G2
	w := told(t)
	edit(w, func(r *access.Resource) { r.Assignments[0].Group, r.Assignments[0].Member = "", Ann.ID })
	if w.Replay().Is(200); w.Told() != "own-access" {
		t.Errorf("told: %s", w.Told())
	}
}

func TestOnlyAnAdminTakesAPolicyAwayAndOnlyOfWhatIsThere(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		for _, p := range []Person{Bob, Cyd} {
			w.Replay(As(p)).Is(403)
		}
		w.Replay(As(Eve)).Is(404, "organization")
		w.Replay(As(Eve), Path("organization", Elsewhere)).Is(404, "There is no such assignment.")
		w.Replay(Path("assignment", Router.Assignment)).Is(404, "There is no such assignment.")
		w.Replay(Nobody).Is(401)
	})
}
