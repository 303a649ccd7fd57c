package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "gate-see")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.see)
	return w
}

func TestAdminsAndAuditorsSeeAGateAndNeverItsKey(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay().Is(200, `"on":true`, `"host":"`+GateHost+`"`, `"signsIn":true`, `"by":"Ira"`).Never(GateKey, `"key"`)
		w.Replay(Path("resource", Switch.Resource)).Is(200, `"on":false`)
		w.Replay(Path("resource", Router.Resource)).Is(404, "There is no such resource")
		w.Replay(As(Jon)).Is(403, "Only an admin or auditor")
		w.Replay(As(Ann)).Is(404, "There is no such organization")
	})
}
