package main

import (
	"context"
	"testing"
	"time"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/table"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestASweepThatHasTooMuchToDoStopsInTimeAndTheNextGoesOn(t *testing.T) {
	w, sweep := sweeping(t)
	const dates = 60
	var all []table.Due
	var c change.Change
	for i := range dates { // each is a transaction
		d := change.Due{At: T0.Add(time.Duration(i) * time.Millisecond), What: delegation.LapseDue, ID: string(Social.Delegation)}
		c.Due, all = append(c.Due, d), append(all, table.Due{Due: d})
	}
	w.Keep(c, "dates that have passed")
	left := func() (n int) {
		for _, d := range all {
			if w.Read(&d); d.Version != 0 {
				n++
			}
		}
		return n
	}
	slow := w.Dynamo.Before(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "TransactWriteItems" {
			time.Sleep(50 * time.Millisecond)
		}
		return nil
	})
	ctx, stop := context.WithTimeout(t.Context(), margin+time.Second)
	defer stop()
	if err := (function{table: w.Table}).sweep(ctx, ScheduledEvent(T0.Add(time.Minute))); err != nil || ctx.Err() != nil {
		t.Fatalf("it did not stop by itself: %v, %v", err, ctx.Err())
	}
	if n := left(); n == 0 || n == dates {
		t.Fatalf("it was not stopped in the middle: %d of %d dates are left", n, dates)
	} else {
		t.Logf("%d of %d dates are left to the next sweep", n, dates)
	}
	slow()
	if sweep(T0.Add(2 * time.Minute)); left() != 0 {
		t.Errorf("%d dates are left", left())
	}
}
