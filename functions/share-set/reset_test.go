package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func pressAt(w *World, o id.Organization) credential.Reader {
	r := credential.Reader{Credential: Press.ID, Organization: o}
	w.Read(&r)
	return r
}

// Rule S6, design 5: after a reset what the site had shared stays open where it is; what
// it received waits, and opens again once it is shared again, as it was shared.
func TestWhatWasReceivedBeforeAResetOpensOnceItIsSharedAgain(t *testing.T) {
	w := told(t)
	again := []Edit{Path("credential", Press.ID), Set("everyone", nil), Set("people", []any{Orla.ID}), Set("groups", []any{Pickers})}
	w.Unchanged(func() { w.Replay(again...).Is(200) }) // it is shared so already, and opens
	w.ResetLock(Orla, Orchard)
	for _, which := range []Filed{Press, Scales, Cellar} {
		if _, err := w.OpensFor(Orla, Orchard, which); err == nil {
			t.Errorf("%s opens after the reset", which.Name)
		}
	}
	if got, err := w.OpensFor(Tess, Halyard, Scales); err != nil || got != Scales.Secret {
		t.Errorf("what it had shared does not stay open: %v", err)
	}
	w.Unchanged(func() { w.Replay(again...).Is(409, "has no organization key yet") }) // rule S4
	w.LockUp(Orla, Orchard, NextKey)
	if _, err := w.OpensFor(Orla, Orchard, Press); err == nil {
		t.Error("a new organization key alone opens it")
	}
	was := pressAt(w, Orchard)
	if got := Read[api.Share](w.Replay(again...)); got.Mode != "read" || len(got.People) != 1 || len(got.Groups) != 1 || !got.Since.Equal(was.Share.Since) {
		t.Errorf("answered %+v", got)
	}
	if got, err := w.OpensFor(Orla, Orchard, Press); err != nil || got != Press.Secret {
		t.Errorf("shared again, it does not open: %v", err)
	}
	for _, o := range []id.Organization{Halyard, Orchard} {
		found := false
		for _, e := range w.Record(o) {
			found = found || e.Action == audit.ShareAmended && e.Thing == string(Press.ID)
		}
		if !found {
			t.Errorf("it is not on record of %s", o)
		}
	}
	w.Unchanged(func() { w.Replay(again...).Is(200) })
}

// While keys are replaced, what is sealed to the old ones opens: nothing is to be done.
func TestWhileKeysAreReplacedAShareIsAsItWas(t *testing.T) {
	w := told(t)
	w.ReplaceKeysOf(Orla, Orchard)
	w.Unchanged(func() {
		w.Replay(Path("credential", Press.ID), Set("everyone", nil), Set("people", []any{Orla.ID}), Set("groups", []any{Pickers})).Is(200)
	})
}
