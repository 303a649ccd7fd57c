package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/credential"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestItsReceiverDoesNotDisableWhatIsShared(t *testing.T) { // rule H6, promise 7
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Hal), Path("organization", Halyard), Path("credential", Scales.ID)).Is(403, "Orchard shares this with Halyard: only there is that done.")
		w.Replay(As(Tess), Path("organization", Halyard), Path("credential", Scales.ID)).Is(403, "only there")
		w.Replay(As(Opal), Path("organization", Orchard), Path("credential", Press.ID)).Is(404)
		w.Replay(As(Vera), Path("organization", Vineyard), Path("credential", Press.ID)).Is(404)
	})
}

// Rule C10: with fifty organizations it is one transaction, and theirs from then on.
func TestWhatFiftyOrganizationsHaveIsDisabledInOneTransaction(t *testing.T) {
	w := told(t)
	all := w.LentToAll(Press.ID)
	w.Ledger.Reset()
	w.Replay(As(Hal), Path("organization", Halyard), Path("credential", Press.ID)).Is(200)
	for _, e := range w.Ledger.Of(w.Name) {
		if e.Operation == "TransactWriteItems" {
			t.Logf("for %d organizations: %d items", len(all), e.Items)
		}
	}
	if c := (credential.Credential{ID: Press.ID}); len(all) != 51 {
		t.Errorf("%d have it", len(all))
	} else if w.Read(&c); c.Disabled == nil {
		t.Error("it is not disabled")
	}
}
