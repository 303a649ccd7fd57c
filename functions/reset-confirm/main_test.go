package main

import (
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "reset-confirm")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.confirm)
	return w
}

// cyds are Cyd's sign-in and session.
func cyds(w *World) (identity.Signin, identity.Session) {
	in, s := identity.Signin{Address: Cyd.Email}, identity.Session{Person: Cyd.ID, ID: Cyd.SessionID}
	w.Read(&in, &s)
	return in, s
}

func TestTheCodeGivesANewPasswordAndEndsEverySession(t *testing.T) {
	w := told(t)
	if made := w.Made(func() { w.Replay(Set("code", "12345678")).Is(204) }); made != "AUDIT NET NOTICE OUT" {
		t.Errorf("made %s", made)
	}
	in, s := cyds(w)
	if !in.Verifier.Is("a boathouse by the weir") || in.Verifier.Is(Password) || s.Open(T0) {
		t.Error("the old password or session is still good")
	}
	if n := w.Waiting(); len(n) != 1 || n[0].Kind != change.PasswordChanged || n[0].To.Person != Cyd.ID || n[0].To.Address != Cyd.Email {
		t.Errorf("told: %+v", n)
	}
	w.Replay().Is(404) // used
}

// She typed wrong ones until the door was closed, and then remembered the mail.
func TestTheNewPasswordIsGoodAtOnceWhereTheOldWasGuessed(t *testing.T) {
	w := told(t)
	g := identity.NewGuard(Cyd.Email, "192.0.2.10")
	g.Near.Since, g.Near.Count = T0, 10
	w.Keep(change.Change{Records: []change.Record{g.Near}}, "ten")
	w.Replay().Is(204)
	w.Read(g.Wanted()...)
	if _, err := g.Knock(identity.Call{Who: identity.Anyone, At: T0, From: "192.0.2.10"}, "a boathouse by the weir"); err != nil {
		t.Error(err)
	}
}

func TestTheFifthWrongCodeKillsIt(t *testing.T) {
	w := told(t)
	for range identity.CodeTries {
		w.Replay(Set("code", "0000 0000")).Is(400, "is not the code that was mailed")
	}
	w.Unchanged(func() { w.Replay().Is(400, "is no longer good") })
	if in, s := cyds(w); !in.Verifier.Is(Password) || !s.Open(T0) || w.Told() != "" {
		t.Error("something was done")
	}
}

func TestWhatProvesNothingChangesNothing(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(At(T0.Add(13*time.Minute))).Is(404, "have another code mailed")
		w.Replay(Set("token", CydToken[:len(CydToken)-2]+"AA")).Is(404)
		w.Replay(Set("token", FayLink)).Is(404)
		w.Replay(Set("token", GusLink)).Is(404) // of another kind, with one id, too
		w.Replay(Set("token", "."+CydToken)).Is(404)
		w.Replay(Set("password", "short")).Is(400, "body.password")
		w.Replay(Set("code", "1")).Is(400, "body.code")
	})
}

// Its code was never mailed; who guesses it even so gets what a wrong one gets.
func TestAResetOfNobodysAddressIsNeverRight(t *testing.T) {
	w := told(t)
	r := identity.Reset{ID: CydReset}
	w.Read(&r)
	r.Person, r.Address = "", "nobody@blueharbor.example"
	w.Keep(change.Change{Records: []change.Record{r}}, "nobody's")
	w.Replay().Is(400, "is not the code that was mailed")
	w.Replay(Set("code", "0000 0000")).Is(400, "is not the code that was mailed")
	if w.Read(&r); r.Proof.Code.Tries != 2 {
		t.Errorf("%d tries", r.Proof.Code.Tries)
	}
}

// What is read before the refusal is the same, so it takes as long.
func TestARefusalReadsNothingOfWhoIsSignedIn(t *testing.T) {
	w := told(t)
	wrong := func() (reads int32) {
		var n atomic.Int32
		defer w.Dynamo.Before(func(r dynamo.Request) *dynamo.Fault {
			if r.Operation == "TransactGetItems" {
				n.Add(1)
			}
			return nil
		})()
		w.Replay(Set("code", "0000 0000")).Is(400, "is not the code that was mailed")
		return n.Load()
	}
	cyds := wrong()
	r := identity.Reset{ID: CydReset}
	w.Read(&r)
	r.Person, r.Address = "", "nobody@blueharbor.example"
	w.Keep(change.Change{Records: []change.Record{r}}, "nobody's")
	if nobodys := wrong(); nobodys != cyds {
		t.Errorf("%d reads for nobody's, %d for Cyd's", nobodys, cyds)
	}
}

// signIn is what signing in with the old password keeps, judged by what is now.
func signIn(w *World, name string) (identity.Session, change.Change) {
	w.T.Helper()
	p, l, in := identity.Person{ID: Cyd.ID}, identity.Logins{Person: Cyd.ID}, identity.NewGuard(Cyd.Email, "203.0.113.9")
	w.Read(append(in.Wanted(), &p, &l)...)
	c := identity.Call{Route: "session-create", Who: identity.Anyone, At: T0, ID: name, From: "203.0.113.9"}
	right, err := in.Knock(c, Password)
	if err != nil {
		w.T.Fatal(err)
	}
	out, err := identity.SignIn(c, right, p, l, identity.Session{})
	if err != nil {
		w.T.Fatal(err)
	}
	return out.Session, out.Change
}

func TestASessionThatBeginsAtTheSameMomentEndsToo(t *testing.T) {
	w := told(t)
	var late id.Session
	var once atomic.Bool
	defer w.Dynamo.Before(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "TransactWriteItems" && once.CompareAndSwap(false, true) {
			s, ch := signIn(w, "late")
			w.Keep(ch, "late")
			late = s.ID
		}
		return nil
	})()
	w.Replay().Is(204)
	s := identity.Session{Person: Cyd.ID, ID: late}
	if w.Read(&s); late == "" || s.Version == 0 || s.Open(T0) {
		t.Errorf("a thief's session goes on: %+v", s)
	}
}

func TestASignInWithTheOldPasswordThatIsJustBehindIsRefused(t *testing.T) {
	w := told(t)
	_, ch := signIn(w, "behind")
	w.Replay().Is(204)
	err := w.Operator().Save(t.Context(), identity.Call{Route: "session-create", At: T0, ID: "behind"}, ch, nil)
	if err == nil || !strings.Contains(err.Error(), "has changed meanwhile") {
		t.Errorf("it is kept: %v", err)
	}
}
