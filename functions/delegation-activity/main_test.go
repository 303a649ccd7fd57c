package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/api"
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
