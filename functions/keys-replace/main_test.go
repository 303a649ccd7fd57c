package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/locking"
	"github.com/valetkey/valetkey/shared/secret"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "keys-replace")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{door: locking.Door{Table: w.Table, Keys: w.Keys}}.replace)
	return w
}

func lockOf(w *World) (identity.Call, identity.Unlocking, identity.OldPair) {
	c := identity.Call{At: T0, Token: Ivy.Session()}
	f, old := identity.UnlockingOf(c, StoneMill), identity.OldPair{KeyPair: identity.KeyPair{Organization: StoneMill}}
	w.Read(append(f.Wanted(), &old)...)
	return c, f, old
}

func TestAnotherPairLockAndKeyTakeThePlaceAndTheOldPairIsKept(t *testing.T) { // rule S9
	w := told(t)
	c, before, _ := lockOf(w)
	var got api.LockShown
	if made := w.Made(func() { got = Read[api.LockShown](w.Replay()) }); made != "AUDIT NOTICE OLD OUT" {
		t.Errorf("made %s", made)
	}
	_, f, old := lockOf(w)
	if f.Pair.Epoch != 2 || f.Pair.Lock != 2 || f.Organization.Epoch != 2 || f.Organization.Replaced == nil || old.Epoch != 1 || old.Lock != 2 {
		t.Errorf("the pair %d %d, the organization's %d, the old %d %d", f.Pair.Epoch, f.Pair.Lock, f.Organization.Epoch, old.Epoch, old.Lock)
	}
	k := w.KeysAs("operator")
	if _, err := k.ByKey(t.Context(), T0, f.Pair, f.Lock, MillKey); err == nil {
		t.Error("the old organization key opens the new lock")
	}
	if _, err := k.ByKey(t.Context(), T0, f.Pair, f.Lock, secret.Text(got.Key)); err != nil {
		t.Errorf("the new key: %v", err)
	}
	for _, pair := range []identity.KeyPair{f.Pair, old.KeyPair} {
		if _, err := k.Unwrap(t.Context(), c, identity.Keyring{Pair: pair, Open: f.Open}); err != nil {
			t.Errorf("epoch %d: %v", pair.Epoch, err)
		}
		if _, err := envelope.PartOf(c, identity.Keyring{Pair: pair, Open: before.Open}); fault.Of(err) != fault.Locked {
			t.Errorf("epoch %d goes on to be open for who unlocked before: %v", pair.Epoch, err)
		}
	}
	if e := w.Record(StoneMill)[0]; e.Action != audit.KeysReplaced || e.Actor != Ivy.ID {
		t.Errorf("on record: %+v", e.Entry)
	}
	w.Unchanged(func() { w.Replay(Set("key", got.Key)).Is(409, "not everything is sealed anew yet") })
}

func TestOnlyAnAdminWhoKnowsTheKeyReplacesThem(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Nils)).Is(403, "Only an admin")
		w.Replay(As(Eve)).Is(404)
		w.Replay(As(Rhea), Path("organization", Ridge)).Is(409, "No organization key is set")
		w.Replay(Set("newKey", "password1234")).Is(400, "body.newKey")
	})
	w.Replay(Set("key", "not it")).Is(400, "body.key", "is not the organization key")
}

// The key is changed by another admin while one replaces the keys: who comes second
// types a key that is none any more.
func TestAKeyThatIsChangedMeanwhileReplacesNothing(t *testing.T) {
	w := told(t)
	done := w.Meanwhile(func() {
		_, f, _ := lockOf(w)
		k := w.KeysAs("operator")
		part, err := k.ByKey(t.Context(), T0, f.Pair, f.Lock, MillKey)
		if err != nil {
			t.Error(err)
		}
		l, err := k.Wrap(t.Context(), T0, f.Pair, part, NextKey, MillCode)
		if err != nil {
			t.Error(err)
		}
		l.Version = f.Lock.Version
		w.Keep(change.Change{Records: []change.Record{l}}, "another key")
	})
	w.Replay().Is(400, "body.key", "is not the organization key")
	done()
	if _, f, old := lockOf(w); f.Pair.Epoch != 1 || old.Version != 0 {
		t.Error("the keys were replaced")
	}
}
