package main

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/secret"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// sealsAnew goes on until all that an organization's keys opened is sealed to its new ones.
func sealsAnew(t *testing.T, w *World, p Person, o id.Organization) {
	t.Helper()
	at := T0
	for range 10 {
		got := Read[api.Resealed](w.Replay(As(p), Path("organization", o), At(at)))
		if got.Done {
			return
		}
		at = at.Add(time.Duration(got.Wait) * time.Second)
	}
	t.Fatal("it does not end")
}

// Rules S5, H7, promise 10: keys are replaced on either side, and what is shared opens on
// both, before it is sealed anew, after its secret was changed in the middle, and at the
// end.
func TestAShareSurvivesOtherKeysOnEitherSide(t *testing.T) {
	for name, tt := range map[string]struct {
		who Person
		of  id.Organization
	}{"the site": {Orla, Orchard}, "the provider": {Hal, Halyard}} {
		w := told(t)
		opens := func(when string, press secret.Text) {
			t.Helper()
			for _, x := range []struct {
				who   Person
				of    id.Organization
				which Filed
				says  secret.Text
			}{{Orla, Orchard, Press, press}, {Hal, Halyard, Press, press}, {Orla, Orchard, Scales, Scales.Secret}, {Hal, Halyard, Scales, Scales.Secret}} {
				if got, err := w.OpensFor(x.who, x.of, x.which); err != nil || got != x.says {
					t.Errorf("of %s, %s: %s opens %s: %v", name, when, x.who.Name, x.which.Name, err)
				}
			}
		}
		if tt.of == Halyard {
			w.LockUp(Hal, Halyard, MillKey)
		}
		w.ReplaceKeysOf(tt.who, tt.of)
		opens("replaced", Press.Secret)
		w.Says(Halyard, Hal, Press.ID, T0, "of the middle")
		opens("and changed", "of the middle")
		sealsAnew(t, w, tt.who, tt.of)
		opens("and sealed anew", "of the middle")
	}
}
