package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/importing"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "import-see")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.see)
	return w
}

func TestItSaysHowFarAnImportIs(t *testing.T) { // rule C13
	w := told(t)
	got := Read[api.ImportProgress](w.Replay())
	if got.ID != Brought || got.Seen != 1 || got.Made != 1 || got.NextRow != 2 || len(got.Problems) != 0 {
		t.Errorf("answered %+v", got)
	}
	im := importing.Import{Organization: ElmStreet, ID: Brought}
	w.Read(&im)
	block := im.Blocks(201, 2)[0].Done([]importing.Judged{
		{Row: importing.Row{Number: 201}, Outcome: importing.Duplicate, ID: Lobby.ID}, {Row: importing.Row{Number: 202, Field: "name", Why: "is empty"}, Outcome: importing.Refused},
	})
	w.Keep(change.Change{Records: []change.Record{block}}, "another page")
	got = Read[api.ImportProgress](w.Replay())
	if got.Seen != 3 || got.Duplicates != 1 || got.Refused != 1 || got.NextRow != 2 || len(got.Problems) != 2 || got.Problems[0].Of != Lobby.ID || got.Problems[1].Field != "name" {
		t.Errorf("then %+v", got)
	}
}

func TestWhoIsNoAdminOrAuditorSeesNoImport(t *testing.T) {
	w := told(t)
	w.Replay(As(Lin)).Is(403)
	w.Replay(As(Eve)).Is(404)
	w.Replay(Path("import", id.New[id.Import](T0, "another", 0))).Is(404, "no such import")
}
