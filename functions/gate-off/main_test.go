package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/gate"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "gate-off")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.off)
	return w
}

func TestAGateThatIsOffIsGoneWithEveryWayThroughIt(t *testing.T) { // rules J13, A1
	w := told(t)
	w.Replay().Is(204)
	g := gate.Gate{Organization: NorthQuay, Resource: Gateway.Resource}
	if w.Read(&g); g.Version != 0 {
		t.Errorf("%+v", g)
	}
	if e := w.Record(NorthQuay)[0]; e.Action != audit.GateOff || e.Detail != "was at "+GateHost {
		t.Errorf("on record: %+v", e.Entry)
	}
	w.Replay().Is(409, "Gateway has no gate")
}

func TestOnlyAnAdminSwitchesAGateOff(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Jon)).Is(403, "Only an admin")
		w.Replay(As(Ann)).Is(404, "There is no such organization")
		w.Replay(Path("resource", Router.Resource)).Is(404, "There is no such resource")
	})
}
