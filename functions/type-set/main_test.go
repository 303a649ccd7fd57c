package main

import (
	"slices"
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "type-set")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.set)
	return w
}

func TestAnOrganizationsOwnTypesAreKeptInTheirOrder(t *testing.T) { // rule C8
	w := told(t)
	if got := Read[api.Types](w.Replay()); !slices.Equal(got.Types, []string{"Router", "Switch", "Domain administrator"}) || !got.Own {
		t.Errorf("%+v", got)
	}
	if e := w.Record(Ridge)[0]; e.Action != audit.TypesChanged || e.Detail != "Router, Switch, Domain administrator" {
		t.Errorf("on record: %+v", e.Entry)
	}
	w.Unchanged(func() { w.Replay().Is(200) }) // again
}

func TestTypesAreRefusedByField(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Set("types", []string{})).Is(400, "body.types")
		w.Replay(Set("types", []string{"Router", " router "})).Is(400, "body.types", "twice")
		w.Replay(Set("types", []string{"Router", " "})).Is(400, "body.types")
		w.Replay(As(Sol)).Is(403)
		w.Replay(As(Val)).Is(403)
		w.Replay(As(Eve)).Is(404)
	})
}
