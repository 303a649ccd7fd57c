package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/table"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// rules D2, D4
func TestWhoJoinedInAskingIsToldAsTheAskerIs(t *testing.T) {
	for name, tt := range map[string]struct {
		asker      id.Person
		askers     []id.Person
		told, none []id.Person
	}{
		"both":                 {Ann.ID, []id.Person{Dan.ID}, []id.Person{Ann.ID, Dan.ID}, []id.Person{Bob.ID}},
		"one is no admin":      {Ann.ID, []id.Person{Bob.ID}, []id.Person{Ann.ID}, []id.Person{Bob.ID, Dan.ID}},
		"the asker is gone":    {Eve.ID, []id.Person{Dan.ID}, []id.Person{Dan.ID}, []id.Person{Eve.ID, Ann.ID}},
		"all of them are gone": {Eve.ID, []id.Person{Fred.ID}, []id.Person{Ann.ID, Dan.ID}, []id.Person{Eve.ID, Fred.ID}},
	} {
		w, deliver := posting(t)
		d := delegation.Delegation{ID: Shop.Delegation}
		w.Read(&d)
		d.Asker, d.Askers, d.State, d.Decided = tt.asker, tt.askers, access.Denied, &T0
		n := change.Notice{
			Kind: change.DelegationDenied, At: T0, By: "Olga", About: string(d.ID), Home: string(BlueHarbor), Tie: "denied",
			To: change.Audience{Person: tt.asker, Organization: BlueHarbor},
		}
		w.Keep(change.Change{Records: []change.Record{d}, Notices: []change.Notice{n}}, "denied")
		call := identity.Call{At: T0, ID: "story denied"}
		which := identity.Mint[id.Notice](call, 0)
		if failed := deliver(change.Order{ID: identity.Mint[id.Order](call, 0), Door: change.Mail, At: T0, Thing: string(which)}); len(failed) > 0 {
			t.Fatalf("%s: %v", name, failed)
		}
		see := func(p id.Person) bool {
			row := table.Inbox{To: string(p), Notice: which}
			w.Read(&row)
			return row.Version != 0 && row.Mailed != nil
		}
		for _, p := range tt.told {
			if !see(p) {
				t.Errorf("%s: %s is not told", name, p)
			}
		}
		for _, p := range tt.none {
			if see(p) {
				t.Errorf("%s: %s is told", name, p)
			}
		}
	}
}
