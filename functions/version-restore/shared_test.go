package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/credential"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// Promise 10, rule C9: its home brings an earlier version back for all fifty in one
// transaction; that version opens by its home's key, so nobody else does.
func TestWhatFiftyOrganizationsHaveIsRestoredByItsHomeInOneTransaction(t *testing.T) {
	w := told(t)
	all := w.LentToAll(Scales.ID)
	w.Says(Orchard, Orla, Scales.ID, T0, "a second secret")
	first := []Edit{Path("credential", Scales.ID), Path("number", "1"), Set("version", 2)}
	w.Unchanged(func() {
		w.Replay(append(first, As(Tess), Path("organization", Halyard))...).Is(403, "Orchard shares this with Halyard: only there is that done.")
		w.Replay(append(first, As(Vera), Path("organization", Vineyard))...).Is(404)
	})
	w.Ledger.Reset()
	w.Replay(append(first, As(Orla), Path("organization", Orchard))...).Is(201)
	for _, e := range w.Ledger.Of(w.Name) {
		if e.Operation == "TransactWriteItems" {
			t.Logf("for %d organizations: %d items", len(all), e.Items)
		}
	}
	if len(all) != 51 {
		t.Errorf("%d have it", len(all))
	}
	for _, o := range all {
		r := credential.Reader{Credential: Scales.ID, Organization: o}
		if w.Read(&r); r.Number != 3 {
			t.Errorf("%s has version %d", o, r.Number)
		}
	}
	if plain, err := w.Opens(Halyard, Scales.ID); err != nil || plain.Secret != Scales.Secret {
		t.Errorf("Halyard opens %q, %v", plain.Secret.Reveal(), err)
	}
}
