package main

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/table"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// leftDates keeps Ned's dates, and sweeps at an instant as if every hour before it
// had been swept.
func leftDates(t *testing.T) (*World, func(time.Time)) {
	w, sweep := sweeping(t)
	l := identity.Left{Organization: FernHill, Person: Ned.ID}
	w.Read(&l)
	w.Keep(change.Change{Due: []change.Due{
		{At: l.Until.AddDate(0, 0, -7), What: identity.LeftRemindDue, ID: l.Ref()},
		{At: l.Until.Add(time.Minute), What: identity.LeftOverDue, ID: l.Ref()},
	}}, "Ned's dates")
	return w, func(at time.Time) {
		t.Helper()
		var ch change.Change
		for shard := range table.Shards {
			for _, list := range []string{"OUT", "DUE"} {
				m := table.Mark{List: list, Shard: shard}
				w.Read(&m)
				m.Hour = at.Truncate(time.Hour)
				ch.Keep(m)
			}
		}
		w.Keep(ch, "swept until "+at.String())
		sweep(at)
	}
}

// leftOrders counts the orders to destroy what was left.
func leftOrders(w *World, at time.Time) (n int) {
	w.T.Helper()
	for shard := range table.Shards {
		all, err := w.Operator().OrdersIn(w.T.Context(), at.Truncate(time.Hour), shard)
		if err != nil {
			w.T.Fatal(err)
		}
		for _, o := range all {
			if o.Chore == identity.LeftOverChore && o.Thing == string(Ned.ID) && o.Home == string(FernHill) {
				n++
			}
		}
	}
	return n
}

// rule C14
func TestWhoLeftSomethingIsRemindedAWeekBeforeItIsDestroyed(t *testing.T) {
	w, sweep := leftDates(t)
	end := NedGone.Add(identity.LeftFor)
	sweep(end.AddDate(0, 0, -7))
	if n := w.Waiting(); len(n) != 1 || n[0].Kind != change.LeftReminder || n[0].To.Person != Ned.ID || n[0].To.Address != Ned.Email || n[0].Home != string(FernHill) {
		t.Errorf("told %+v", n)
	}
	sweep(end)
	if n := leftOrders(w, end); n != 0 || len(w.Waiting()) != 1 {
		t.Errorf("%d orders at the end itself: who came in time is not through", n)
	}
	sweep(end.Add(time.Minute))
	sweep(end.Add(2 * time.Minute))
	if n := leftOrders(w, end.Add(time.Minute)); n != 1 || len(w.Waiting()) != 1 {
		t.Errorf("%d orders, told %+v", n, w.Waiting())
	}
}

// rule C14
func TestWhoIsBackIsNotRemindedAndLosesNothing(t *testing.T) {
	w, sweep := leftDates(t)
	end := NedGone.Add(identity.LeftFor)
	w.Returns(T0)
	sweep(end.AddDate(0, 0, -7))
	sweep(end.Add(time.Minute))
	l := identity.Left{Organization: FernHill, Person: Ned.ID}
	if w.Read(&l); len(w.Waiting()) != 0 || leftOrders(w, end.Add(time.Minute)) != 0 || l.Version != 0 {
		t.Errorf("told %+v, left %+v", w.Waiting(), l)
	}
}

// rule C14: an account that is closed takes nothing and is told nothing; what was
// left is destroyed all the same.
func TestWhatTheOwnerOfAClosedAccountLeftIsDestroyedAllTheSame(t *testing.T) {
	w, sweep := leftDates(t)
	end := NedGone.Add(identity.LeftFor)
	p := identity.Person{ID: Ned.ID}
	w.Read(&p)
	p.Closed = &T0
	w.Keep(change.Change{Records: []change.Record{p}}, "closed")
	sweep(end.AddDate(0, 0, -7))
	sweep(end.Add(time.Minute))
	if len(w.Waiting()) != 0 || leftOrders(w, end.Add(time.Minute)) != 1 {
		t.Errorf("told %+v", w.Waiting())
	}
}
