package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "folder-rename")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.rename)
	return w
}

func TestAFolderIsRenamedOnRecord(t *testing.T) {
	w := told(t)
	if got := Read[api.Folder](w.Replay()); got.Name != "Firewalls and gateways" || got.Parent != ContosoFolder {
		t.Errorf("answered %+v", got)
	}
	if e := w.Record(Ridge)[0]; e.Action != audit.FolderRenamed || e.Detail != "was Firewalls" || e.Actor != Rhea.ID {
		t.Errorf("on record: %+v", e.Entry)
	}
	w.Unchanged(func() { w.Replay().Is(200) }) // again
}

func TestARenamingIsRefused(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Path("folder", NoFolder)).Is(404, "There is no such folder.")
		w.Replay(Set("name", "\u00a0 ")).Is(400, "body.name")
		w.Replay(As(Sol)).Is(403)
		w.Replay(As(Val)).Is(403)
		w.Replay(As(Eve)).Is(404)
	})
}
