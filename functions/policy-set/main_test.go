package main

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "policy-set")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.set)
	return w
}

// also puts somebody on the Router with its credential, and a policy of their own.
func also(w *World, p Person, own *access.Policy) {
	r := access.Resource{Organization: BlueHarbor, ID: Router.Resource}
	w.Read(&r)
	r.Assignments = append(r.Assignments, access.Assignment{
		ID: Social.Assignment, Member: p.ID, Name: p.Name, Credential: Router.Credential, Mode: "read", Policy: own, Since: T0,
	})
	w.Keep(change.Change{Records: []change.Record{r}}, p.Name+" is on the Router")
}

func TestAPolicyIsTheDefaultOfEveryAssignment(t *testing.T) { // rule J1
	w := told(t)
	got := Read[api.Policies](w.Replay())
	want := api.Policy{JustInTime: true, Longest: 43_200, Automatic: true}
	if got.Policy == nil || *got.Policy != want || len(got.Assignments) != 3 || got.Assignments[0].Policy != want || !got.Assignments[0].Inherited || len(got.Assignments[0].Void) != 0 {
		t.Errorf("answered %+v", got)
	}
	r := access.Resource{Organization: BlueHarbor, ID: Router.Resource}
	if w.Read(&r); r.Policy == nil || *r.Policy != access.Policy(want) {
		t.Errorf("the Router has %+v", r.Policy)
	}
	if e := w.Record(BlueHarbor)[0]; e.Action != "policy.set" || e.ThingName != "Router" || e.Detail != "just-in-time, up to 12 hours, opened by a reason; was standing" || w.Told() != "" {
		t.Errorf("on record: %+v; told: %s", e.Entry, w.Told())
	}
	w.Unchanged(func() { w.Replay().Is(200) })
}

func TestWhomAStandingAssignmentSparesAskingIsNamed(t *testing.T) { // rule J1
	w := told(t)
	also(w, Bob, &access.Policy{}) // who is in the Social team
	got := Read[api.Policies](w.Replay())
	if len(got.Assignments) != 4 || !slices.Equal(got.Assignments[0].Void, []string{"Bob"}) || len(got.Assignments[1].Void)+len(got.Assignments[3].Void) != 0 || got.Assignments[3].Inherited {
		t.Errorf("answered %+v", got)
	}
}

func TestAnAdminWhoEasesTheirOwnAccessIsToldOn(t *testing.T) { // rule G2
	w := told(t)
	also(w, Ann, nil)
	w.Replay().Is(200) // stricter than standing
	if w.Told() != "" {
		t.Errorf("told: %s", w.Told())
	}
	w.Replay(Body(`{}`), At(T0.Add(time.Second))).Is(200)
	n := w.Waiting()
	if len(n) != 1 || n[0].Kind != change.OwnAccess || n[0].To.Except != Ann.ID || n[0].To.Organization != BlueHarbor {
		t.Errorf("told: %+v", n)
	}
	if e := w.Record(BlueHarbor)[0]; !strings.HasSuffix(e.Detail, "(own access)") {
		t.Errorf("on record: %+v", e.Entry)
	}
}

func TestWhatIsNoPolicyIsRefusedByItsField(t *testing.T) { // rule J2, promise 8
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Set("longest", 0)).Is(400, "body.longest", "1 to 604800")
		w.Replay(Set("longest", -1)).Is(400, "body.longest")
		w.Replay(Set("longest", 604_801)).Is(400, "body.longest")
		w.Replay(Set("longest", 0.5)).Is(400, "body.longest")
		w.Replay(Set("longest", 1e19)).Is(400, "body.longest")
		w.Replay(Set("longest", "an hour")).Is(400, "body.longest")
		w.Replay(Set("automatic", false)).Is(400, "body.needs", "1 to 5") // nobody would approve
		w.Replay(Set("automatic", false), Set("needs", 6)).Is(400, "body.needs")
		w.Replay(Set("needs", 1)).Is(400, "body.needs", "only where people approve")
		w.Replay(Set("lockAfter", 7)).Is(400, "body.lockAfter")
		w.Replay(Set("justInTime", nil)).Is(400, "body.longest")
		w.Replay(Set("waits", 604_801)).Is(400, "body.waits")
		w.Replay(Set("approvers", []string{})).Is(400, "body.approvers")
		w.Replay(Body(`[]`)).Is(400)
	})
}

func TestOnlyAnAdminSetsAPolicyAndOnlyOfWhatIsThere(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		for _, p := range []Person{Bob, Cyd} {
			w.Replay(As(p)).Is(403)
		}
		w.Replay(As(Eve)).Is(404, "organization")
		w.Replay(As(Eve), Path("organization", Elsewhere)).Is(404, "resource")
		w.Replay(Path("resource", Router.Resource[:len(Router.Resource)-1]+"0")).Is(404, "There is no such resource.")
		w.Replay(Nobody).Is(401)
	})
}
