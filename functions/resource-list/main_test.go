package main

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
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
