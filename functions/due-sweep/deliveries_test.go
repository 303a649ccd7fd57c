package main

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/table"
	. "github.com/valetkey/valetkey/shared/tabletest"
	"github.com/valetkey/valetkey/shared/webhook"
)

// dueOrders are the orders for deliveries.
func dueOrders(w *World, from time.Time) (out []table.Order) {
	w.T.Helper()
	for hour := from.Truncate(time.Hour); hour.Before(from.Add(3 * time.Hour)); hour = hour.Add(time.Hour) {
		for shard := range table.Shards {
			all, err := w.Operator().OrdersIn(w.T.Context(), hour, shard)
			if err != nil {
				w.T.Fatal(err)
			}
			for _, o := range all {
				if o.Chore == webhook.DueChore {
					out = append(out, o)
				}
			}
		}
	}
	return out
}

// rule J14
func TestATryThatIsDueOrWasLostIsOrderedAgainUntilItIsOnRecord(t *testing.T) {
	w, sweep := sweeping(t)
	h := webhook.Hook{Organization: BlueHarbor, ID: Pager}
	w.Read(&h)
	d, err := webhook.For(h, webhook.Event{ID: "event_x", Type: webhook.TestEvent, At: T0})
	if err != nil {
		t.Fatal(err)
	}
	var c change.Change
	webhook.Send(&c, T0, d)
	c.Orders = nil // it was lost on the way
	w.Keep(c, "a delivery")
	sweep(T0.Add(14 * time.Minute))
	if n := len(dueOrders(w, T0)); n != 0 {
		t.Errorf("%d orders before anything is late", n)
	}
	for n, minutes := range []int{15, 30, 45} { // nobody makes it
		at := T0.Add(time.Duration(minutes) * time.Minute)
		sweep(at)
		orders := dueOrders(w, T0)
		if len(orders) != n+1 {
			t.Fatalf("%d orders after %d minutes", len(orders), minutes)
		}
		if found, ok := webhook.Referred(orders[n].Thing); !ok || found.ID != d.ID {
			t.Errorf("an order for %s", orders[n].Thing)
		}
	}
	w.Read(&d)
	next := T0.Add(70 * time.Minute)
	d.Tried, d.Next = []webhook.Try{{At: T0.Add(46 * time.Minute), Status: 500}}, &next
	w.Keep(change.Change{Records: []change.Record{d}, Due: []change.Due{{At: next, What: webhook.RetryDue, ID: dueOrders(w, T0)[0].Thing}}}, "tried")
	if sweep(T0.Add(69 * time.Minute)); len(dueOrders(w, T0)) != 3 {
		t.Error("it is made before its time")
	}
	if sweep(next); len(dueOrders(w, T0)) != 4 {
		t.Error("it is not made at its time")
	}
}

func TestWhatWaitsForAHookThatIsGoneIsGivenUp(t *testing.T) {
	w, sweep := sweeping(t)
	h := webhook.Hook{Organization: BlueHarbor, ID: id.New[id.Webhook](T0, "gone", 0)}
	d, err := webhook.For(h, webhook.Event{ID: "event_x", Type: webhook.TestEvent, At: T0})
	if err != nil {
		t.Fatal(err)
	}
	var c change.Change
	webhook.Send(&c, T0, d)
	c.Orders = nil
	w.Keep(c, "a delivery")
	sweep(T0.Add(time.Hour))
	d = webhook.Delivery{Organization: d.Organization, Hook: d.Hook, ID: d.ID}
	if w.Read(&d); d.State != webhook.GivenUp || d.Next != nil || len(dueOrders(w, T0)) != 0 {
		t.Errorf("%+v", d)
	}
}
