package main

import (
	"slices"
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "type-list")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.list)
	return w
}

func TestAnOrganizationOffersTheUsualTypesUntilItHasItsOwn(t *testing.T) { // rule C8
	w := told(t)
	if got := Read[api.Types](w.Replay()); !slices.Equal(got.Types, filing.Usual) || got.Own {
		t.Errorf("%+v", got)
	}
	w.Replay(As(Eve)).Is(404)
}
