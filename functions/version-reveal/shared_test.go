package main

import (
	"testing"

	. "github.com/valetkey/valetkey/shared/tabletest"
)

// What a version said before it was shared is its home's, and opens by its home's key.
func TestEarlierVersionsOfWhatIsSharedAreItsHomes(t *testing.T) { // rules C9, H6
	w := told(t)
	w.Says(Orchard, Orla, Scales.ID, T0, "a second secret")
	w.Says(Halyard, Hal, Press.ID, T0, "a second secret")
	first := []Edit{Path("number", "1")}
	w.Unchanged(func() {
		w.Replay(append(first, As(Tess), Path("organization", Halyard), Path("credential", Scales.ID))...).
			Is(403, "Orchard shares this with Halyard: only there is that done.").Never(Scales.Secret.Reveal())
		w.Replay(append(first, As(Omar), Path("organization", Orchard), Path("credential", Press.ID))...).Is(403, "Halyard shares this").Never(Press.Secret.Reveal())
		w.Replay(append(first, As(Opal), Path("organization", Orchard), Path("credential", Press.ID))...).Is(404)
		w.Replay(append(first, As(Vera), Path("organization", Vineyard), Path("credential", Press.ID))...).Is(404)
	})
	w.Replay(append(first, As(Hal), Path("organization", Halyard), Path("credential", Press.ID))...).Is(200, Press.Secret.Reveal())
}
