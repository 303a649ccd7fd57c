package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "folder-create")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.create)
	return w
}

func TestAFolderIsMadeWhereItIsSaidAndForWhom(t *testing.T) { // rules F1, F3, A1
	w := told(t)
	got := Read[api.Folder](w.Replay())
	if got.Name != "Switches" || got.Parent != ContosoFolder || len(got.Path) != 1 || got.Path[0] != "Contoso" || got.All || len(got.For) != 1 || got.For[0] != Network {
		t.Errorf("answered %+v", got)
	}
	f := filing.Folder{Organization: Ridge, ID: got.ID}
	row := filing.Gated{Organization: Ridge, Group: Network, Folder: got.ID}
	if w.Read(&f, &row); f.Parent != ContosoFolder || row.Version != 1 {
		t.Errorf("kept %+v, %+v", f, row)
	}
	if e := w.Record(Ridge)[0]; e.Action != audit.FolderCreated || e.Actor != Rhea.ID || e.ThingName != "Switches" || e.Detail != "for Network" {
		t.Errorf("on record: %+v", e.Entry)
	}
}

func TestAFolderIsRefusedByField(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Set("parent", string(Firewalls)+"x")).Is(400, "body.parent")
		w.Replay(Set("parent", "folder_01KG9MFMM0N0S9D28GRDXJFKD1")).Is(400, "body.parent", "there is no such folder")
		w.Replay(Set("name", " \t")).Is(400, "body.name")
		w.Replay(Set("groups", []string{string(SocialTeam)})).Is(400, "body.groups", "not here") // another organization's
		w.Replay(Set("closed", true)).Is(400, "body.groups", "admins only")
		w.Replay(As(Sol)).Is(403)
		w.Replay(As(Val)).Is(403)
		w.Replay(As(Eve)).Is(404)
	})
}
