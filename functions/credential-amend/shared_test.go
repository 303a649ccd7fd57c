package main

import (
	"testing"

	. "github.com/valetkey/valetkey/shared/tabletest"
)

// Rules H6, H7: what it is called is its home's, who may give it new versions or not.
func TestItsReceiverDoesNotAmendWhatIsShared(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Tess), Path("organization", Halyard), Path("credential", Scales.ID)).Is(403, "Orchard shares this with Halyard: only there is that done.")
		w.Replay(As(Omar), Path("organization", Orchard), Path("credential", Press.ID)).Is(403, "Halyard shares this with Orchard")
		w.Replay(As(Opal), Path("organization", Orchard), Path("credential", Press.ID)).Is(404)
		w.Replay(As(Vera), Path("organization", Vineyard), Path("credential", Scales.ID)).Is(404)
	})
}
