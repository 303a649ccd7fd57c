package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "group-drop")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.drop)
	return w
}

func group(w *World) identity.Group {
	g := identity.Group{Organization: BlueHarbor, ID: SocialTeam}
	w.Read(&g)
	return g
}

func member(w *World, p Person) identity.Member {
	m := identity.Member{Organization: BlueHarbor, Person: p.ID}
	w.Read(&m)
	return m
}

func TestWhoIsTakenOutOfAGroupIsOutOnBothSides(t *testing.T) {
	w := told(t)
	w.Replay().Is(200, `"members":[]`)
	if m := member(w, Bob); len(m.Groups) != 0 || len(group(w).Members) != 0 {
		t.Errorf("%+v in %+v", m, group(w))
	}
	if e := w.Record(BlueHarbor)[0]; e.Action != audit.GroupLeft || e.Detail != "Bob" {
		t.Errorf("on record: %+v", e)
	}
	w.Unchanged(func() {
		w.Replay().Is(404, "member")
		w.Replay(Path("person", Eve.ID)).Is(404, "member")
		w.Replay(As(Eve), Path("organization", Elsewhere)).Is(404, "group")
		w.Replay(As(Bob)).Is(403)
	})
}

func TestOfTwoChangesOfAGroupAtOnceNoneIsLost(t *testing.T) {
	w := told(t)
	both := w.AtOnce([]Edit{As(Ann)}, []Edit{As(Dan)})
	if both[0].StatusCode+both[1].StatusCode != 200+404 {
		t.Errorf("answered %d and %d", both[0].StatusCode, both[1].StatusCode)
	}
}
