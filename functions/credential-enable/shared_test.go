package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/credential"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

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
