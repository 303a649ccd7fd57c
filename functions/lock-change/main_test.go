package main

import (
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/locking"
	"github.com/valetkey/valetkey/shared/secret"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "lock-change")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{door: locking.Door{Table: w.Table, Keys: w.Keys}}.change)
	return w
}

// opens is by which of a key and a code the lock opens now.
func opens(w *World, key, code secret.Text) (byKey, byCode bool) {
	f := identity.UnlockingOf(identity.Call{Token: Ivy.Session()}, StoneMill)
	w.Read(f.Wanted()...)
	k := w.KeysAs("operator")
	_, none := k.ByKey(w.T.Context(), T0, f.Pair, f.Lock, key)
	_, no := k.ByCode(w.T.Context(), T0, f.Pair, f.Lock, code)
	return none == nil, no == nil
}

func TestAnotherKeyAndCodeTakeThePlaceOfTheOld(t *testing.T) { // rule S5
	w := told(t)
	var got api.LockShown
	if made := w.Made(func() { got = Read[api.LockShown](w.Replay()) }); made != "AUDIT NOTICE OUT" {
		t.Errorf("made %s", made)
	}
	if len(strings.Fields(got.Key)) != 6 || got.Code == "" || got.Code == MillCode.Reveal() {
		t.Errorf("answered %+v", got.Lock)
	}
	if key, code := opens(w, MillKey, MillCode); key || code {
		t.Errorf("the old key opens it: %v, the old code: %v", key, code)
	}
	if key, code := opens(w, secret.Text(got.Key), secret.Text(got.Code)); !key || !code {
		t.Errorf("the new key opens it: %v, the new code: %v", key, code)
	}
	if e := w.Record(StoneMill)[0]; e.Action != audit.LockChanged || e.Actor != Ivy.ID {
		t.Errorf("on record: %+v", e.Entry)
	}
	w.Replay().Is(400, "body.key", "is not the organization key")
}

func TestWhoHasUnlockedGoesOn(t *testing.T) {
	w := told(t)
	c := identity.Call{At: T0, Token: Ivy.Session()}
	ring := identity.KeyringOf(c, StoneMill)
	w.Read(ring.Wanted()...)
	w.Replay().Is(200)
	if _, err := envelope.PartOf(c, ring); err != nil {
		t.Errorf("what was unlocked before: %v", err)
	}
}

func TestOnlyAnAdminWhoKnowsTheKeyChangesIt(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Nils)).Is(403, "Only an admin")
		w.Replay(As(Eve)).Is(404)
		w.Replay(As(Rhea), Path("organization", Ridge)).Is(409, "No organization key is set")
		w.Replay(Set("newKey", "password1234")).Is(400, "body.newKey", "too easy to guess").Never("password1234")
	})
	for range 10 {
		w.Replay(Set("key", "not it")).Is(400, "body.key")
	}
	w.Unchanged(func() { w.Replay().Is(429) }) // the same count as for unlocking
}
