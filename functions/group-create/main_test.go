package main

import (
	"slices"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "group-create")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.create)
	return w
}

func TestAGroupsMembersCarryItInTheirMembership(t *testing.T) {
	w := told(t)
	got := Read[api.Group](w.Replay())
	m := identity.Member{Organization: BlueHarbor, Person: Bob.ID}
	if w.Read(&m); !slices.Contains(m.Groups, got.ID) || !slices.Contains(m.Groups, SocialTeam) {
		t.Errorf("Bob is in %v", m.Groups)
	}
}

func TestAnAdminIsInAGroupLikeAnyMember(t *testing.T) {
	w := told(t)
	got := Read[api.Group](w.Replay(Set("members", []string{string(Ann.ID), string(Bob.ID)})))
	m := identity.Member{Organization: BlueHarbor, Person: Ann.ID}
	if w.Read(&m); len(got.Members) != 2 || !slices.Contains(m.Groups, got.ID) {
		t.Errorf("Ann is in %v", m.Groups)
	}
	if e := w.Record(BlueHarbor)[0]; e.Action != audit.GroupCreated || e.Detail != "with Ann, Bob" { // rule A1
		t.Errorf("on record: %+v", e)
	}
	w.Replay(Set("members", []string{}), Set("name", "Empty"), At(T0.Add(time.Second))).Is(201)
	if e := w.Record(BlueHarbor)[0]; e.Detail != "" {
		t.Errorf("on record of an empty one: %+v", e)
	}
}

func TestOnlyMembersAreInAGroupAndEachOnce(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Set("members", []string{string(Eve.ID)})).Is(400, "no member here")
		w.Replay(Set("members", []string{string(Bob.ID), string(Bob.ID)})).Is(400, "twice")
		w.Replay(Set("members", []string{"Bob"})).Is(400, "body.members")
		w.Replay(Set("name", nil)).Is(400, "name")
		w.Replay(As(Olga), Path("organization", OlgaHome)).Is(403, "personal account")
	})
}

func TestNobodyIsInMoreGroupsThanAMembershipCarries(t *testing.T) {
	w := told(t)
	for range identity.MaxGroups - 1 { // and Social team
		w.Replay().Is(201)
	}
	w.Unchanged(func() { w.Replay().Is(400, "Bob is in 50 groups") })
}
