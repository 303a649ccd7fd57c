package main

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/table"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func sweeping(t *testing.T) (*World, func(at time.Time)) {
	w := New(t, "due-sweep")
	f := function{table: w.Table}
	return w, func(at time.Time) {
		t.Helper()
		e, err := Recorded[events.EventBridgeEvent](w.Name)
		if err != nil {
			t.Fatal(err)
		}
		if !at.Equal(e.Time) {
			e = ScheduledEvent(at)
		}
		if err := f.sweep(context.Background(), e); err != nil {
			t.Fatal(err)
		}
	}
}

func TestARequestThatLapsedIsWrittenDownAndItsAskerTold(t *testing.T) {
	w, sweep := sweeping(t)
	sweep(T0)
	d := delegation.Delegation{ID: Forum.Delegation}
	r := access.Resource{Organization: BlueHarbor, ID: Forum.Resource}
	if w.Read(&d, &r); d.State != access.Lapsed || !d.Ended.Equal(T0) || r.Loan.State != access.Lapsed {
		t.Errorf("it is %s since %v, the resource's loan %s", d.State, d.Ended, r.Loan.State)
	}
	if n := w.Waiting(); len(n) != 1 || n[0].Kind != change.DelegationLapsed || n[0].To.Person != Ann.ID {
		t.Errorf("told: %+v", n)
	}
	if made := w.Made(func() { sweep(T0.Add(time.Minute)) }); made != "" {
		t.Errorf("a second sweep made %s", made)
	}
}

func TestWhatMovedUnderTheSweepIsLookedAtAgainEvenInAnHourThatIsOver(t *testing.T) {
	w, sweep := sweeping(t)
	var once sync.Once
	remove := w.Dynamo.Before(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "TransactWriteItems" && r.Touches("DELEGATION") {
			once.Do(func() {
				d := delegation.Delegation{ID: Forum.Delegation}
				w.Read(&d)
				w.Keep(change.Change{Records: []change.Record{d}}, "somebody was there first")
			})
		}
		return nil
	})
	defer remove()
	sweep(T0.Add(2 * time.Hour))
	d := delegation.Delegation{ID: Forum.Delegation}
	if w.Read(&d); d.State != access.Pending {
		t.Fatalf("nothing was in the way: it is %s", d.State)
	}
	sweep(T0.Add(2*time.Hour + time.Minute))
	if w.Read(&d); d.State != access.Lapsed {
		t.Errorf("the second sweep passed it over: it is %s", d.State)
	}
}

func TestWhatWasDecidedInTimeDoesNotLapse(t *testing.T) {
	w, sweep := sweeping(t)
	due := table.Due{Due: change.Due{At: T0.Add(-time.Minute), What: delegation.LapseDue, ID: string(Social.Delegation)}}
	w.Keep(change.Change{Due: []change.Due{due.Due}}, "a date that has passed")
	sweep(T0)
	d := delegation.Delegation{ID: Social.Delegation}
	if w.Read(&d, &due); d.State != access.Shared || due.Version != 0 {
		t.Errorf("it is %s; its date is at version %d", d.State, due.Version)
	}
}

func TestAnOrderThatWaitsTooLongIsNudgedAndAtLastParked(t *testing.T) {
	w, sweep := sweeping(t)
	order := func() table.Order {
		o := table.Order{Order: ForgetOrder}
		w.Read(&o)
		return o
	}
	if sweep(T0.Add(2 * time.Minute)); order().Tries != 0 {
		t.Error("nudged after four minutes")
	}
	at := T0.Add(3 * time.Minute)
	for n := 1; n <= nudges; n++ {
		sweep(at)
		sweep(at.Add(time.Minute))
		if o := order(); o.Tries != n || o.Door != change.Drive {
			t.Fatalf("at %s: %d nudges, at the door %s", at, o.Tries, o.Door)
		}
		at = at.Add(min(patience<<n, longest)) // an outage of a day parks nothing
	}
	if at.Before(T0.Add(48 * time.Hour)) {
		t.Errorf("it is parked at %s", at)
	}
	w.Keep(change.Change{Records: []change.Record{table.Trouble{Order: order(), At: T0, Reason: "it would not"}}}, "trouble")
	sweep(at)
	if o := order(); o.Door != change.Parked || o.Reason != "it would not" {
		t.Errorf("at the door %s for %q", o.Door, o.Reason)
	}
	parked := order()
	if sweep(at.Add(time.Hour)); order().Version != parked.Version {
		t.Error("a parked order is nudged")
	}
}

func TestAMarkMovesPastHoursWithNothingLeft(t *testing.T) {
	w, sweep := sweeping(t)
	sweep(T0)
	sweep(T0.Add(time.Hour + patience))
	for shard := range table.Shards {
		m := table.Mark{List: "DUE", Shard: shard}
		if w.Read(&m); !m.Hour.Equal(T0.Add(time.Hour)) {
			t.Errorf("shard %d is swept up to %s", shard, m.Hour)
		}
	}
}
