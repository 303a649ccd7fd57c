package main

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "organization-see")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.see)
	return w
}

func TestEveryMemberSeesTheOrganization(t *testing.T) {
	w := told(t)
	home := identity.Organization{ID: BlueHarbor}
	w.Read(&home)
	want := api.Organization{ID: BlueHarbor, Name: "Blue Harbor IT", Kind: "provider", Since: home.Since, AuditYears: 7, Admins: 2}
	for _, p := range []Person{Ann, Bob, Cyd} {
		want.MayShare = p == Ann // an admin, and whom one lets (rule H1)
		if got := Read[api.Organization](w.Replay(As(p))); got != want {
			t.Errorf("%s sees %+v", p.Name, got)
		}
	}
	if got := Read[api.Organization](w.Replay(As(Olga), Path("organization", OlgaHome))); got.Kind != "personal" || got.Admins != 1 {
		t.Errorf("Olga sees %+v", got)
	}
	w.Replay(As(Eve)).Is(404, "There is no such organization.").Never("Blue Harbor")
	w.Replay(Nobody).Is(401)
	w.Unchanged(func() { w.Replay() })
}

func TestWhyItWaitsIsForAllAndWhyItMayNotAskForAdmins(t *testing.T) { // rule D9
	w := told(t)
	home := identity.Organization{ID: BlueHarbor}
	asks := delegation.Asks{Organization: BlueHarbor}
	w.Read(&home, &asks)
	since := T0.Add(-time.Hour)
	home.Held, asks.Paused = "Its name is that of a well-known service.", &since
	w.Keep(change.Change{Records: []change.Record{home, asks}}, "held and paused")
	admin, user := Read[api.Organization](w.Replay(As(Ann))), Read[api.Organization](w.Replay(As(Bob)))
	if admin.Held == "" || admin.Paused == nil || !admin.Paused.Equal(since) || user.Held != admin.Held || user.Paused != nil {
		t.Errorf("an admin sees %+v, a user %+v", admin, user)
	}
}

func TestAMemberWhomAnAdminLetsShareIsTold(t *testing.T) { // rule H1
	w := told(t)
	bob := identity.Member{Organization: BlueHarbor, Person: Bob.ID}
	w.Read(&bob)
	bob.Shares = true
	w.Keep(change.Change{Records: []change.Record{bob}}, "Bob may share")
	if got := Read[api.Organization](w.Replay(As(Bob))); !got.MayShare {
		t.Errorf("Bob sees %+v", got)
	}
	if got := Read[api.Organization](w.Replay(As(Olga), Path("organization", OlgaHome))); got.MayShare {
		t.Errorf("a personal account shares nothing: %+v", got)
	}
}
