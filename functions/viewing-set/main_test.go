package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "viewing-set")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.set)
	return w
}

func TestNamedAdminsAndGroupsMayViewFromThenOn(t *testing.T) { // rules C5, A1
	w := told(t)
	got := Read[api.Viewing](w.Replay())
	if got.All || len(got.Admins) != 1 || got.Admins[0].Name != "Una" || len(got.Groups) != 1 || !got.You {
		t.Errorf("answered %+v", got)
	}
	row := access.ViewedBy{Organization: SouthFen, Group: Keyholders, Resource: Intranet}
	if w.Read(&row); row.Version != 1 {
		t.Errorf("found by %+v", row)
	}
	e := w.Record(SouthFen)[0]
	if e.Action != audit.ViewingSet || e.Detail != "Una, the admins of Keyholders (own access)" || w.Told() != "own-access" { // rule G2: he is in the group
		t.Errorf("on record %+v; told %s", e.Entry, w.Told())
	}
	w.Unchanged(func() { w.Replay().Is(200) })
	w.Replay(Body(`{"all":true}`)).Is(200)
	if w.Read(&row); row.Version != 1 {
		t.Errorf("a group that is named no more is found")
	}
}

func TestAGroupThatIsNamedNoMoreIsNotFoundByIt(t *testing.T) {
	w := told(t)
	w.Replay().Is(200)
	w.Replay(Body(`{}`)).Is(200)
	row, r := access.ViewedBy{Organization: SouthFen, Group: Keyholders, Resource: Intranet}, access.Resource{Organization: SouthFen, ID: Intranet}
	if w.Read(&row, &r); row.Version != 0 || r.Viewing != nil {
		t.Errorf("%+v, %+v", row, r.Viewing)
	}
}

func TestOnlyAdminsAreNamedAndOnlyByAdmins(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Set("admins", []string{string(Pip.ID)})).Is(400, "body.admins")
		w.Replay(Set("admins", []string{string(Eve.ID)})).Is(400, "body.admins")
		w.Replay(Set("admins", []string{string(Una.ID), string(Una.ID)})).Is(400, "body.admins", "twice")
		w.Replay(Set("groups", []string{string(SocialTeam)})).Is(400, "body.groups")
		w.Replay(Set("all", true)).Is(400, "body.all")
		w.Replay(As(Pip)).Is(403, "Only an admin")
		w.Replay(As(Eve)).Is(404)
		w.Replay(Path("resource", Router.Resource)).Is(404)
	})
}
