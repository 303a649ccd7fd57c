package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "resource-unassign")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.unassign)
	return w
}

func TestWhoIsTakenOffAResourceHasItOnNoList(t *testing.T) {
	w := told(t)
	w.Replay().Is(204)
	l := access.Listed{Organization: BlueHarbor, For: string(SocialTeam), Resource: Social.Resource, Assignment: Social.Assignment}
	r := access.Resource{Organization: BlueHarbor, ID: Social.Resource}
	if w.Read(&l, &r); l.Version != 0 || len(r.Assignments) != 0 {
		t.Errorf("listed %+v, assigned %+v", l, r.Assignments)
	}
	w.Unchanged(func() { w.Replay().Is(404) })
}

func TestAnAssignmentIsOfItsResource(t *testing.T) {
	w := told(t)
	w.Unchanged(func() { w.Replay(Path("assignment", Router.Assignment)).Is(404) })
}
