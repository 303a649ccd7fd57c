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

func told(t *testing.T) *World {
	w := New(t, "policy-clear")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.clear)
	return w
}

// edit changes Gateway's assignment, which is Jon's.
func edit(w *World, how func(*access.Assignment)) {
	r := access.Resource{Organization: NorthQuay, ID: Gateway.Resource}
	w.Read(&r)
	how(&r.Assignments[0])
	w.Keep(change.Change{Records: []change.Record{r}}, "another assignment")
}

func TestWithoutAPolicyWhatHasNoneOfItsOwnIsStanding(t *testing.T) { // rule J1
	w := told(t)
	got := Read[api.Policies](w.Replay())
	if got.Policy != nil || len(got.Assignments) != 1 || got.Assignments[0].Policy != (api.Policy{}) || !got.Assignments[0].Inherited {
		t.Errorf("answered %+v", got)
	}
	r := access.Resource{Organization: NorthQuay, ID: Gateway.Resource}
	if w.Read(&r); r.Policy != nil {
		t.Errorf("Gateway has %+v", r.Policy)
	}
	e := w.Record(NorthQuay)[0]
	if e.Action != "policy.cleared" || e.Detail != "standing; was just-in-time, up to 4 hours, 1 to approve, break-glass allowed" || w.Told() != "" {
		t.Errorf("on record: %+v; told: %s", e.Entry, w.Told())
	}
	w.Unchanged(func() { w.Replay().Is(200) })
}

func TestAnAssignmentsOwnPolicyStays(t *testing.T) {
	own := access.Policy{JustInTime: true, Longest: 60, Automatic: true}
	w := told(t)
	edit(w, func(a *access.Assignment) { a.Policy = &own })
	got := Read[api.Policies](w.Replay())
	if got.Policy != nil || got.Assignments[0].Policy != api.Policy(own) || got.Assignments[0].Inherited {
		t.Errorf("answered %+v", got)
	}
}

func TestAnAdminWhoIsHeldByWhatTheyClearIsToldOn(t *testing.T) { // rule G2
	w := told(t)
	edit(w, func(a *access.Assignment) { a.Member = Ira.ID })
	if w.Replay().Is(200); w.Told() != "own-access" {
		t.Errorf("told: %s", w.Told())
	}
}

func TestOnlyAnAdminClearsAPolicy(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Jon)).Is(403)
		w.Replay(As(Ann)).Is(404, "organization")
		w.Replay(As(Ann), Path("organization", BlueHarbor)).Is(404, "There is no such resource.")
		w.Replay(Nobody).Is(401)
	})
}
