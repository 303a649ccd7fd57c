package table_test

import (
	"flag"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/table"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// A search finds exactly the lines that are meant, once and newest first, by
// pages of any length.
func TestASearchFindsExactlyWhatIsMeant(t *testing.T) {
	if f := flag.Lookup("rapid.checks"); f.Value.String() == f.DefValue {
		_ = f.Value.Set("10") // each reads some hundred lines
	}
	w := Empty(t)
	const lines = 400
	turn := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	o := id.New[id.Organization](turn.AddDate(0, -5, 0), "searched", 0)
	at := func(n int) time.Time { return turn.Add(time.Duration(lines/2-n) * 7 * time.Hour) }
	people := []id.Person{Ann.ID, Bob.ID, Cyd.ID}
	actions := []audit.Action{audit.CredentialLaunched, audit.CredentialRevealed, audit.ResourceAssigned, audit.ResourceUnassigned}
	w.OnRecord(lines, at, func(n int) audit.Entry {
		return audit.Entry{Organization: o, Action: actions[n%7%4], Actor: people[n%3], Thing: fmt.Sprintf("res_%d", n%5)}
	})
	w.OnRecord(40, at, func(n int) audit.Entry { // somebody else's, of the same person and thing
		return audit.Entry{Organization: Elsewhere, Action: actions[0], Actor: Ann.ID, Thing: "res_1"}
	})
	now := at(0).Add(time.Hour)
	all := w.Whole(table.Search{Organization: o, At: now}, 100)
	if len(all) != lines || !slices.IsSortedFunc(all, func(a, b table.Entry) int { return b.At.Compare(a.At) }) {
		t.Fatalf("%d lines of %d", len(all), lines)
	}
	rapid.Check(t, func(r *rapid.T) {
		s := table.Search{Organization: o, At: now}
		switch rapid.IntRange(0, 2).Draw(r, "by") {
		case 1:
			s.Person = rapid.SampledFrom(append(people, "person_nobody")).Draw(r, "person")
		case 2:
			s.Thing = fmt.Sprintf("res_%d", rapid.IntRange(0, 5).Draw(r, "thing"))
		}
		s.Action = rapid.SampledFrom([]string{"", "", "credential.", "resource.assigned", "session."}).Draw(r, "action")
		bounds := []time.Time{{}, turn, turn.Add(-time.Millisecond), at(10), at(10).Add(time.Millisecond), at(390), turn.AddDate(0, -1, 0), turn.AddDate(1, 0, 0)}
		s.From = rapid.SampledFrom(bounds).Draw(r, "from")
		s.To = rapid.SampledFrom(bounds).Draw(r, "to")
		s.Floor = rapid.SampledFrom(bounds[:4]).Draw(r, "floor")
		var want []id.Entry
		for _, e := range all {
			if s.Meant(e.Entry) && !e.At.Before(s.Floor) {
				want = append(want, e.ID)
			}
		}
		var got []id.Entry
		for _, e := range w.Whole(s, rapid.IntRange(4, 100).Draw(r, "limit")) {
			got = append(got, e.ID)
		}
		if !slices.Equal(got, want) {
			r.Fatalf("%+v: %d lines of %d", s, len(got), len(want))
		}
	})
}

func TestTheMonthIsThatOfTheInstantInUTC(t *testing.T) {
	w := Empty(t)
	turn := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	o := entriesAt(w, turn.AddDate(0, -1, 0), turn.Add(-time.Millisecond), turn)
	for _, tt := range []struct {
		at   time.Time
		want int
	}{{turn.Add(-time.Millisecond), 1}, {turn, 2}, {turn.In(time.FixedZone("", -3600)), 2}, {turn.AddDate(0, 1, 0), 2}, {turn.AddDate(2, 0, 0), 2}} {
		if got := w.Whole(table.Search{Organization: o, At: tt.at}, 1); len(got) != tt.want {
			t.Errorf("at %s: %d lines of %d", tt.at, len(got), tt.want)
		}
	}
	for _, s := range []audit.Filter{{From: turn}, {To: turn}} {
		if got := w.Whole(table.Search{Organization: o, At: turn, Filter: s}, 10); len(got) != 1 || got[0].At.Before(turn) != s.From.IsZero() {
			t.Errorf("%+v: %d lines", s, len(got))
		}
	}
}

func TestAPageIsBoundedHoweverLittleItFinds(t *testing.T) {
	w := New(t, "audit-list")
	o := id.New[id.Organization](T0.AddDate(-20, 0, 0), "old", 0)
	w.OnRecord(2500, func(n int) time.Time { return T0.Add(-time.Duration(n) * time.Minute) }, func(n int) audit.Entry {
		e := audit.Entry{Organization: o, Action: audit.ResourceCreated, Actor: Ann.ID, Thing: "res_1"}
		if n == 2100 {
			e.Action = audit.ResourceRenamed
		}
		return e
	})
	for name, s := range map[string]table.Search{
		"all": {Organization: o, At: T0}, "a thing's": {Organization: o, At: T0, Filter: audit.Filter{Thing: "res_1"}},
		"a person's": {Organization: o, At: T0, Filter: audit.Filter{Person: Ann.ID}},
	} {
		s.Action = string(audit.ResourceRenamed)
		found, pages := 0, 0
		for p := (table.Page{Limit: 50}); ; pages++ {
			w.Ledger.Reset()
			some, next, err := w.Table.Lines(ctx, s, p)
			if n := len(w.Ledger.Entries()); err != nil || n > 16 {
				t.Fatalf("%s: page %d takes %d queries: %v", name, pages, n, err)
			}
			found += len(some)
			if p.After = next; next == "" {
				break
			}
		}
		if found != 1 || pages < 2 || pages > 25 {
			t.Errorf("%s: %d lines in %d pages", name, found, pages)
		}
	}
}

func TestALineIsKeptLongerThanAnyTermShowsIt(t *testing.T) { // rule A3
	for _, at := range []time.Time{T0, time.Date(2028, 2, 29, 12, 0, 0, 0, time.UTC), time.Date(2026, 12, 31, 23, 59, 59, 999e6, time.UTC)} {
		gone := (table.Entry{Entry: audit.Entry{At: at}}).Garbage()
		if floor := audit.Floor(gone, audit.LongestTerm); !at.Before(floor) || gone.After(at.AddDate(audit.LongestTerm, 2, 0)) {
			t.Errorf("of %s, removed at %s, when what is before %s is hidden", at, gone, floor)
		}
	}
}

// record is who is refused, and what is then on record where.
func TestARefusalIsOnRecordWhereWhoeverWasRefusedIsKnown(t *testing.T) { // rule A1
	closed := fault.New(fault.Forbidden, "This resource is not open to you.")
	for _, tt := range []struct {
		name string
		by   Person
		who  identity.Who
		o    id.Organization
		at   time.Time
		edit func(*World)
		want audit.Entry // Thing "" for nothing
	}{
		{name: "a member", by: Bob, who: identity.Members, o: BlueHarbor, want: audit.Entry{Organization: BlueHarbor, Actor: Bob.ID, ActorName: "Bob", Thing: "res_1"}},
		{name: "an auditor", by: Cyd, who: identity.Admins, o: BlueHarbor, want: audit.Entry{Organization: BlueHarbor, Actor: Cyd.ID, ActorName: "Cyd", Thing: "res_1"}},
		{name: "a suspended one", by: Bob, who: identity.Members, o: BlueHarbor, edit: member(func(m *identity.Member) { m.Suspended = &T0 }), want: audit.Entry{Organization: BlueHarbor, Actor: Bob.ID, ActorName: "Bob", Thing: "res_1"}},
		{name: "a removed one", by: Bob, who: identity.Members, o: BlueHarbor, edit: member(func(m *identity.Member) { m.Removed = &T0 })},
		{name: "a stranger", by: Eve, who: identity.Members, o: BlueHarbor},
		{name: "nobody's organization", by: Eve, who: identity.Members, o: "org_nobody"},
		{name: "a session that is over", by: Bob, who: identity.Members, o: BlueHarbor, at: T0.Add(identity.SessionLife)},
		{name: "a session that was ended", by: Gone, who: identity.Members, o: BlueHarbor},
		{name: "somebody for no organization", by: Ann, who: identity.Anybody, want: audit.Entry{Account: Ann.ID, Actor: Ann.ID, ActorName: "Ann", Thing: "res_1"}},
	} {
		route := map[identity.Who]string{identity.Anybody: "notice-seen", identity.Members: "resource-create", identity.Admins: "resource-create"}[tt.who]
		w := New(t, route)
		if tt.edit != nil {
			tt.edit(w)
		}
		c := identity.Call{Route: route, Who: tt.who, Writes: true, At: T0, ID: "refused", From: "192.0.2.9", Token: tt.by.Session()}
		if !tt.at.IsZero() {
			c.At = tt.at
		}
		c.Repeat = identity.Repeat{Key: "k", Body: "b"} // judged anew when sent again
		made := w.Made(func() {
			if err := w.Table.Refused(ctx, c, tt.o, "res_1", closed); err != nil {
				t.Errorf("%s: %v", tt.name, err)
			}
		})
		if tt.want.Thing == "" {
			if made != "" {
				t.Errorf("%s: made %s", tt.name, made)
			}
			continue
		}
		tt.want.Action, tt.want.ThingName, tt.want.Detail, tt.want.From, tt.want.At = audit.Refused, route, closed.Message, "192.0.2.9", T0
		got := w.Whole(table.Search{Organization: tt.o, Account: tt.want.Account, At: T0}, 100)
		if made != "AUDIT" || len(got) == 0 {
			t.Errorf("%s: made %q", tt.name, made)
			continue
		}
		if tt.want.ID = got[0].ID; got[0].Entry != tt.want {
			t.Errorf("%s: on record is %+v", tt.name, got[0].Entry)
		}
	}
}

// member changes Bob's membership.
func member(edit func(*identity.Member)) func(*World) {
	return func(w *World) {
		m := identity.Member{Organization: BlueHarbor, Person: Bob.ID}
		w.Read(&m)
		edit(&m)
		w.Keep(change.Change{Records: []change.Record{m}}, "Bob is another")
	}
}

func TestARefusalOfNothingInParticularIsOfTheOrganization(t *testing.T) {
	w := New(t, "")
	c := identity.Call{Route: "group-create", Who: identity.Admins, Writes: true, At: T0, ID: "refused", Token: Bob.Session()}
	if err := w.Table.Refused(ctx, c, BlueHarbor, "", fmt.Errorf("the router's password is %s", Router.Secret.Reveal())); err != nil {
		t.Fatal(err)
	}
	if e := w.Record(BlueHarbor)[0]; e.Thing != string(BlueHarbor) || e.Action != audit.Refused || e.Detail != "" { // an unknown error is nobody's to read
		t.Errorf("%+v", e.Entry)
	}
}
