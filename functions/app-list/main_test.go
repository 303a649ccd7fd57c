package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func TestWhoeverIsSignedInSeesTheCatalogue(t *testing.T) {
	w := New(t, "app-list")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.list)
	got := Read[api.Apps](w.Replay())
	if len(got.Items) < 40 || got.Items[0].Name == "" || got.Items[0].Address == "" || got.Items[0].Icon == "" {
		t.Errorf("%+v", got.Items)
	}
	w.Replay(As(Olga)).Is(200, "https://www.facebook.com/login")
	w.Replay(Nobody).Is(401)
}
