package main

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "resource-list")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.list)
	return w
}

// crowd adds resources that are on nobody's list.
func crowd(w *World, n int) {
	for some := range slices.Chunk(make([]struct{}, n), 90) {
		var c change.Change
		for i := range some {
			c.Keep(access.Resource{
				Organization: BlueHarbor, ID: id.New[id.Resource](T0, fmt.Sprintf("crowd %d of %d", i, n), 0), Name: "One of many",
				Address: "https://one.example", Since: T0,
			})
		}
		w.Keep(c, "a crowd")
		n -= len(some)
	}
}

func TestAMemberSeesTwoOfAHundredAtTheCostOfTwo(t *testing.T) {
	w := told(t)
	cost := func() (units float64) {
		w.Ledger.Reset()
		got := Read[api.Resources](w.Replay(Query("limit", "100")))
		var names []string
		for _, r := range got.Items {
			names = append(names, r.Name)
		}
		if slices.Sort(names); !slices.Equal(names, []string{"Router", "Social account"}) || got.Next != "" {
			t.Errorf("Bob sees %v", names)
		}
		for _, e := range w.Ledger.Of(w.Name) {
			units += e.Read
		}
		return units
	}
	alone := cost()
	crowd(w, 94) // the story has six
	if among := cost(); among != alone {
		t.Errorf("a page costs %v units among a hundred, %v among six", among, alone)
	}
}

func TestAnAdminAndAnAuditorSeeAllWithTheirState(t *testing.T) {
	w := told(t)
	for _, p := range []Person{Ann, Cyd} {
		state := map[string]string{}
		for _, r := range Read[api.Resources](w.Replay(As(p))).Items {
			state[r.Name] = r.State
			if (r.Counts != nil || r.Lender != nil && r.Lender.Email != "") != (p == Ann) && r.Lender != nil {
				t.Errorf("%s sees %+v", p.Name, r)
			}
		}
		want := map[string]string{
			"Router": "ready", "Social account": "ready", "Newsletter": "revoked", "Old forum": "lapsed", "Shop account": "pending", "Bakery page": "pending",
		}
		if !maps.Equal(state, want) {
			t.Errorf("%s sees %v", p.Name, state)
		}
	}
}

// states is each resource's name with how the caller stands to it.
func states(all api.Resources) map[string]string {
	out := map[string]string{}
	for _, r := range all.Items {
		out[r.Name] = fmt.Sprintf("opens %d", len(r.Opens))
		for _, a := range r.Access {
			out[r.Name] += " " + a.State
		}
	}
	return out
}

func TestAListSaysHowOneStandsToEach(t *testing.T) { // rule J3
	w := told(t)
	quay := Path("organization", NorthQuay)
	if got := states(Read[api.Resources](w.Replay(As(Jon), quay))); !maps.Equal(got, map[string]string{"Gateway": "opens 1 open", "Switch": "opens 0 pending"}) {
		t.Errorf("Jon sees %v", got)
	}
	if got := states(Read[api.Resources](w.Replay(As(Ira), quay))); !maps.Equal(got, map[string]string{"Gateway": "opens 0", "Switch": "opens 0"}) {
		t.Errorf("Ira, who is assigned to neither, sees %v", got)
	}
	if got := states(Read[api.Resources](w.Replay())); !maps.Equal(got, map[string]string{"Router": "opens 1 standing", "Social account": "opens 1 standing"}) {
		t.Errorf("Bob sees %v", got)
	}
}

func TestAtTheEndOfAPeriodItIsLockedAndStaysOnTheList(t *testing.T) { // rules J3, J9, promise 2
	w := told(t)
	end := LetIn.Add(2 * time.Hour)
	session := identity.Session{Person: Jon.ID, ID: Jon.SessionID}
	w.Read(&session)
	session.Idles = end.Add(time.Hour)
	w.Keep(change.Change{Records: []change.Record{session}}, "Jon is still there")
	for at, want := range map[time.Time]string{end.Add(-time.Millisecond): "opens 1 open", end: "opens 0 locked"} {
		if got := states(Read[api.Resources](w.Replay(As(Jon), Path("organization", NorthQuay), At(at)))); got["Gateway"] != want {
			t.Errorf("at %s Jon sees %v", at, got)
		}
	}
}

func TestHowOneStandsIsReadAtOnceAndOnlyWhereOneAsks(t *testing.T) {
	w := told(t)
	for name, tt := range map[string]struct {
		edits []Edit
		want  int
	}{
		"Bob, who is never asked why":    {nil, 2}, // who he is, and what is on his list
		"Ira, who is assigned to none":   {[]Edit{As(Ira), Path("organization", NorthQuay)}, 1},
		"Jon, with a request that waits": {[]Edit{As(Jon), Path("organization", NorthQuay)}, 4}, // and how he stands to both, and the request
	} {
		w.Ledger.Reset()
		w.Replay(tt.edits...).Is(200)
		read := 0
		for _, e := range w.Ledger.Of(w.Name) {
			if e.Operation == "TransactGetItems" {
				read++
			}
		}
		if read != tt.want {
			t.Errorf("%s: %d snapshots", name, read)
		}
	}
}
