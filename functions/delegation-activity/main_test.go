package main

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "delegation-activity")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.activity)
	return w
}

func TestTheOwnerSeesWhoUsedItAndWhoPeopleIt(t *testing.T) {
	w := told(t)
	got := Read[api.Activity](w.Replay())
	if len(got.Items) != 3 || got.Items[0].Action != "credential.launched" || !got.Items[0].At.Equal(LastUse) ||
		got.Items[0].ActorName != "Bob" || got.Items[0].ActorOrganization != "Blue Harbor IT" || got.Items[0].Actor != "" {
		t.Errorf("what happened: %+v", got.Items)
	}
	if len(got.People) != 1 || got.People[0].Name != "Bob" || got.People[0].Organization != "Blue Harbor IT" || got.People[0].Lost != nil {
		t.Errorf("who may know: %+v", got.People)
	}
}

func TestItIsReadPageByPage(t *testing.T) {
	w := told(t)
	first := Read[api.Activity](w.Replay(Query("limit", "2")))
	rest := Read[api.Activity](w.Replay(Query("limit", "2"), Query("after", first.Next)))
	if len(first.Items) != 2 || len(rest.Items) != 1 || rest.Next != "" || len(rest.People) != 0 {
		t.Errorf("pages of %d and %d, then %q", len(first.Items), len(rest.Items), rest.Next)
	}
}

func TestWhoLostTheWayToItMayStillKnowIt(t *testing.T) {
	w := told(t)
	got := Read[api.Activity](w.Replay(Path("delegation", Newsletter.Delegation)))
	if len(got.People) != 1 || got.People[0].Name != "Bob" {
		t.Errorf("who may know: %+v", got.People)
	}
	w.Replay(Path("delegation", Bakery.Delegation)).Is(404)
}

func TestPeopleAreSeenByNameWithTheirUsesAndFoundByIt(t *testing.T) { // rules D6, A2
	w := told(t)
	first, last := LastUse.Add(-2*time.Hour), LastUse.Add(-time.Hour)
	dan := credential.Received{
		Credential: Social.Credential, Organization: BlueHarbor, OrganizationName: "Blue Harbor IT", Person: Dan.ID, Name: "Dan",
		Number: 0, Uses: 7, First: first, Last: last,
	}
	w.Keep(change.Change{Records: []change.Record{dan}}, "Dan, of an earlier version")
	all := Read[api.Activity](w.Replay())
	if len(all.People) != 2 {
		t.Fatalf("%+v", all.People)
	}
	a := w.Replay(Query("person", "dan"))
	got := Read[api.Activity](a)
	if len(got.People) != 1 || len(got.Items) != 0 {
		t.Fatalf("%+v", got)
	}
	if p := got.People[0]; p.Name != "Dan" || p.Uses != 7 || !p.First.Equal(first) || !p.Last.Equal(last) || p.MayKnow {
		t.Errorf("%+v", p)
	}
	a.Never(string(Dan.ID), Dan.Email, "192.0.2.")
	bob := Read[api.Activity](w.Replay(Query("person", "Bob")))
	if len(bob.People) != 1 || len(bob.Items) != 1 || bob.Items[0].ActorName != "Bob" {
		t.Fatalf("%+v", bob)
	}
	if p := bob.People[0]; p.Uses != 1 || !p.First.Equal(LastUse) || !p.Last.Equal(LastUse) || !p.MayKnow {
		t.Errorf("%+v", p)
	}
	if none := Read[api.Activity](w.Replay(Query("person", "Nobody"))); len(none.People)+len(none.Items) != 0 {
		t.Errorf("%+v", none)
	}
}
