package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/locking"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "lock-reset")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{door: locking.Door{Table: w.Table, Keys: w.Keys}}.reset)
	return w
}

func TestAResetGivesOtherKeysThatAreNotLocked(t *testing.T) { // rule S6
	w := told(t)
	if got := Read[api.Lock](w.Replay()); got != (api.Lock{}) {
		t.Errorf("answered %+v", got)
	}
	f := identity.UnlockingOf(identity.Call{At: T0, Token: Ivy.Session()}, StoneMill)
	w.Read(f.Wanted()...)
	if f.Organization.Locked != nil || f.Organization.Epoch != 2 || f.Pair.Lock != 0 || f.Pair.Gone != 1 || f.Lock.Version != 0 || f.Open.Version != 0 {
		t.Errorf("the organization %+v, the pair %d %d %d", f.Organization.Locked, f.Pair.Epoch, f.Pair.Lock, f.Pair.Gone)
	}
	if e := w.Record(StoneMill)[0]; e.Action != audit.LockReset || e.Actor != Ivy.ID {
		t.Errorf("on record: %+v", e.Entry)
	}
	if _, err := w.Opens(StoneMill, Turbine.ID); err == nil {
		t.Error("what was sealed before opens")
	}
	w.Unchanged(func() { w.Replay().Is(409, "nothing to reset") })
}

func TestAResetWhileKeysAreReplacedGivesThatUpToo(t *testing.T) {
	w := told(t)
	w.ReplaceKeys()
	w.Replay().Is(200)
	old, pair := identity.OldPair{KeyPair: identity.KeyPair{Organization: StoneMill}}, identity.KeyPair{Organization: StoneMill}
	if w.Read(&old, &pair); old.Version != 0 || pair.Epoch != 3 || pair.Gone != 2 {
		t.Errorf("the old pair %d, the new %d, gone %d", old.Version, pair.Epoch, pair.Gone)
	}
}

func TestOnlyAnAdminWhoTypesTheNameResets(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		for _, name := range []string{"stone mill", "Stone Mill ", "Ridge IT", "yes"} {
			w.Replay(Set("name", name)).Is(400, "body.name")
		}
		w.Replay(As(Nils)).Is(403, "Only an admin")
		w.Replay(As(Eve)).Is(404)
		w.Replay(As(Rhea), Path("organization", Ridge)).Is(409)
	})
}
