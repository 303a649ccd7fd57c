package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "group-list")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.list)
	return w
}

func TestGroupsAreListedWithTheirMembers(t *testing.T) {
	w := told(t)
	got := Read[api.Groups](w.Replay())
	if len(got.Items) != 1 || got.Items[0].ID != SocialTeam || len(got.Items[0].Members) != 1 || got.Items[0].Members[0] != Bob.ID || got.Next != "" {
		t.Errorf("listed: %+v", got)
	}
}

func TestACursorOfAnotherListIsRefused(t *testing.T) {
	w := told(t)
	w.Replay(Query("after", "UkVTT1VSQ0Ujeg")).Is(400, "query.after") // RESOURCE#z
}
