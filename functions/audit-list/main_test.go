package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/identity"
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
	w.Replay(Query("form", "1")).Is(400, "query.form")
}

// listed is the lines of the record that are asked for.
func listed(w *World, edits ...Edit) []api.AuditEntry {
	w.T.Helper()
	return Read[api.AuditPage](w.Replay(append(edits, Query("limit", "100"))...)).Items
}

func TestTheRecordIsSearchedByPersonThingActAndTime(t *testing.T) {
	w := told(t)
	all := listed(w)
	for _, tt := range []struct {
		name  string
		edits []Edit
		meant func(api.AuditEntry) bool
	}{
		{"what Bob did", []Edit{Query("person", string(Bob.ID))}, func(e api.AuditEntry) bool { return e.Actor == Bob.ID }},
		{"what was done to Newsletter", []Edit{Query("thing", string(Newsletter.Resource))}, func(e api.AuditEntry) bool { return e.Thing == string(Newsletter.Resource) }},
		{"launches", []Edit{Query("action", "credential.launched")}, func(e api.AuditEntry) bool { return e.Action == "credential.launched" }},
		{"all about delegations", []Edit{Query("action", "delegation.")}, func(e api.AuditEntry) bool { return strings.HasPrefix(e.Action, "delegation.") }},
		{"what Ann asked of Newsletter", []Edit{Query("thing", string(Newsletter.Resource)), Query("action", "delegation.asked")}, func(e api.AuditEntry) bool {
			return e.Thing == string(Newsletter.Resource) && e.Action == "delegation.asked"
		}},
		{"from an instant on", []Edit{Query("from", "2026-03-02T08:00:00Z")}, func(e api.AuditEntry) bool { return !e.At.Before(LastUse) }},
		{"before it", []Edit{Query("to", "2026-03-02T09:00:00+01:00")}, func(e api.AuditEntry) bool { return e.At.Before(LastUse) }},
		{"February", []Edit{Query("from", "2026-02-01T00:00:00Z"), Query("to", "2026-03-01T00:00:00Z")}, func(e api.AuditEntry) bool { return e.At.Month() == 2 }},
		{"Bob's in February", []Edit{Query("person", string(Bob.ID)), Query("from", "2026-02-01T00:00:00Z"), Query("to", "2026-03-01T00:00:00Z")}, func(e api.AuditEntry) bool {
			return e.Actor == Bob.ID && e.At.Month() == 2
		}},
	} {
		var want []api.AuditEntry
		for _, e := range all {
			if tt.meant(e) {
				want = append(want, e)
			}
		}
		if got := listed(w, tt.edits...); !slices.Equal(got, want) || len(want) == 0 || len(want) == len(all) {
			t.Errorf("%s: %d lines of %d", tt.name, len(got), len(want))
		}
	}
}

// Both sides of a share find it, by what was done and by the credential.
func TestWhatIsSharedIsFoundOnBothRecords(t *testing.T) { // rules A1, A2
	w := told(t)
	for name, side := range map[string][]Edit{
		"Halyard": {As(Hal), Path("organization", Halyard)},
		"Orchard": {As(Orla), Path("organization", Orchard)},
	} {
		if got := listed(w, append(side, Query("action", "share.created"))...); len(got) != 3 || got[1].ThingName != Scales.Name || got[1].ActorName != "Orla" || got[2].ThingName != Press.Name || got[2].ActorName != "Hal" {
			t.Errorf("%s: %+v", name, got)
		}
		if got := listed(w, append(side, Query("action", "share.disabled"))...); len(got) != 1 || got[0].ThingName != Bins.Name || got[0].ActorName != "Hal" {
			t.Errorf("%s: %+v", name, got)
		}
		if got := listed(w, append(side, Query("thing", string(Press.ID)))...); !slices.ContainsFunc(got, func(e api.AuditEntry) bool { return e.Action == "share.created" }) {
			t.Errorf("%s, by the credential: %+v", name, got)
		}
	}
}

func TestASearchThatFindsNothingIsEmptyAndABadOneIsRefusedByField(t *testing.T) {
	w := told(t)
	for _, edits := range [][]Edit{
		{Query("person", string(Eve.ID))},
		{Query("thing", "no such thing")},
		{Query("action", "credential.eaten")},
		{Query("action", "nothing.")},
		{Query("from", "2027-01-01T00:00:00Z")},
		{Query("to", "2020-01-01T00:00:00Z")},
		{Query("to", "1970-01-01T00:00:00Z")},
		{Query("from", "9999-12-31T23:59:59Z")},
	} {
		if a := w.Replay(edits...).Is(200, `"items":[]`); strings.Contains(a.Body, "next") {
			t.Errorf("there is nothing, and it goes on: %s", a.Body)
		}
	}
	for _, tt := range []struct {
		field string
		edits []Edit
	}{
		{"query.thing", []Edit{Query("person", string(Bob.ID)), Query("thing", "x")}},
		{"query.person", []Edit{Query("person", "Bob")}},
		{"query.person", []Edit{Query("person", string(BlueHarbor))}},
		{"query.thing", []Edit{Query("thing", "")}},
		{"query.thing", []Edit{Query("thing", strings.Repeat("x", 61))}},
		{"query.action", []Edit{Query("action", "")}},
		{"query.action", []Edit{Query("action", "*")}},
		{"query.action", []Edit{Query("action", "credential")}},
		{"query.action", []Edit{Query("action", "Credential.Launched")}},
		{"query.from", []Edit{Query("from", "")}},
		{"query.from", []Edit{Query("from", "yesterday")}},
		{"query.to", []Edit{Query("to", "2026-13-01T00:00:00Z")}},
		{"query.to", []Edit{Query("from", "2026-03-01T00:00:00Z"), Query("to", "2026-02-01T00:00:00Z")}},
	} {
		w.Replay(tt.edits...).Is(400, tt.field)
	}
}

func TestACursorOfAnotherSearchShowsNothingThatIsNotAskedFor(t *testing.T) {
	w := told(t)
	whole := Read[api.AuditPage](w.Replay(Query("limit", "2"))).Next
	for _, e := range Read[api.AuditPage](w.Replay(Query("person", string(Bob.ID)), Query("after", whole))).Items {
		if e.Actor != Bob.ID {
			t.Errorf("%+v", e)
		}
	}
	w.Replay(Query("to", "2026-02-20T00:00:00Z"), Query("after", whole)).Is(400, "query.after")
	w.Replay(Query("from", "2026-03-02T08:59:30Z"), Query("after", whole)).Is(200, `"items":[]`)
}

func TestATermHidesWhatIsOlderAndALongerOneShowsItAgain(t *testing.T) { // rule A3
	w := told(t)
	w.OnRecord(2, func(n int) time.Time { return T0.AddDate(-6, 0, 0).Add(-time.Duration(n) * time.Millisecond) }, func(int) audit.Entry {
		return audit.Entry{Organization: BlueHarbor, Action: audit.ResourceCreated, Actor: Ann.ID, Thing: "res_old"}
	})
	for _, tt := range []struct{ years, want int }{{0, 2}, {5, 0}, {6, 1}, {7, 2}, {1, 0}, {10, 2}} {
		home := identity.Organization{ID: BlueHarbor}
		w.Read(&home)
		home.AuditYears = tt.years
		w.Keep(change.Change{Records: []change.Record{home}}, fmt.Sprint(tt.years))
		if got := listed(w, Query("thing", "res_old")); len(got) != tt.want {
			t.Errorf("%d years: %d lines of %d", tt.years, len(got), tt.want)
		}
	}
}
