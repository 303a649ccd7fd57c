package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

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
	w := New(t, "request-see")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.see)
	return w
}

// rules J6, J7, A3
func TestARequestHasAPageWithItsEndAndItsTimeline(t *testing.T) {
	w := told(t)
	got := Read[api.RequestDetail](w.Replay())
	if !got.Open || got.Note != "Until noon is fine." || len(got.Approvals) != 1 || got.Approvals[0].Name != "Ira" || len(got.Deciders) != 0 || got.MayDecide {
		t.Errorf("%+v", got)
	}
	var acts []string
	for _, e := range got.Timeline {
		acts = append(acts, e.Action+" by "+e.ActorName)
		if e.From != "" {
			t.Errorf("a member is shown from where: %+v", e)
		}
	}
	if !slices.Equal(acts, []string{"access.requested by Jon", "access.opened by Ira"}) {
		t.Errorf("the timeline: %v", acts)
	}
	if got := Read[api.RequestDetail](w.Replay(As(Ira))); got.Timeline[0].From == "" {
		t.Error("an admin is not shown from where")
	}
}

// rule J6
func TestWhoMayDecideIsNamedWhileItWaits(t *testing.T) {
	w := told(t)
	got := Read[api.RequestDetail](w.Replay(Path("request", PendingRequest)))
	if !slices.Equal(got.Deciders, []string{"Ira", "Kay", "Lou"}) || got.MayDecide {
		t.Errorf("%v, %v", got.Deciders, got.MayDecide)
	}
	if got := Read[api.RequestDetail](w.Replay(As(Lou), Path("request", PendingRequest))); !got.MayDecide {
		t.Error("Lou may decide it")
	}
	if got := Read[api.RequestDetail](w.Replay(As(Kay), Path("request", GlassRequest))); !got.MayDecide || !slices.Equal(got.Deciders, []string{"Ira", "Kay"}) {
		t.Errorf("its review: %+v", got)
	}
	w.Needing(PendingRequest, 2)
	w.Does(Lou, T0, PendingRequest, func(by identity.Caller, f access.Deciding) (access.Request, change.Change, error) {
		return access.Approve(by, f, 0, "")
	})
	if got := Read[api.RequestDetail](w.Replay(As(Lou), Path("request", PendingRequest))); got.MayDecide || len(got.Approvals) != 1 {
		t.Errorf("who approved it: %+v", got)
	}
}

// rules J6, F4
func TestARequestIsSeenByWhoAskedWhoMayDecideAdminsAndAuditors(t *testing.T) {
	w := told(t)
	for _, p := range []Person{Jon, Ira, Kay} {
		w.Replay(As(p)).Is(200)
	}
	w.Unchanged(func() {
		w.Replay(As(Moe)).Is(404, "There is no such request.")
		w.Replay(As(Lou)).Is(404, "There is no such request.") // decides for Switch only
		w.Replay(As(Eve)).Is(404, "organization")
		w.Replay(As(Eve), Path("organization", Elsewhere)).Is(404, "There is no such request.")
		w.Replay(Path("request", id.New[id.Request](T0, "nothing", 0))).Is(404, "There is no such request.")
		w.Replay(Path("request", id.Request("req_x"))).Is(400, "path.request")
	})
	w.Becomes(Moe, func(m *identity.Member) { m.Role = identity.Auditor })
	if got := Read[api.RequestDetail](w.Replay(As(Moe))); got.MayDecide || got.Timeline[0].From == "" {
		t.Errorf("an auditor sees %+v", got)
	}
}

func TestOfManyDecidersFiftyAreNamed(t *testing.T) {
	w := told(t)
	g := identity.Group{Organization: NorthQuay, ID: OnCall}
	w.Read(&g)
	var c change.Change
	for i := range 90 {
		m := identity.Member{
			Organization: NorthQuay, Person: id.New[id.Person](T0, fmt.Sprint("on call ", i), 0), Name: fmt.Sprintf("Name %02d", i), Role: identity.User, Groups: []id.Group{OnCall},
		}
		g.Members = append(g.Members, m.Person)
		c.Keep(m)
	}
	c.Keep(g)
	w.Keep(c, "many are on call")
	got := Read[api.RequestDetail](w.Replay(Path("request", PendingRequest)))
	if len(got.Deciders) != 50 || slices.ContainsFunc(got.Deciders, func(n string) bool { return strings.HasPrefix(n, "Jon") }) {
		t.Errorf("%d are named: %v", len(got.Deciders), got.Deciders)
	}
}
