package main

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
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

func TestALoanAtItsEndDateIsWrittenDownOnceAndBothSidesAreTold(t *testing.T) { // rule D6
	w, sweep := sweeping(t)
	d := delegation.Delegation{ID: Social.Delegation}
	reader := credential.Reader{Credential: Social.Credential, Organization: BlueHarbor}
	w.Read(&d, &reader)
	ends := T0.Add(10 * time.Minute)
	d.Ends, reader.Ends = &ends, &ends
	early := change.Due{At: T0.Add(time.Minute), What: delegation.EndDue, ID: string(d.ID)} // a date it had before
	w.Keep(change.Change{
		Records: []change.Record{d, reader}, Due: []change.Due{early, {At: ends, What: delegation.EndDue, ID: string(d.ID)}},
	}, "an end date")
	sweep(T0)
	sweep(T0.Add(2 * time.Minute))
	stale := table.Due{Due: early}
	if w.Read(&d, &stale); d.State != access.Shared || stale.Version != 0 {
		t.Errorf("a date that was moved ends it: %s, the date at version %d", d.State, stale.Version)
	}
	sweep(ends.Add(3 * time.Hour)) // late
	r := access.Resource{Organization: BlueHarbor, ID: Social.Resource}
	if w.Read(&d, &reader, &r); d.State != access.Revoked || !d.Ended.Equal(ends) || !reader.Ended.Equal(ends) || len(reader.Key.Bytes) != 0 || r.Loan.State != access.Revoked {
		t.Errorf("%s at %v; the reader %+v; the loan %s", d.State, d.Ended, reader, r.Loan.State)
	}
	told := map[string]int{}
	for _, n := range w.Waiting() {
		told[string(n.Kind)+" "+n.Home]++
	}
	if told["delegation-ended "+string(BlueHarbor)] != 1 || told["delegation-ended "+string(OlgaHome)] != 1 {
		t.Errorf("told: %v", told)
	}
	for _, e := range append(w.Record(OlgaHome), w.Record(BlueHarbor)...) {
		if e.Action == audit.DelegationRevoked && e.Detail == "its end date" {
			told["on record"]++
			if !e.At.Equal(ends) || e.Actor != "" || e.ActorName != "" {
				t.Errorf("on record: %+v", e.Entry)
			}
		}
	}
	if told["on record"] != 2 {
		t.Errorf("on record %d times", told["on record"])
	}
	left := 0
	for hour := T0; !hour.After(ends.Add(3 * time.Hour)); hour = hour.Add(time.Hour) {
		for shard := range table.Shards {
			all, err := w.Operator().OrdersIn(context.Background(), hour, shard)
			if err != nil {
				t.Fatal(err)
			}
			for _, o := range all {
				if o.Chore == credential.ForgetChore && o.Thing == string(Social.Credential) {
					left++
					if !o.At.Equal(ends.Add(3 * time.Hour)) {
						t.Errorf("a chore of %s is behind the sweep", o.At)
					}
				}
			}
		}
	}
	if left != 1 {
		t.Errorf("%d chores are left", left)
	}
	if made := w.Made(func() { sweep(ends.Add(3*time.Hour + time.Minute)) }); made != "" {
		t.Errorf("a second sweep made %s", made)
	}
}

// rule D7
func TestAnOwnerIsRemindedOnceHalfway(t *testing.T) {
	w, sweep := sweeping(t)
	half := T0.Add(-time.Hour).Add(delegation.Life / 2) // of the bakery's
	w.Keep(change.Change{Due: []change.Due{{At: T0, What: delegation.RemindDue, ID: string(Forum.Delegation)}}}, "a date that is late")
	sweep(T0) // the forum's lapsed by now: it is reminded of nothing
	sweep(half)
	sweep(half.Add(time.Minute))
	d := delegation.Delegation{ID: Bakery.Delegation}
	if w.Read(&d); d.Reminded == nil || !d.Reminded.Equal(half) {
		t.Errorf("reminded %v", d.Reminded)
	}
	reminders := 0
	for _, n := range w.Waiting() {
		if n.Kind == change.DelegationReminder && n.About == string(Forum.Delegation) {
			t.Errorf("told %+v", n)
		}
		if n.Kind == change.DelegationReminder && n.About == string(d.ID) && n.To.Address == PiaEmail {
			reminders++
		}
	}
	if reminders != 1 {
		t.Errorf("%d reminders", reminders)
	}
}
