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
	w := New(t, "client-create")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.create)
	return w
}

func TestAClientIsMadeWithAFolderForThoseWhoWorkForThem(t *testing.T) { // rule S7
	w := told(t)
	got := Read[api.Client](w.Replay())
	cl, f := filing.Client{Organization: Ridge, ID: got.ID}, filing.Folder{Organization: Ridge, ID: got.Folder}
	if w.Read(&cl, &f); got.Name != "Fabrikam" || cl.Folder != f.ID || f.Client != cl.ID || f.Name != "Fabrikam" || len(f.Groups) != 1 || f.Groups[0] != Network {
		t.Errorf("%+v, %+v", cl, f)
	}
	var made, filed bool
	for _, e := range w.Record(Ridge)[:2] {
		made, filed = made || e.Action == audit.ClientCreated, filed || e.Action == audit.FolderCreated
	}
	if !made || !filed {
		t.Error("it is not on record")
	}
}

func TestAClientIsRefusedByField(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Set("name", "  ")).Is(400, "body.name")
		w.Replay(Set("groups", []string{string(Network), string(Network)})).Is(400, "body.groups", "twice")
		w.Replay(As(Sol)).Is(403)
		w.Replay(As(Eve)).Is(404)
	})
}
