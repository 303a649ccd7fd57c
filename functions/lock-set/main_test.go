package main

import (
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/locking"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "lock-set")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{door: locking.Door{Table: w.Table, Keys: w.Keys}}.set)
	return w
}

func TestAKeyIsMadeAndShownOnceWithARecoveryCode(t *testing.T) { // rules S4, S5
	w := told(t)
	var got api.LockShown
	if made := w.Made(func() { got = Read[api.LockShown](w.Replay()) }); made != "AUDIT LOCK NOTICE OUT UNLOCKED" {
		t.Errorf("made %s", made)
	}
	if len(strings.Fields(got.Key)) != 6 || len(got.Code) < 26 || !got.Lock.Unlocked || !got.Replace {
		t.Errorf("answered %+v", got.Lock)
	}
	for k, v := range w.Items() {
		if strings.Contains(v, got.Key) || strings.Contains(v, got.Code) {
			t.Errorf("%s holds what is shown once", k)
		}
	}
	o := identity.Organization{ID: Ridge}
	if w.Read(&o); o.Locked == nil || o.Locked.By != Rhea.Name {
		t.Errorf("the organization says %+v", o.Locked)
	}
	if e := w.Record(Ridge)[0]; e.Action != audit.LockSet || e.Actor != Rhea.ID {
		t.Errorf("on record: %+v", e.Entry)
	}
	if _, err := w.Opens(Ridge, Wifi.ID); err == nil {
		t.Error("the table and KMS open a secret of a locked organization")
	}
	w.Unchanged(func() { w.Replay().Is(409, "Rhea set an organization key at") })
}

func TestAChosenKeyIsNotShownAndMustBeHardToGuess(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		for _, weak := range []string{"password1234", "Ridge IT Ridge IT", "correct horse", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "Summer2026!"} {
			w.Replay(Set("key", weak)).Is(400, "body.key", "too easy to guess").Never(weak)
		}
	})
	if got := Read[api.LockShown](w.Replay(Set("key", "unlikely marmots juggle brass kettles"))); got.Key != "" || got.Code == "" {
		t.Errorf("answered %+v", got.Lock)
	}
}

func TestOnlyAnAdminOfATeamSetsIt(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Sol)).Is(403, "Only an admin")
		w.Replay(As(Val)).Is(403)
		w.Replay(As(Eve)).Is(404)
		w.Replay(As(Olga), Path("organization", OlgaHome)).Is(403, "A personal account")
		w.Replay(Set("key", strings.Repeat("k", 257))).Is(400, "body.key")
	})
}

// Two admins set a key at the same moment: one does, the other is told who did.
func TestOneOfTwoAtOnceSetsIt(t *testing.T) { // promise 5
	w := told(t)
	done := w.Meanwhile(func() {
		o := identity.Organization{ID: Ridge}
		w.Read(&o)
		o.Locked = &identity.Locked{Since: T0, By: "Ruth"}
		w.Keep(change.Change{Records: []change.Record{o}}, "another admin's")
	})
	w.Replay().Is(409, "Ruth set an organization key at")
	done()
}
