package main

import (
	"strings"
	"sync/atomic"
	"testing"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "session-end-all")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.end)
	return w
}

// signIn is what signing in keeps of another session of Ann's, judged by the
// list as it is now.
func signIn(w *World, name string) (identity.Session, change.Change) {
	w.T.Helper()
	p, l, in := identity.Person{ID: Ann.ID}, identity.Logins{Person: Ann.ID}, identity.Signin{Address: Ann.Email}
	w.Read(&p, &l, &in)
	c := identity.Call{Route: "session-create", Who: identity.Anyone, At: T0, ID: name, From: "203.0.113.9"}
	out, err := identity.SignIn(c, identity.Proven{Known: in}, p, l, identity.Session{})
	if err != nil {
		w.T.Fatal(err)
	}
	return out.Session, out.Change
}

func open(w *World, s id.Session) bool {
	row := identity.Session{Person: Ann.ID, ID: s}
	w.Read(&row)
	return row.Open(T0)
}

func TestEverySessionEndsOrEveryOther(t *testing.T) {
	for _, keep := range []bool{true, false} {
		w := told(t)
		other, ch := signIn(w, "other")
		w.Keep(ch, "other")
		if made := w.Made(func() { w.Replay(Set("keepThis", keep)).Is(204) }); made != "AUDIT" {
			t.Errorf("keep %v: made %s", keep, made)
		}
		l := identity.Logins{Person: Ann.ID}
		if w.Read(&l); open(w, other.ID) || open(w, Ann.SessionID) != keep || len(l.Open) == 1 != keep {
			t.Errorf("keep %v: listed %+v", keep, l.Open)
		}
		w.Replay().Is(map[bool]int{true: 204, false: 401}[keep])
	}
}

// A sign-in moves the list, as ending all does: whichever comes first, the other
// sees it.
func TestASessionThatBeginsAtTheSameMomentIsNotMissed(t *testing.T) {
	w := told(t)
	var late identity.Session
	var once atomic.Bool
	defer w.Dynamo.Before(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "TransactWriteItems" && once.CompareAndSwap(false, true) {
			var ch change.Change
			late, ch = signIn(w, "late") // after the list was read, before it is written
			w.Keep(ch, "late")
		}
		return nil
	})()
	w.Replay(Set("keepThis", true)).Is(204)
	if late.ID == "" || open(w, late.ID) || !open(w, Ann.SessionID) {
		t.Error("a session that began meanwhile goes on")
	}
}

func TestASignInThatWasJudgedBeforeAllEndedIsJudgedAgain(t *testing.T) {
	w := told(t)
	_, ch := signIn(w, "early")
	w.Replay(Set("keepThis", true)).Is(204)
	c := identity.Call{Route: "session-create", At: T0, ID: "early"}
	if err := w.Operator().Save(t.Context(), c, ch, nil); err == nil || !strings.Contains(err.Error(), "logins has changed") {
		t.Errorf("it is kept by a list that is no more: %v", err)
	}
}
