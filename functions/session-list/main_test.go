package main

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "session-list")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.list)
	return w
}

func TestWhatIsOpenIsListedNewestFirstAndThisOneIsMarked(t *testing.T) {
	w := told(t)
	l := identity.Logins{Person: Ann.ID}
	w.Read(&l)
	session := func(name string, since time.Time, spoil func(*identity.Session)) identity.Session {
		s := identity.Session{
			Person: Ann.ID, ID: id.New[id.Session](since, name, 0), Since: since, Ends: since.Add(identity.SessionLife),
			Idles: since.Add(identity.SessionIdle), From: "203.0.113.9", Agent: name,
		}
		spoil(&s)
		l.Open = append(l.Open, identity.Login{ID: s.ID, Ends: s.Ends})
		return s
	}
	w.Keep(change.Change{Records: []change.Record{
		session("newer", T0.Add(-time.Minute), func(*identity.Session) {}),
		session("ended", T0.Add(-time.Minute), func(s *identity.Session) { s.Ended = &T0 }),
		session("idle", T0.Add(-time.Hour), func(*identity.Session) {}),
		l,
	}}, "more sessions")
	var got api.Sessions
	w.Unchanged(func() { got = Read[api.Sessions](w.Replay()) })
	if len(got.Items) != 2 || got.Items[0].Agent != "newer" || got.Items[0].This || got.Items[0].From != "203.0.113.9" {
		t.Fatalf("listed %+v", got.Items)
	}
	if s := got.Items[1]; !s.This || s.ID != Ann.SessionID || s.Agent != "a browser" || s.From == "" {
		t.Errorf("this one is %+v", s)
	}
}

func TestNobodySeesAnothersSessions(t *testing.T) {
	w := told(t)
	if got := Read[api.Sessions](w.Replay(As(Dan))); len(got.Items) != 1 || got.Items[0].ID != Dan.SessionID {
		t.Errorf("listed %+v", got.Items)
	}
	w.Replay(As(Gone)).Is(401)
}
