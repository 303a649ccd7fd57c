package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "consent-list")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.list)
	return w
}

func TestOnesOwnToAnswerAndWhatOneAskedAreListedAndNobodyElses(t *testing.T) { // rule C6
	w := told(t)
	for _, tt := range []struct {
		who         Person
		n           int
		yours, mine bool
	}{{Pip, 1, true, false}, {Una, 1, false, true}, {Ugo, 0, false, false}, {Wyn, 0, false, false}} {
		got := Read[api.Consents](w.Replay(As(tt.who)))
		if len(got.Items) != tt.n || tt.n > 0 && (got.Items[0].ID != PipRequest || got.Items[0].Yours != tt.yours || got.Items[0].Mine != tt.mine) {
			t.Errorf("%s: %+v", tt.who.Name, got)
		}
	}
	w.Replay(As(Eve)).Is(404)
	w.Replay(Query("after", "x")).Is(400)
}
