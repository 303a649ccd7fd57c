package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "import-list")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.list)
	return w
}

func TestAdminsAndAuditorsSeeWhatWasImported(t *testing.T) { // rules C13, F4
	w := told(t)
	got := Read[api.Imports](w.Replay())
	if len(got.Items) != 1 || got.Items[0].ID != Brought || got.Items[0].Name != "passwords.csv" || got.Items[0].By != "Mo" || got.Items[0].Undone != nil {
		t.Errorf("answered %+v", got)
	}
	w.Replay(As(Mo)).Is(200)
	w.Replay(As(Lin)).Is(403)
	w.Replay(As(Eve)).Is(404)
	w.Replay(Query("after", "x")).Is(400, "query.after")
}
