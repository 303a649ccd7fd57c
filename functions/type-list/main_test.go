package main

import (
	"slices"
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
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

func TestAListThatAProviderForcesIsOfferedInstead(t *testing.T) { // rule C8
	w := told(t)
	forced := &filing.Forced{By: Ridge, Name: "Ridge IT", Names: []string{"Mast"}, Limits: map[string]int{"Mast": 9}}
	w.Keep(change.Change{Records: []change.Record{filing.Types{Organization: ContosoSite, Names: []string{"Door"}, Forced: forced}}}, "forced")
	got := Read[api.Types](w.Replay(As(Cem), Path("organization", ContosoSite)))
	if !slices.Equal(got.Types, forced.Names) || got.Own || got.Provider != "Ridge IT" || len(got.Limits) != 1 {
		t.Errorf("%+v", got)
	}
	if got := Read[api.Types](w.Replay(As(Noah), Path("organization", NorthwindSite))); !slices.Equal(got.Types, filing.Usual) || got.Provider != "" {
		t.Errorf("%+v", got)
	}
}
