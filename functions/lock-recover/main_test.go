package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/locking"
	"github.com/valetkey/valetkey/shared/secret"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "lock-recover")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{door: locking.Door{Table: w.Table, Keys: w.Keys}}.recover)
	return w
}

func TestTheRecoveryCodeIsGoodOnce(t *testing.T) { // rule S5
	w := told(t)
	got := Read[api.LockShown](w.Replay(Set("newKey", "unlikely marmots juggle brass kettles")))
	if got.Key != "" || got.Code == "" || !got.Lock.Unlocked {
		t.Errorf("answered %+v", got.Lock)
	}
	if e := w.Record(StoneMill)[0]; e.Action != audit.LockRecovered || e.Actor != Ivy.ID {
		t.Errorf("on record: %+v", e.Entry)
	}
	f := identity.UnlockingOf(identity.Call{Token: Ivy.Session()}, StoneMill)
	w.Read(f.Wanted()...)
	for key, want := range map[secret.Text]bool{MillKey: false, "Unlikely Marmots juggle brass kettles": true} {
		if _, err := w.KeysAs("operator").ByKey(t.Context(), T0, f.Pair, f.Lock, key); (err == nil) != want {
			t.Errorf("%d bytes: %v", key.Len(), err)
		}
	}
	w.Replay().Is(400, "body.code", "is not the recovery code")
	w.Replay(Set("code", got.Code)).Is(200) // the next is
}

func TestWrongCodesAreCounted(t *testing.T) {
	w := told(t)
	for range 10 {
		w.Replay(Set("code", "AAAAA-BBBBB-CCCCC-DDDDD-EEEEEE")).Is(400, "body.code").Never("AAAAA")
	}
	if e := w.Record(StoneMill)[0]; e.Action != audit.LockRefused || e.Detail != "the recovery code" {
		t.Errorf("on record: %+v", e.Entry)
	}
	w.Unchanged(func() {
		w.Replay().Is(429)
		w.Replay(As(Nils)).Is(403, "Only an admin")
		w.Replay(As(Eve)).Is(404)
	})
}
