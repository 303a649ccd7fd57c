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
	w := New(t, "audit-list")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.list)
	return w
}

func TestTheRecordIsReadNewestFirstPageByPage(t *testing.T) {
	w := told(t)
	all := Read[api.AuditPage](w.Replay(Query("limit", "100"))).Items
	if len(all) < 10 || all[0].Action != "member.invited" {
		t.Fatalf("%d entries, the newest %+v", len(all), all[0])
	}
	var paged []api.AuditEntry
	for after := ""; ; {
		edits := []Edit{Query("limit", "4")}
		if after != "" {
			edits = append(edits, Query("after", after))
		}
		p := Read[api.AuditPage](w.Replay(edits...))
		paged = append(paged, p.Items...)
		if after = p.Next; after == "" {
			break
		}
	}
	if !slices.Equal(paged, all) {
		t.Errorf("%d entries in pages, %d at once", len(paged), len(all))
	}
}

func TestWhatTheOtherSideDidIsShownByNameAndOrganizationOnly(t *testing.T) {
	w := told(t)
	for _, e := range Read[api.AuditPage](w.Replay(Query("limit", "100"))).Items {
		if e.Action == "delegation.shared" && (e.Actor != "" || e.From != "" || e.ActorName != "Olga" || e.ActorOrganization != "Olga") {
			t.Errorf("%+v", e)
		}
	}
}

func TestAForgedNextIsRefusedByName(t *testing.T) {
	w := told(t)
	w.Replay(Query("after", "bm8")).Is(400, "query.after")
	w.Replay(Query("limit", "1000")).Is(400, "query.limit")
	w.Replay(Query("from", "1")).Is(400, "query.from")
}
