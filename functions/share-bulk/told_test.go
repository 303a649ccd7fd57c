package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/sharing"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// Who shares or stops many at once does not have the admins there told of each.
func TestOneNoticeTellsOfAllThatWereSharedOrStopped(t *testing.T) { // rules H3, H5
	w := told(t)
	w.Replay(some(string(Press.ID)), stop)
	before := len(w.Waiting())
	both := some(string(Scales.ID), string(Pump.ID), string(Press.ID)) // the first is refused
	w.Replay(both).Is(200, `"refused"`)
	given := of(w, change.ShareGiven)
	if len(given) != 1 || given[0].Tie != sharing.Several || given[0].About != string(Pump.ID) || given[0].To.Organization != Orchard {
		t.Errorf("shared: %+v", given)
	}
	w.Replay(both)
	if n := w.Waiting(); len(n) != before+1 {
		t.Errorf("shared as it is: %+v", n)
	}
	w.Replay(some(string(Pump.ID), string(Press.ID)), stop)
	if n := of(w, change.ShareStopped); len(n) != before+1 {
		t.Errorf("stopped: %+v", n)
	}
	w.Replay(some(string(Pump.ID)), Set("mode", "use"))
	if n := of(w, change.ShareGiven); len(n) != 2 || n[0].Tie != "" && n[1].Tie != "" {
		t.Errorf("one by itself: %+v", n)
	}
}

// of are the notices of a kind that wait.
func of(w *World, kind change.Telling) (out []change.Notice) {
	for _, n := range w.Waiting() {
		if n.Kind == kind {
			out = append(out, n)
		}
	}
	return out
}
