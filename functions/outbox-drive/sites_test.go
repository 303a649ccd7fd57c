package main

import (
	"context"
	"slices"
	"testing"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestAProvidersListFollowsToTheSitesItIsForcedOn(t *testing.T) { // rule C8
	w := New(t, "outbox-drive")
	own := filing.Types{Organization: Ridge, Names: []string{"Mast"}, Limits: map[string]int{"Mast": 9}}
	there := func(o id.Organization) filing.Types {
		return filing.Types{Organization: o, Forced: &filing.Forced{By: Ridge, Name: "Ridge IT", Names: []string{"Old"}}}
	}
	free := filing.Types{Organization: FabrikamSite, Names: []string{"Door"}}
	w.Keep(change.Change{Records: []change.Record{own, there(ContosoSite), there(NorthwindSite), free}}, "lists")
	o := change.Order{Door: change.Drive, At: T0, Chore: filing.ForcedChore, Thing: string(Ridge), Home: string(Ridge)}
	run := func() {
		if err := (function{table: w.Table}).deliver(context.Background(), identity.Call{Route: "outbox-drive", At: T0, ID: "chore"}, o); err != nil {
			t.Fatal(err)
		}
	}
	run()
	for _, site := range []id.Organization{ContosoSite, NorthwindSite} {
		got := filing.Types{Organization: site}
		if w.Read(&got); !slices.Equal(got.Offered(), []string{"Mast"}) || got.Limit("Mast") != 9 {
			t.Errorf("%+v", got)
		}
		if e := w.Record(site)[0]; e.Action != audit.SiteTypes || e.Actor != "" || e.Detail != "the list of Ridge IT, which changed: Mast" {
			t.Errorf("on record %+v", e.Entry)
		}
	}
	if w.Read(&free); free.Forced != nil || free.Offered()[0] != "Door" {
		t.Errorf("%+v", free)
	}
	w.Unchanged(run)
}
