package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
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
	w.Edits(Edge.ID, func(c *credential.Credential) { c.Disabled = &T0 })
}

func TestADisabledOneOpensAgain(t *testing.T) { // rule C10
	w := told(t)
	disabled(w)
	edge := []Edit{As(Rhea), Path("credential", Edge.ID)}
	w.Unchanged(func() {
		w.Replay(append(edge, As(Sol))...).Is(403, "Only an admin")
		w.Replay(append(edge, As(Tam))...).Is(404)
	})
	if got := Read[api.CredentialState](w.Replay(edge...)); got.Disabled || got.Name != Edge.Name {
		t.Errorf("answered %+v", got)
	}
	if e := w.Record(Ridge)[0]; e.Action != audit.CredentialEnabled || e.Thing != string(Edge.ID) {
		t.Errorf("on record: %+v", e.Entry)
	}
	w.Unchanged(func() { w.Replay(edge...).Is(200) }) // again
}

func TestOnesOwnIsOpenedAgainOnOnesOwnRecord(t *testing.T) { // rule C1
	w := told(t)
	before := len(w.Record(Ridge))
	if got := Read[api.CredentialState](w.Replay()); got.Disabled || got.Revision != 3 {
		t.Errorf("answered %+v", got)
	}
	if after := w.Record(Ridge); len(after) != before {
		t.Errorf("on the organization's record: %+v", after[0].Entry)
	}
	w.Unchanged(func() { w.Replay(As(Rhea)).Is(404) })
}

func TestWhatFiftyOrganizationsHaveIsEnabledInOneTransactionByItsHomeOnly(t *testing.T) { // rules C10, H6
	w := told(t)
	all := w.LentToAll(Press.ID)
	w.Edits(Press.ID, func(c *credential.Credential) { c.Disabled = &T0 })
	w.Unchanged(func() {
		w.Replay(As(Orla), Path("organization", Orchard), Path("credential", Press.ID)).Is(403, "Halyard shares this with Orchard: only there is that done.")
	})
	w.Ledger.Reset()
	w.Replay(As(Hal), Path("organization", Halyard), Path("credential", Press.ID)).Is(200)
	for _, e := range w.Ledger.Of(w.Name) {
		if e.Operation == "TransactWriteItems" {
			t.Logf("for %d organizations: %d items", len(all), e.Items)
		}
	}
	if c := (credential.Credential{ID: Press.ID}); len(all) != 51 {
		t.Errorf("%d have it", len(all))
	} else if w.Read(&c); c.Disabled != nil {
		t.Error("it is disabled")
	}
}
