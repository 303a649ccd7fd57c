package main

import (
	"slices"
	"testing"

	. "github.com/valetkey/valetkey/shared/tabletest"
)

// Rule S3: whether a password is weak or the same as another is for its home to know.
func TestWhatIsSharedIsJudgedAtItsHomeOnly(t *testing.T) {
	w := told(t)
	if got := names(w.Replay(As(Hal), Path("organization", Halyard))); !slices.Equal(got, []string{Press.Name, Pump.Name}) {
		t.Errorf("judged are %v", got)
	}
}
