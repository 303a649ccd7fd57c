package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "group-rename")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.rename)
	return w
}

func group(w *World) identity.Group {
	g := identity.Group{Organization: BlueHarbor, ID: SocialTeam}
	w.Read(&g)
	return g
}

func TestAGroupHasAnotherNameAndItsAssignmentsWillFollow(t *testing.T) {
	w := told(t)
	if made := w.Made(func() { w.Replay().Is(200, "Social media team") }); made != "AUDIT OUT" {
		t.Errorf("made %s", made)
	}
	if g := group(w); g.Name != "Social media team" || w.Record(BlueHarbor)[0].Detail != "was Social team" {
		t.Errorf("%+v", g)
	}
	w.Unchanged(func() { w.Replay().Is(200) })
}

func TestWhatIsNoNameOrNoGroupIsRefused(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Set("name", " \t")).Is(400, "body.name")
		w.Replay(Set("name", "")).Is(400, "body.name")
		w.Replay(As(Eve), Path("organization", Elsewhere)).Is(404, "group")
		w.Replay(As(Bob)).Is(403)
	})
	g := group(w)
	g.Deleted = &T0
	w.Keep(change.Change{Records: []change.Record{g}}, "deleted")
	w.Unchanged(func() { w.Replay().Is(404, "group") })
}
