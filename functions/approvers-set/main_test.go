package main

import (
	"slices"
	"testing"
	"time"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "approvers-set")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.set)
	return w
}

func TestTheGroupsThatMayDecideAreKeptAndOnRecord(t *testing.T) { // rule J5
	w := told(t)
	got := Read[api.Policies](w.Replay())
	r := access.Resource{Organization: BlueHarbor, ID: Router.Resource}
	if w.Read(&r); !slices.Equal(r.Approvers, []id.Group{SocialTeam}) || !slices.Equal(got.Approvers, r.Approvers) || len(got.Assignments) != 3 {
		t.Errorf("answered %+v; the Router has %v", got, r.Approvers)
	}
	if e := w.Record(BlueHarbor)[0]; e.Action != "resource.approvers" || e.ThingName != "Router" || e.Detail != "Social team" {
		t.Errorf("on record: %+v", e.Entry)
	}
	w.Unchanged(func() { w.Replay().Is(200) })
	w.Replay(Set("groups", []string{}), At(T0.Add(time.Second))).Is(200, `"approvers":[]`)
	if e := w.Record(BlueHarbor)[0]; e.Detail != "none" {
		t.Errorf("on record: %+v", e.Entry)
	}
}

func TestWhatIsNoGroupHereDecidesNothing(t *testing.T) {
	w := told(t)
	eleven := slices.Repeat([]string{string(SocialTeam)}, 11)
	w.Unchanged(func() {
		w.Replay(Set("groups", nil)).Is(400, "required property groups")
		w.Replay(Set("groups", []string{"group_x"})).Is(400, "body.groups")
		w.Replay(Set("groups", []string{string(Ann.ID)})).Is(400, "body.groups")
		w.Replay(Set("groups", []string{string(SocialTeam)[:len(SocialTeam)-1] + "0"})).Is(400, "body.groups", "not here")
		w.Replay(Set("groups", eleven[:2])).Is(400, "body.groups", "Social team twice")
		w.Replay(Set("groups", eleven)).Is(400, "body.groups")
		w.Replay(Path("resource", Router.Resource[:len(Router.Resource)-1]+"0")).Is(404, "There is no such resource.")
	})
	g := identity.Group{Organization: BlueHarbor, ID: SocialTeam}
	w.Read(&g)
	g.Deleted = &T0
	w.Keep(change.Change{Records: []change.Record{g}}, "no more team")
	w.Unchanged(func() { w.Replay().Is(400, "body.groups", "not here") })
}

func TestAGroupThatIsDeletedMeanwhileIsNoticed(t *testing.T) {
	w := told(t)
	g := identity.Group{Organization: BlueHarbor, ID: SocialTeam}
	defer w.Dynamo.Before(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "TransactWriteItems" {
			w.Read(&g)
			w.Keep(change.Change{Records: []change.Record{g}}, "the team moves")
		}
		return nil
	})()
	w.Replay().Is(409)
	r := access.Resource{Organization: BlueHarbor, ID: Router.Resource}
	if w.Read(&r); len(r.Approvers) != 0 {
		t.Errorf("the Router has %v", r.Approvers)
	}
}

func TestOnlyAnAdminSaysWhoDecides(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		for _, p := range []Person{Bob, Cyd} {
			w.Replay(As(p)).Is(403)
		}
		w.Replay(As(Eve)).Is(404, "organization")
		w.Replay(As(Eve), Path("organization", Elsewhere)).Is(404, "There is no such resource.")
		w.Replay(Nobody).Is(401)
	})
}
