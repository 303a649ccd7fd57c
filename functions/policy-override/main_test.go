package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "policy-override")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.override)
	return w
}

// policy gives the Router one.
func policy(w *World, p access.Policy) {
	r := access.Resource{Organization: BlueHarbor, ID: Router.Resource}
	w.Read(&r)
	r.Policy = &p
	w.Keep(change.Change{Records: []change.Record{r}}, "the Router has a policy")
}

func TestAnAssignmentsPolicyStandsInThePlaceOfTheResourcesAsAWhole(t *testing.T) { // rule J1
	w := told(t)
	day := access.Policy{JustInTime: true, Longest: 86_400, Automatic: true, BreakGlass: true}
	policy(w, day)
	got := Read[api.Policies](w.Replay())
	want := api.Policy{JustInTime: true, Longest: 3600, Needs: 2, Reason: true} // and no glass to break
	if got.Policy == nil || *got.Policy != api.Policy(day) || got.Assignments[0].Policy != want || got.Assignments[0].Inherited || got.Assignments[0].Name != "Social team" {
		t.Errorf("answered %+v", got)
	}
	r := access.Resource{Organization: BlueHarbor, ID: Router.Resource}
	w.Read(&r)
	if p := r.Assignments[0].Policy; p == nil || *p != access.Policy(want) {
		t.Errorf("the assignment has %+v", p)
	}
	e := w.Record(BlueHarbor)[0]
	if e.Action != "policy.set" || e.Thing != string(Router.Resource) || w.Told() != "" ||
		e.Detail != "Social team: just-in-time, up to 1 hour, 2 to approve; was just-in-time, up to 24 hours, opened by a reason, break-glass allowed" {
		t.Errorf("on record: %+v; told: %s", e.Entry, w.Told())
	}
	w.Unchanged(func() { w.Replay().Is(200) })
}

func TestAnAdminWhoEasesTheirOwnAssignmentIsToldOn(t *testing.T) { // rule G2
	w := told(t)
	policy(w, access.Policy{JustInTime: true, Longest: 3600, Needs: 3})
	ann := identity.Member{Organization: BlueHarbor, Person: Ann.ID}
	w.Read(&ann)
	ann.Groups = append(ann.Groups, SocialTeam)
	w.Keep(change.Change{Records: []change.Record{ann}}, "Ann is in the team")
	w.Replay(Set("needs", 3)).Is(200)
	if w.Told() != "" {
		t.Errorf("told: %s", w.Told())
	}
	w.Replay().Is(200)
	if w.Told() != "own-access" {
		t.Errorf("told: %s", w.Told())
	}
}

func TestWhatIsNoPolicyOrNoAssignmentIsRefused(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Set("needs", 0)).Is(400, "body.needs", "1 to 5")
		w.Replay(Set("longest", 604_801)).Is(400, "body.longest")
		w.Replay(Set("lockAfter", 366)).Is(400, "body.lockAfter")
		w.Replay(Set("breakGlass", "yes")).Is(400, "body.breakGlass")
		w.Replay(Path("assignment", Social.Assignment)).Is(404, "There is no such assignment.")
		w.Replay(Path("resource", Social.Resource)).Is(404, "There is no such assignment.")
		w.Replay(Path("assignment", "assign_x")).Is(400, "path.assignment")
	})
}

func TestOnlyAnAdminOverridesAPolicy(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		for _, p := range []Person{Bob, Cyd} {
			w.Replay(As(p)).Is(403)
		}
		w.Replay(As(Eve)).Is(404, "organization")
		w.Replay(As(Eve), Path("organization", Elsewhere)).Is(404, "assignment")
		w.Replay(Nobody).Is(401)
	})
}
