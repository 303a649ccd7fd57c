package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "credential-enable")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.enable)
	return w
}

func disabled(w *World) {
	c := credential.Credential{ID: Edge.ID}
	w.Read(&c)
	c.Disabled = &T0
	w.Keep(change.Change{Records: []change.Record{c}}, "it is disabled")
}

func TestADisabledOneOpensAgain(t *testing.T) { // rule C10
	w := told(t)
	disabled(w)
	w.Unchanged(func() {
		w.Replay(As(Sol)).Is(403, "Only an admin")
		w.Replay(As(Tam)).Is(404)
	})
	if got := Read[api.CredentialState](w.Replay()); got.Disabled || got.Name != Edge.Name {
		t.Errorf("answered %+v", got)
	}
	if e := w.Record(Ridge)[0]; e.Action != audit.CredentialEnabled || e.Thing != string(Edge.ID) {
		t.Errorf("on record: %+v", e.Entry)
	}
	w.Unchanged(func() { w.Replay().Is(200) }) // again
}
