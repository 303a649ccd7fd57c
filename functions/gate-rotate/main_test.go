package main

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/gate"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "gate-rotate")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.rotate)
	return w
}

func TestTheNewKeyIsInThisAnswerAndTheOneBeforeIsGoodForADay(t *testing.T) { // rules J13, A1
	w := told(t)
	out := Read[api.GateKey](w.Replay().Is(200))
	key, g, ok := gate.ParseKey(out.Secret)
	old, _, _ := gate.ParseKey(GateKey)
	if w.Read(&g); !ok || !key.Is(g.Hash) || !old.Is(g.Old) || !g.OldUntil.Equal(T0.Add(24*time.Hour)) || out.OldUntil == nil || !out.OldUntil.Equal(g.OldUntil) {
		t.Errorf("%+v", g)
	}
	if e := w.Record(NorthQuay)[0]; e.Action != audit.GateRotated || e.Thing != string(Gateway.Resource) {
		t.Errorf("on record: %+v", e.Entry)
	}
}

func TestOnlyAnAdminRotatesTheKeyOfAGateThatIsThere(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Jon)).Is(403, "Only an admin")
		w.Replay(As(Ann)).Is(404, "There is no such organization")
		w.Replay(Path("resource", Switch.Resource)).Is(409, "Switch has no gate")
		w.Replay(Path("resource", Router.Resource)).Is(404, "There is no such resource")
		w.Replay(Body(`{"key":"mine"}`), Header("content-type", "application/json")).Is(400)
	})
}
