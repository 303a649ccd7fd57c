package table_test

import (
	"context"
	"encoding/base64"
	"flag"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/table"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

var ctx = context.Background()

func forged(sk string) table.Page {
	return table.Page{Limit: 10, After: base64.RawURLEncoding.EncodeToString([]byte(sk))}
}

func TestAForgedCursorShowsNothingThatIsNotOnTheList(t *testing.T) {
	w := New(t, "")
	for name, list := range map[string]func(table.Page) (int, error){
		"groups": func(p table.Page) (int, error) { l, _, err := w.Table.GroupsOf(ctx, BlueHarbor, p); return len(l), err },
		"resources": func(p table.Page) (int, error) {
			l, _, err := w.Table.ResourcesOf(ctx, BlueHarbor, p)
			return len(l), err
		},
		"delegations": func(p table.Page) (int, error) {
			l, _, err := w.Table.DelegationsOf(ctx, OlgaHome, p)
			return len(l), err
		},
		"mine": func(p table.Page) (int, error) {
			l, _, err := w.Table.ResourcesFor(ctx, BlueHarbor, []string{string(SocialTeam)}, p)
			return len(l), err
		},
	} {
		for _, p := range []table.Page{forged("MEMBER#person_1"), {Limit: 10, After: "?"}} {
			if n, err := list(p); fault.Of(err) != fault.Invalid || n != 0 {
				t.Errorf("%s after %q: %d, %v", name, p.After, n, err)
			}
		}
	}
	for name, list := range map[string]func(table.Page) error{
		"record": func(p table.Page) error { _, _, err := w.Table.RecordOf(ctx, BlueHarbor, T0, p); return err },
		"entries": func(p table.Page) error {
			_, _, err := w.Table.EntriesOf(ctx, OlgaHome, string(Social.Delegation), p)
			return err
		},
	} {
		for _, sk := range []string{"x", "2026-13-01T00:00:00.000Z#entry_1", "#"} {
			if err := list(forged(sk)); fault.Of(err) != fault.Invalid {
				t.Errorf("%s after %q: %v", name, sk, err)
			}
		}
	}
}

// TestAMembersListIsEverythingOnTheirListsOnceAndInOrder holds the merged pages
// of several audiences against a set.
func TestAMembersListIsEverythingOnTheirListsOnceAndInOrder(t *testing.T) {
	if f := flag.Lookup("rapid.checks"); f.Value.String() == f.DefValue {
		_ = f.Value.Set("5") // each writes some hundred rows
	}
	w := Empty(t)
	pool := make([]id.Resource, 260) // more than one query of a list reads
	var all []change.Record
	for i := range pool {
		pool[i] = id.New[id.Resource](T0.Add(time.Duration(i%7)*time.Minute), fmt.Sprint("pool ", i), 0)
		all = append(all, access.Resource{Organization: BlueHarbor, ID: pool[i], Name: "One of many", Since: T0})
	}
	keepAll(w, all)
	round := 0
	rapid.Check(t, func(t *rapid.T) {
		round++
		var audiences []string
		var rows []change.Record
		want := map[id.Resource]bool{}
		for n := range rapid.IntRange(0, 4).Draw(t, "audiences") {
			audience := fmt.Sprintf("group_%d_%d", round, n)
			audiences = append(audiences, audience)
			from := rapid.IntRange(0, len(pool)-1).Draw(t, "from")
			step := rapid.IntRange(2, 6).Draw(t, "step")
			for i := from; i < len(pool); i += step {
				want[pool[i]] = true
				for k := range 1 + i%2 { // some are there by two assignments
					rows = append(rows, access.Listed{
						Organization: BlueHarbor, For: audience, Resource: pool[i], Assignment: id.New[id.Assignment](T0, fmt.Sprint(round, n, i, k), 0),
					})
				}
			}
		}
		keepAll(w, rows)
		limit := rapid.IntRange(1, 100).Draw(t, "limit")
		got := walk(t, w, audiences, limit)
		if !slices.IsSorted(got) || len(slices.Compact(slices.Clone(got))) != len(got) || len(got) != len(want) {
			t.Fatalf("%d listed of %d, by pages of %d", len(got), len(want), limit)
		}
		for _, r := range got {
			if !want[r] {
				t.Fatalf("%s is on none of the lists", r)
			}
		}
	})
}

func walk(t *rapid.T, w *World, audiences []string, limit int) (got []id.Resource) {
	for p := (table.Page{Limit: limit}); ; {
		some, next, err := w.Table.ResourcesFor(ctx, BlueHarbor, audiences, p)
		if err != nil || len(some) > limit {
			t.Fatalf("a page of %d: %v", len(some), err)
		}
		for _, r := range some {
			got = append(got, r.ID)
		}
		if next == "" {
			return got
		}
		p.After = next
	}
}

// keepAll keeps more than one transaction takes.
func keepAll(w *World, all []change.Record) {
	n := 0
	for some := range slices.Chunk(all, 100) {
		n++
		w.Keep(change.Change{Records: some}, fmt.Sprintf("%v %d", all[0], n))
	}
}

// entriesAt keeps one entry for each instant, of an organization made at made.
func entriesAt(w *World, made time.Time, all ...time.Time) id.Organization {
	o := id.New[id.Organization](made, "old", 0)
	for i, at := range all {
		e := audit.Entry{Organization: o, At: at, Action: audit.ResourceCreated, Thing: "res_1"}
		c := identity.Call{At: at, ID: fmt.Sprint("entry ", i)}
		if err := w.Operator().Save(ctx, c, change.Change{Entries: []audit.Entry{e}}, nil); err != nil {
			w.T.Fatal(err)
		}
	}
	return o
}

func TestTheRecordIsReadAcrossMonthsAndAnEmptyYear(t *testing.T) {
	w := Empty(t)
	turn := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	when := []time.Time{
		turn.Add(time.Hour), turn, turn.Add(-time.Millisecond), turn.Add(-20 * 24 * time.Hour), // then an empty year, and more
		time.Date(2024, 12, 31, 23, 59, 59, 999e6, time.UTC), time.Date(2024, 11, 1, 0, 0, 0, 0, time.UTC),
	}
	o := entriesAt(w, when[len(when)-1], when...)
	for limit := 1; limit <= len(when)+1; limit++ {
		var got []time.Time
		pages := 0
		for p := (table.Page{Limit: limit}); ; pages++ {
			some, next, err := w.Table.RecordOf(ctx, o, T0, p)
			if err != nil || len(some) > limit || pages > 20 {
				t.Fatalf("page %d by %d: %d entries, %v", pages, limit, len(some), err)
			}
			for _, e := range some {
				got = append(got, e.At)
			}
			if next == "" {
				break
			}
			p.After = next
		}
		if !slices.EqualFunc(got, when, time.Time.Equal) {
			t.Errorf("by %d: %v", limit, got)
		}
	}
}

func TestAnOrganizationWithoutEntriesHasAnEmptyRecord(t *testing.T) {
	w := Empty(t)
	w.Ledger.Reset()
	all, next, err := w.Table.RecordOf(ctx, entriesAt(w, T0), T0, table.Page{Limit: 10})
	if err != nil || len(all) != 0 || next != "" || len(w.Ledger.Entries()) != 1 {
		t.Errorf("%d entries, next %q, %v, after %d queries", len(all), next, err, len(w.Ledger.Entries()))
	}
}

func TestEveryListEndsWhereItsPagesSay(t *testing.T) {
	w := New(t, "")
	whole, next, err := w.Table.ResourcesOf(ctx, BlueHarbor, table.Page{Limit: 100})
	if err != nil || next != "" || len(whole) != 6 {
		t.Fatalf("%d resources, next %q, %v", len(whole), next, err)
	}
	for limit := 1; limit <= 6; limit++ {
		var got []id.Resource
		for p := (table.Page{Limit: limit}); ; {
			some, next, err := w.Table.ResourcesOf(ctx, BlueHarbor, p)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range some {
				got = append(got, r.ID)
			}
			if p.After = next; next == "" {
				break
			}
		}
		if len(got) != 6 || !slices.IsSorted(got) {
			t.Errorf("by %d: %v", limit, got)
		}
	}
}

func TestWhatAnIndexFindsIsThatThingsRecordOnly(t *testing.T) {
	w := New(t, "")
	all, _, err := w.Table.EntriesOf(ctx, OlgaHome, string(Social.Delegation), table.Page{Limit: 100})
	if err != nil || len(all) != 3 {
		t.Fatalf("%d entries, %v", len(all), err)
	}
	for _, e := range all {
		if e.Thing != string(Social.Delegation) || e.Organization != OlgaHome {
			t.Errorf("found %+v", e.Entry)
		}
	}
	if other, _, err := w.Table.EntriesOf(ctx, BlueHarbor, string(Social.Delegation), table.Page{Limit: 100}); err != nil || len(other) != 0 {
		t.Errorf("the other side finds %d, %v", len(other), err)
	}
}
