package main

import (
	"context"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// chore does one, as the stream would have it done at T0.
func chore(w *World, name, thing string) {
	w.T.Helper()
	o := change.Order{Door: change.Drive, At: Removed, Chore: name, Thing: thing, Home: string(BlueHarbor)}
	c := identity.Call{Route: "outbox-drive", At: T0, ID: "chore " + name}
	if err := (function{table: w.Table}).deliver(context.Background(), c, o); err != nil {
		w.T.Fatal(err)
	}
}

func memberOf(w *World, p Person) identity.Member {
	m := identity.Member{Organization: BlueHarbor, Person: p.ID}
	w.Read(&m)
	return m
}

func received(w *World, p Person, a Account) credential.Received {
	r := credential.Received{Credential: a.Credential, Organization: BlueHarbor, Person: p.ID}
	w.Read(&r)
	return r
}

func assignedTo(w *World, a Account, whom string) bool {
	r := access.Resource{Organization: BlueHarbor, ID: a.Resource}
	w.Read(&r)
	return slices.ContainsFunc(r.Assignments, func(x access.Assignment) bool { return x.For() == whom })
}

// rules F5, C12
func TestWhatAMembershipsEndHasEndedIsWrittenDown(t *testing.T) {
	w := New(t, "outbox-drive")
	g := identity.Group{Organization: BlueHarbor, ID: SocialTeam}
	w.Read(&g)
	g.Members = append(g.Members, Rex.ID)
	w.Keep(change.Change{Records: []change.Record{g}}, "Rex on the list")

	chore(w, identity.GoneChore, string(Rex.ID))
	if r := received(w, Rex, Router); r.Lost == nil || !r.Lost.Equal(Removed) {
		t.Errorf("Rex lost it at %v", r.Lost)
	}
	if assignedTo(w, Router, string(Rex.ID)) || !assignedTo(w, Router, string(Sal.ID)) || !assignedTo(w, Router, string(SocialTeam)) {
		t.Error("the wrong assignments of Router are left")
	}
	if w.Read(&g); slices.Contains(g.Members, Rex.ID) || !slices.Contains(g.Members, Bob.ID) {
		t.Errorf("the group lists %v", g.Members)
	}
	if e := w.Record(BlueHarbor)[0]; e.Detail != "Rex, no longer a member" || e.ThingName != Router.Name || e.Actor != "" {
		t.Errorf("on record: %+v", e)
	}
	w.Unchanged(func() { chore(w, identity.GoneChore, string(Rex.ID)) })
}

func TestWhoIsAMemberAgainKeepsWhatIsNewAndNothingOfBefore(t *testing.T) {
	w := New(t, "outbox-drive")
	m := memberOf(w, Rex)
	again := m
	again.Role, again.Since, again.Groups, again.Removed, again.EndedBy = identity.User, LastUse, []id.Group{SocialTeam}, nil, ""
	g := identity.Group{Organization: BlueHarbor, ID: SocialTeam}
	social := access.Resource{Organization: BlueHarbor, ID: Social.Resource}
	w.Read(&g, &social)
	g.Members = append(g.Members, Rex.ID)
	fresh := access.Assignment{ID: id.New[id.Assignment](T0, "fresh", 0), Member: Rex.ID, Name: "Rex", Credential: Social.Credential, Since: LastUse}
	social.Assignments = append(social.Assignments, fresh)
	w.Keep(change.Change{Records: []change.Record{
		again, g, social,
		access.Listed{Organization: BlueHarbor, For: string(Rex.ID), Resource: Social.Resource, Assignment: fresh.ID},
		credential.Received{Credential: Social.Credential, Organization: BlueHarbor, Person: Rex.ID, First: T0, Last: T0, Uses: 1},
		credential.Known{Credential: Social.Credential, Organization: BlueHarbor, Person: Rex.ID},
	}}, "Rex again")

	chore(w, identity.GoneChore, string(Rex.ID))
	if old, now := received(w, Rex, Router), received(w, Rex, Social); old.Lost == nil || now.Lost != nil {
		t.Errorf("lost: of before %v, of now %v", old.Lost, now.Lost)
	}
	if assignedTo(w, Router, string(Rex.ID)) || !assignedTo(w, Social, string(Rex.ID)) {
		t.Error("the wrong assignments are left")
	}
	if w.Read(&g); !slices.Contains(g.Members, Rex.ID) {
		t.Errorf("the group lists %v", g.Members)
	}
}

func TestAUseThatWasLetInAtTheLastInstantIsNotLostBeforeItHappened(t *testing.T) {
	w := New(t, "outbox-drive")
	r := received(w, Rex, Router)
	r.Last = Removed
	w.Keep(change.Change{Records: []change.Record{r}}, "late")
	chore(w, identity.GoneChore, string(Rex.ID))
	if r := received(w, Rex, Router); !r.Lost.After(r.Last) {
		t.Errorf("used at %v, lost at %v", r.Last, r.Lost)
	}
}

// many puts somebody, or a group, on n resources of their own.
func many(w *World, n int, a access.Assignment) {
	for first := 0; first < n; first += 40 {
		var c change.Change
		for i := first; i < min(n, first+40); i++ {
			a.ID, a.Since = id.New[id.Assignment](Removed, "many", i), Suspended
			r := access.Resource{
				Organization: BlueHarbor, ID: id.New[id.Resource](Removed, "many", i), Name: fmt.Sprint("Box ", i),
				Assignments: []access.Assignment{a},
			}
			c.Keep(r, access.Listed{Organization: BlueHarbor, For: a.For(), Resource: r.ID, Assignment: a.ID})
		}
		w.Keep(c, fmt.Sprint("many ", first))
	}
}

func left(w *World, audience string) int {
	n, err := w.Operator().ListedFor(context.Background(), BlueHarbor, audience)
	if err != nil {
		w.T.Fatal(err)
	}
	return n
}

func TestAChoreThatStoppedHalfWayGoesOnWhereItWas(t *testing.T) {
	w := New(t, "outbox-drive")
	many(w, 70, access.Assignment{Member: Rex.ID, Name: "Rex"})
	f := function{table: w.Table}
	ctx, stop := context.WithCancel(context.Background())
	w.Dynamo.After(stopAt(4, stop))
	o := change.Order{Door: change.Drive, At: Removed, Chore: identity.GoneChore, Thing: string(Rex.ID), Home: string(BlueHarbor)}
	c := identity.Call{Route: "outbox-drive", At: T0, ID: "half"}
	if err := f.deliver(ctx, c, o); err == nil {
		t.Fatal("it was not stopped")
	}
	half := left(w, string(Rex.ID))
	if half == 0 || half == 71 {
		t.Fatalf("%d are left", half)
	}
	if err := f.deliver(context.Background(), c, o); err != nil || left(w, string(Rex.ID)) != 0 {
		t.Errorf("%d are left, %v", left(w, string(Rex.ID)), err)
	}
}

func TestADeletedGroupGoesWithWhatItCarriedAndWhoIsInIt(t *testing.T) {
	w := New(t, "outbox-drive")
	many(w, 40, access.Assignment{Group: SocialTeam, Name: "Social team"})
	g := identity.Group{Organization: BlueHarbor, ID: SocialTeam}
	w.Unchanged(func() { chore(w, identity.UngroupChore, string(SocialTeam)) }) // it is not deleted
	w.Read(&g)
	g.Deleted = &Removed
	w.Keep(change.Change{Records: []change.Record{g}}, "deleted")
	chore(w, identity.UngroupChore, string(SocialTeam))
	gone := identity.Group{Organization: BlueHarbor, ID: SocialTeam}
	if w.Read(&gone); gone.Version != 0 || left(w, string(SocialTeam)) != 0 || len(memberOf(w, Bob).Groups) != 0 || assignedTo(w, Social, string(SocialTeam)) {
		t.Errorf("%+v; %d left; Bob is in %v", gone, left(w, string(SocialTeam)), memberOf(w, Bob).Groups)
	}
	w.Unchanged(func() { chore(w, identity.UngroupChore, string(SocialTeam)) })
}

func TestAnotherNameOfAGroupIsOnItsAssignments(t *testing.T) {
	w := New(t, "outbox-drive")
	g := identity.Group{Organization: BlueHarbor, ID: SocialTeam}
	w.Read(&g)
	g.Name = "Night shift"
	w.Keep(change.Change{Records: []change.Record{g}}, "renamed")
	chore(w, identity.RetitleChore, string(SocialTeam))
	r := access.Resource{Organization: BlueHarbor, ID: Router.Resource}
	if w.Read(&r); r.Assignments[0].Name != "Night shift" || r.Assignments[1].Name != "Sal" {
		t.Errorf("%+v", r.Assignments)
	}
	w.Unchanged(func() { chore(w, identity.RetitleChore, string(SocialTeam)) })
}

// stopAt stops after so many transactions are kept.
func stopAt(n int, stop func()) dynamo.Hook {
	var kept atomic.Int32
	return func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "TransactWriteItems" && int(kept.Add(1)) == n {
			stop()
		}
		return nil
	}
}

// rule J5
func TestADeletedGroupIsTakenOffTheResourcesItDecidedFor(t *testing.T) {
	w := New(t, "outbox-drive")
	g := identity.Group{Organization: NorthQuay, ID: OnCall}
	r := access.Resource{Organization: NorthQuay, ID: Switch.Resource}
	w.Read(&g, &r)
	g.Deleted = &T0
	r.Approvers = append(r.Approvers, "group_other")
	w.Keep(change.Change{Records: []change.Record{g, r}}, "On call is deleted")
	o := change.Order{Door: change.Drive, At: T0, Chore: identity.UngroupChore, Thing: string(OnCall), Home: string(NorthQuay)}
	c := identity.Call{Route: "outbox-drive", At: T0, ID: "no approvers"}
	for range 2 {
		if err := (function{table: w.Table}).deliver(t.Context(), c, o); err != nil {
			t.Fatal(err)
		}
	}
	if w.Read(&r); !slices.Equal(r.Approvers, []id.Group{"group_other"}) {
		t.Errorf("who decides: %v", r.Approvers)
	}
}
