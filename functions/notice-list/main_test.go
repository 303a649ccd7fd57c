package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "notice-list")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.list)
	return w
}

func TestNoticesAreOnesOwn(t *testing.T) {
	w := told(t)
	got := Read[api.Notices](w.Replay())
	if len(got.Items) != 1 || got.Unseen != 1 || got.Items[0].ID != AnnNotice || got.Items[0].Text != "Olga shared access to Social account." {
		t.Errorf("Ann is told %+v", got)
	}
	if got := Read[api.Notices](w.Replay(As(Dan))); len(got.Items) != 0 {
		t.Errorf("Dan is told %+v", got)
	}
}
