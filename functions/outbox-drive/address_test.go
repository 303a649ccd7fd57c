package main

import (
	"sync/atomic"
	"testing"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// bobMoved is Bob with another address, and what he is at in two organizations.
func bobMoved(w *World) (here, there identity.Member) {
	p := identity.Person{ID: Bob.ID}
	here, there = identity.Member{Organization: BlueHarbor, Person: Bob.ID}, identity.Member{Organization: Elsewhere, Person: Bob.ID}
	w.Read(&p, &here)
	p.Email = BobsNext
	there.Email, there.Name = Bob.Email, "Bob"
	w.Keep(change.Change{Records: []change.Record{p, there, identity.Belonging{Person: Bob.ID, Organization: Elsewhere}}}, "Bob moved")
	w.Read(&there)
	return here, there
}

// rule F7
func TestEveryMembershipFollowsTheAddressAndNothingElseMoves(t *testing.T) {
	w, _ := driving(t)
	f := function{table: w.Table}
	here, there := bobMoved(w)
	c := identity.Call{Route: w.Name, At: T0, ID: "a chore"}
	o := change.Order{Chore: identity.AddressChore, Thing: string(Bob.ID)}
	if err := f.deliver(t.Context(), c, o); err != nil {
		t.Fatal(err)
	}
	now, then := here, there
	if w.Read(&now, &then); now.Email != BobsNext || then.Email != BobsNext || now.Version != here.Version+1 || now.Role != here.Role || len(now.Groups) != len(here.Groups) {
		t.Errorf("%+v, %+v", now, then)
	}
	w.Unchanged(func() { // again
		if err := f.deliver(t.Context(), c, o); err != nil {
			t.Error(err)
		}
	})
}

func TestAMembershipThatMovedMeanwhileKeepsWhatMovedIt(t *testing.T) {
	w, _ := driving(t)
	here, _ := bobMoved(w)
	var once atomic.Bool
	defer w.Dynamo.Before(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "TransactWriteItems" && once.CompareAndSwap(false, true) {
			m := here
			m.Role = identity.Reviewer
			w.Keep(change.Change{Records: []change.Record{m}}, "another role")
		}
		return nil
	})()
	err := function{table: w.Table}.deliver(t.Context(), identity.Call{Route: w.Name, At: T0, ID: "a chore"}, change.Order{Chore: identity.AddressChore, Thing: string(Bob.ID)})
	if w.Read(&here); err != nil || here.Role != identity.Reviewer || here.Email != BobsNext {
		t.Errorf("%+v, %v", here, err)
	}
}

func TestNobodyWhoIsGoneIsFollowed(t *testing.T) {
	w, _ := driving(t)
	w.Unchanged(func() {
		o := change.Order{Chore: identity.AddressChore, Thing: string(id.New[id.Person](T0, "none", 0))}
		if err := (function{table: w.Table}).deliver(t.Context(), identity.Call{Route: w.Name, At: T0, ID: "a chore"}, o); err != nil {
			t.Error(err)
		}
	})
}
