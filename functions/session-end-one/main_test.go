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
	w := New(t, "session-end-one")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.end)
	return w
}

// other is another session of Ann's.
func other(w *World) id.Session {
	l, s := identity.Logins{Person: Ann.ID}, identity.Session{Person: Ann.ID, ID: Ann.SessionID}
	w.Read(&l, &s)
	s.ID, s.Version = id.New[id.Session](T0, "other", 0), 0
	l.Open = append(l.Open, identity.Login{ID: s.ID, Ends: s.Ends})
	w.Keep(change.Change{Records: []change.Record{s, l}}, "another session")
	return s.ID
}

func TestThatOneIsSignedOutAndThisOneGoesOn(t *testing.T) {
	w := told(t)
	which := other(w)
	if made := w.Made(func() { w.Replay(Path("session", which)).Is(204) }); made != "AUDIT" {
		t.Errorf("made %s", made)
	}
	this, that, l := identity.Session{Person: Ann.ID, ID: Ann.SessionID}, identity.Session{Person: Ann.ID, ID: which}, identity.Logins{Person: Ann.ID}
	if w.Read(&this, &that, &l); !this.Open(T0) || that.Open(T0) || len(l.Open) != 1 || l.Open[0].ID != Ann.SessionID {
		t.Errorf("this %+v, that %+v, listed %+v", this, that, l)
	}
	w.Replay(Path("session", which)).Is(404) // ended
	w.Replay().Is(204)                       // this one, as well
	w.Replay().Is(401)
}

func TestNobodyEndsOrFindsAnothersSession(t *testing.T) {
	w := told(t)
	w.Replay(Path("session", Dan.SessionID)).Is(404)
	w.Replay(As(Dan), Path("session", Ann.SessionID)).Is(404)
	w.Replay(Path("session", id.New[id.Session](T0, "none", 0))).Is(404)
	w.Replay(Path("session", "x")).Is(400, "path.session")
	dan := identity.Session{Person: Dan.ID, ID: Dan.SessionID}
	if w.Read(&dan); !dan.Open(T0) {
		t.Error("Dan is signed out")
	}
}
