package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "client-rename")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.rename)
	return w
}

func TestAClientAndTheirFolderHaveOneName(t *testing.T) {
	w := told(t)
	if got := Read[api.Client](w.Replay()); got.Name != "Contoso Ltd" {
		t.Errorf("answered %+v", got)
	}
	f := filing.Folder{Organization: Ridge, ID: ContosoFolder}
	if w.Read(&f); f.Name != "Contoso Ltd" {
		t.Errorf("its folder is %q", f.Name)
	}
}

func TestAClientsRenamingIsRefused(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Path("client", "client_01KG9MFMM0N0S9D28GRDXJFKD1")).Is(404, "There is no such client.")
		w.Replay(Set("name", "")).Is(400, "body.name")
		w.Replay(As(Sol)).Is(403)
		w.Replay(As(Val)).Is(403)
		w.Replay(As(Eve)).Is(404)
	})
}
