package main

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/locking"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "lock-unlock")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{door: locking.Door{Table: w.Table, Keys: w.Keys}}.unlock)
	return w
}

func TestTheKeyUnlocksThisSessionAndIsOnRecord(t *testing.T) { // rule S9
	w := told(t)
	if made := w.Made(func() {
		if got := Read[api.Lock](w.Replay()); !got.Set || !got.Unlocked || got.By != Ivy.Name || got.Until == nil {
			t.Errorf("answered %+v", got)
		}
	}); made != "AUDIT UNLOCKED" {
		t.Errorf("made %s", made)
	}
	if e := w.Record(StoneMill)[0]; e.Action != audit.LockOpened || e.Actor != Nils.ID {
		t.Errorf("on record: %+v", e.Entry)
	}
	w.Replay().Is(200) // and again
}

func TestHoweverItIsTypedItIsTheSameKey(t *testing.T) {
	w := told(t)
	for _, typed := range []string{"Gravel Lantern  Oyster Plywood Sixth Vanilla ", "GRAVEL\u00a0LANTERN OYSTER\tPLYWOOD SIXTH VANILLA", "ｇｒａｖｅｌ lantern oyster plywood sixth vanilla"} {
		w.Replay(Set("key", typed)).Is(200)
	}
	w.Replay(Set("key", "gravel lantern oyster plywood vanilla sixth")).Is(400)
	w.Replay(Set("key", "gravellanternoysterplywoodsixthvanilla")).Is(400)
}

func TestWrongKeysAreCountedOnRecordAndRefusedAfterTen(t *testing.T) {
	w := told(t)
	for range 10 {
		w.Replay(Set("key", "not the key at all"), Header("idempotency-key", "the same")).Is(400, "body.key", "is not the organization key").Never("not the key at all")
	}
	if e := w.Record(StoneMill)[0]; e.Action != audit.LockRefused || e.Actor != Nils.ID {
		t.Errorf("on record: %+v", e.Entry)
	}
	w.Unchanged(func() {
		a := w.Replay().Is(429, "Too many wrong organization keys")
		if a.Headers["retry-after"] == "" {
			t.Error("it does not say when to try again")
		}
	})
	w.Replay(As(Ivy)).Is(200) // each person is counted for themselves
	w.Replay(At(T0.Add(15 * time.Minute))).Is(200)
	w.Replay(At(T0.Add(16*time.Minute)), Set("key", "wrong again")).Is(400) // a right one forgets what was counted
}

// However many are tried at once, no more than may be are told anything.
func TestAKeyThatWasRightBesideAWrongOneIsJudgedAnew(t *testing.T) {
	w := told(t)
	done := w.Meanwhile(func() {
		k := identity.KeyTries{Person: Nils.ID, Organization: StoneMill}
		w.Read(&k)
		k.Since, k.Count = T0, 10
		w.Keep(change.Change{Records: []change.Record{k}}, "ten wrong ones")
	})
	w.Replay().Is(429)
	done()
}

func TestWhoOpensNothingUnlocksNothing(t *testing.T) { // promise 7
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Otto)).Is(403, "An auditor opens no secret")
		w.Replay(As(Eve)).Is(404)
		w.Replay(As(Gone)).Is(401)
		w.Replay(As(Sol), Path("organization", Ridge)).Is(409, "No organization key is set")
		w.Replay(Set("key", "")).Is(400, "body.key")
		w.Replay(Set("keys", "x")).Is(400, "body.keys")
	})
}

// Somebody belongs to two organizations, each with a key of its own: neither opens the
// other, and wrong ones are counted apart.
func TestAPersonOfTwoOrganizationsUnlocksEachWithItsOwnKey(t *testing.T) { // rules F6, S5
	w := told(t)
	w.LockUp(Rhea, Ridge, NextKey)
	w.Keep(change.Change{Records: []change.Record{
		identity.Member{Organization: Ridge, OrganizationName: "Ridge IT", Kind: identity.Provider, Person: Nils.ID, Name: Nils.Name, Role: identity.User, Since: T0},
	}}, "Nils joins Ridge IT")
	ridge := Path("organization", Ridge)
	w.Replay(ridge).Is(400, "body.key") // Stone Mill's
	w.Replay(Set("key", NextKey.Reveal())).Is(400, "body.key")
	w.Replay(ridge, Set("key", NextKey.Reveal())).Is(200)
	nils := identity.Call{At: T0, Token: Nils.Session()}
	for o, want := range map[id.Organization]bool{Ridge: true, StoneMill: false} {
		ring := identity.KeyringOf(nils, o)
		w.Read(ring.Wanted()...)
		if _, err := w.KeysAs("operator").Unwrap(t.Context(), nils, ring); (err == nil) != want {
			t.Errorf("%s: %v", o, err)
		}
	}
	w.Replay().Is(200)
	for range 10 {
		w.Replay(ridge, Set("key", "not it")).Is(400)
	}
	w.Replay(ridge, Set("key", NextKey.Reveal())).Is(429)
	w.Replay().Is(200)
}
