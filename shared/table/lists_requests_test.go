package table_test

import (
	"fmt"
	"testing"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestAForgedCursorShowsNoOtherQueue(t *testing.T) {
	w := New(t, "")
	for _, sk := range []string{"9999", "~", "QUEUE#" + string(NorthQuay) + "##open", "2026-03-02T08:50:00.000Z#" + string(PendingRequest)} {
		all, _, err := w.Table.QueueOf(ctx, NorthQuay, []id.Group{OnCall}, true, forged(sk))
		for _, q := range all {
			if q.Resource != Switch.Resource {
				t.Errorf("%s shows %s", sk, q.ID)
			}
		}
		if err != nil {
			t.Errorf("%s: %v", sk, err)
		}
		mine, _, err := w.Table.RequestsOf(ctx, NorthQuay, Moe.ID, forged(sk))
		if len(mine) != 0 || err != nil {
			t.Errorf("%s: %v, %v", sk, mine, err)
		}
	}
}

// rule J5
func TestToSeeWhetherEnoughMayDecideNoMoreAreReadThanThatTakes(t *testing.T) {
	w := New(t, "request-create")
	g, r := identity.Group{Organization: NorthQuay, ID: OnCall}, access.Resource{Organization: NorthQuay, ID: Switch.Resource}
	w.Read(&g, &r)
	var c change.Change
	for i := range 90 {
		m := identity.Member{
			Organization: NorthQuay, Person: id.New[id.Person](T0, fmt.Sprint("on call ", i), 0), Role: identity.User, Groups: []id.Group{OnCall},
		}
		g.Members = append(g.Members, m.Person)
		c.Keep(m)
	}
	c.Keep(g)
	w.Keep(c, "many are on call")
	cost := func(most int) (found int, units float64) {
		w.Ledger.Reset()
		all, err := w.Table.DecidersOf(ctx, r, Jon.ID, most)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range w.Ledger.Of(w.Name) {
			units += e.Read
		}
		return len(all), units
	}
	few, cheap := cost(2)
	whole, dear := cost(0)
	if few != 2 || whole != 93 || cheap*4 > dear { // the story's three among them
		t.Errorf("%d for %v units, %d for %v", few, cheap, whole, dear)
	}
}

func TestTheStepsOfARequestAreItsOwnAndInOrder(t *testing.T) {
	w := New(t, "request-see")
	all, err := w.Table.StepsOf(ctx, OpenRequest)
	if err != nil || len(all) != 2 || all[0].Action != "access.requested" || all[1].Action != "access.opened" {
		t.Errorf("%+v, %v", all, err)
	}
	onRecord := 0 // and each is on the organization's record, as done to the resource
	for _, e := range w.Record(NorthQuay) {
		if e.Request == OpenRequest && e.Thing == string(Gateway.Resource) && (e.ID == all[0].ID || e.ID == all[1].ID) {
			onRecord++
		}
	}
	if onRecord != 2 {
		t.Errorf("%d on record", onRecord)
	}
}
