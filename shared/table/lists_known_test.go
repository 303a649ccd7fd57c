package table_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/table"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// knowers keeps that so many people of North Quay received twenty credentials each.
// What they received is kept of the first few only: a page reads no more.
func knowers(w *World, from, to int, whole bool) {
	w.T.Helper()
	person := func(n int) id.Person { return id.New[id.Person](T0.Add(time.Duration(n)*time.Second), "knower", n) }
	w.Many((to-from)*20, func(n int) map[string]string {
		p, c := person(from+n/20), id.New[id.Credential](T0, "known", n%20)
		return map[string]string{
			"PK": "KNOWN#" + string(NorthQuay), "SK": "HERE#" + string(p) + "#" + string(c), "organization": string(NorthQuay), "person": string(p), "credential": string(c),
		}
	})
	for n := from; whole && n < to; n++ {
		var ch change.Change
		name := fmt.Sprint("Person ", n)
		ch.Keep(identity.Member{Organization: NorthQuay, Person: person(n), Name: name, Role: identity.User, Since: T0})
		for j := range 20 {
			r := credential.Received{Credential: id.New[id.Credential](T0, "known", j), Organization: NorthQuay, OrganizationName: "North Quay", Person: person(n), Name: name, Uses: 1, First: T0, Last: T0}
			ch.Keep(r.Having(1))
		}
		w.Keep(ch, name)
	}
}

// Rule C12: the report of an organization costs in proportion to its page, and not to
// what there is beside it; pages are read on in one order, nothing twice or left out.
func TestAPageOfWhoKnowsWhatCostsTheSameInALargeOrganization(t *testing.T) {
	w := New(t, "")
	var ch change.Change
	for j := range 20 {
		ch.Keep(credential.Credential{ID: id.New[id.Credential](T0, "known", j), Home: NorthQuay, Name: fmt.Sprint("Known ", j), Managed: true, Number: 1, Changed: T0})
	}
	w.Keep(ch, "what is known")
	measure := func() (units float64) {
		w.Ledger.Reset()
		some, next, err := w.Table.KnowledgeOf(ctx, NorthQuay, table.Page{After: "", Limit: 100})
		if err != nil || len(some) != 100 || next == "" {
			t.Fatalf("%d of a page, %v", len(some), err)
		}
		lines, err := w.Table.Knowing(ctx, identity.Caller{Call: identity.Call{At: T0}, Organization: NorthQuay}, some)
		if err != nil || len(lines) != 100 || lines[99].Of.Version == 0 {
			t.Fatalf("%d lines, %v", len(lines), err)
		}
		for _, e := range w.Ledger.Of(w.Name) {
			units += e.Read
		}
		return units
	}
	knowers(w, 0, 50, true)
	small := measure()
	knowers(w, 50, 1000, false)
	large := measure()
	t.Logf("a page of 100: %v units of 1,000 rows, %v of 20,000", small, large)
	if large != small || small > 300 {
		t.Errorf("a page costs %v and then %v", small, large)
	}
	seen, p, last := 0, table.Page{Limit: 70}, ""
	for range 5 {
		some, next, err := w.Operator().KnowledgeOf(ctx, NorthQuay, p)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range some {
			at := string(r.Person) + string(r.Credential)
			if at <= last {
				t.Fatalf("%s is after %s", at, last)
			}
			last = at
		}
		seen, p.After = seen+len(some), next
	}
	if seen != 350 {
		t.Errorf("%d are listed", seen)
	}
}

// Each line is found by who received it, by whose it is, and once.
func TestWhatIsLentIsFoundByItsHomeToo(t *testing.T) {
	w := New(t, "")
	known := credential.Known{Organization: NorthQuay, Person: Jon.ID, Credential: Camera.Credential}
	there := known
	there.Home = PierNine
	r := credential.Received{Credential: Camera.Credential, Organization: NorthQuay, Person: Jon.ID, Name: "Jon", Uses: 1, First: T0, Last: T0}
	w.Keep(change.Change{Records: []change.Record{known, there, r}}, "Jon received Camera")
	for _, o := range []id.Organization{NorthQuay, PierNine} {
		n := 0
		for p := (table.Page{Limit: 1}); ; {
			some, next, err := w.Table.KnowledgeOf(ctx, o, p)
			if err != nil {
				t.Fatal(err)
			}
			for _, x := range some {
				if x.Credential == Camera.Credential && x.Person == Jon.ID {
					n++
				}
			}
			if p.After = next; next == "" {
				break
			}
		}
		if n != 1 {
			t.Errorf("%s finds it %d times", o, n)
		}
	}
	if all, _, err := w.Table.ReceivedBy(ctx, PierNine, Jon.ID, table.Page{Limit: 10}); err != nil || len(all) != 0 {
		t.Errorf("Jon is none of Pier Nine's people: %v, %v", all, err)
	}
}
