package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "password-change")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.change)
	return w
}

func anns(w *World) (identity.Signin, identity.Session) {
	in, s := identity.Signin{Address: Ann.Email}, identity.Session{Person: Ann.ID, ID: Ann.SessionID}
	w.Read(&in, &s)
	return in, s
}

func TestThePasswordIsNewAndEveryOtherSessionEnds(t *testing.T) {
	w := told(t)
	_, other := anns(w)
	l := identity.Logins{Person: Ann.ID}
	w.Read(&l)
	other.ID, other.Version = id.New[id.Session](T0, "other", 0), 0
	l.Open = append(l.Open, identity.Login{ID: other.ID, Ends: other.Ends})
	w.Keep(change.Change{Records: []change.Record{other, l}}, "another session")

	if made := w.Made(func() { w.Replay().Is(204) }); made != "AUDIT NET NOTICE OUT" {
		t.Errorf("made %s", made)
	}
	in, this := anns(w)
	if w.Read(&other); !in.Verifier.Is("a boathouse by the weir") || !this.Open(T0) || other.Open(T0) {
		t.Errorf("this %+v, other %+v", this, other)
	}
	if n := w.Waiting(); len(n) != 1 || n[0].Kind != change.PasswordChanged || n[0].To.Address != Ann.Email || n[0].To.Person != Ann.ID {
		t.Errorf("told: %+v", n)
	}
}

func TestWithoutTheOldPasswordThereIsNoNewOne(t *testing.T) {
	w := told(t)
	for range 10 {
		w.Replay(Set("password", "not a lantern at all"), Header("idempotency-key", "the same")).Is(400, "body.password", "is not your password")
	}
	w.Unchanged(func() {
		w.Replay().Is(429, "Too many wrong passwords")
		w.Replay(Set("newPassword", "short")).Is(400, "body.newPassword")
		w.Replay(As(Gone)).Is(401)
	})
	if in, this := anns(w); !in.Verifier.Is(Password) || !this.Open(T0) || w.Told() != "" {
		t.Error("something was done")
	}
}

func TestTheSamePasswordIsNoNewOne(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Set("newPassword", Password.Reveal())).Is(400, "body.newPassword", "is the one of now")
	})
}

// However many are typed at once: what keeps nothing would be a guess that nobody counts.
func TestARefusalForAnotherReasonDoesNotTellARightPasswordFromAWrongOne(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		guess := "a guess of a thief's"
		w.Replay(Set("password", guess), Set("newPassword", guess)).Is(400, "body.newPassword", "is the one of now").Never("body.password")
	})
}
