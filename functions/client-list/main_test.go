package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "client-list")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.list)
	return w
}

func TestAMemberSeesTheClientsTheyWorkFor(t *testing.T) { // rule S7
	w := told(t)
	for by, want := range map[Person]int{Rhea: 3, Val: 3, Sol: 3, Tam: 2} {
		got := Read[api.Clients](w.Replay(As(by)))
		if len(got.Items) != want || want == 3 && (got.Items[0].Name != "Contoso" || got.Items[0].Folder != ContosoFolder) {
			t.Errorf("%s sees %+v", by.Name, got)
		}
	}
	w.Replay(As(Eve)).Is(404)
}
