package main

import (
	"slices"
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "delegation-list")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.list)
	return w
}

func TestTheOwnerSeesWhatTheyWereAskedForNewestFirst(t *testing.T) {
	w := told(t)
	got := Read[api.Delegations](w.Replay())
	var seen []string
	for _, d := range got.Items {
		seen = append(seen, d.Name+" "+d.State)
	}
	if want := []string{"Shop account pending", "Newsletter revoked", "Social account shared"}; !slices.Equal(seen, want) {
		t.Errorf("seen: %v", seen)
	}
}

func TestAPageEndsWhereTheNextBegins(t *testing.T) {
	w := told(t)
	first := Read[api.Delegations](w.Replay(Query("limit", "2")))
	rest := Read[api.Delegations](w.Replay(Query("limit", "2"), Query("after", first.Next)))
	if len(first.Items) != 2 || len(rest.Items) != 1 || rest.Items[0].ID != Social.Delegation || rest.Next != "" {
		t.Errorf("pages of %d and %d", len(first.Items), len(rest.Items))
	}
}

func TestAnotherOrganizationSeesNothingOfIt(t *testing.T) {
	w := told(t)
	got := Read[api.Delegations](w.Replay(As(Ann), Path("organization", BlueHarbor)))
	if len(got.Items) != 0 {
		t.Errorf("seen: %+v", got.Items)
	}
}
