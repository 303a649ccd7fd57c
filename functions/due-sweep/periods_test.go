package main

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// Either may come first: what the workflow told and wrote down, by the same rules,
// the sweep passes over.
func TestWhatTheWorkflowToldOfAPeriodTheSweepDoesNotTellAgain(t *testing.T) {
	w, sweep := sweeping(t)
	count := func() (told map[change.Telling]int, ended int) {
		told = map[change.Telling]int{}
		for _, n := range w.Waiting() {
			if n.About == string(OpenRequest) && n.To.Member == Jon.ID {
				told[n.Kind]++
			}
		}
		for _, e := range w.Record(NorthQuay) {
			if e.Action == audit.AccessEnded && e.Request == OpenRequest {
				ended++
			}
		}
		return told, ended
	}
	wake := func(at time.Time) {
		q, s := access.Request{ID: OpenRequest}, access.Standing{Resource: Gateway.Resource, Person: Jon.ID}
		w.Read(&q, &s)
		w.Keep(access.Wake(at, q, s), "woken at "+at.String())
	}
	wake(T0.Add(45 * time.Minute))
	sweep(T0.Add(46 * time.Minute))
	if told, ended := count(); told[change.AccessEnding] != 1 || ended != 0 {
		t.Errorf("before the end: told %v, on record %d times", told, ended)
	}
	wake(T0.Add(time.Hour))
	sweep(T0.Add(61 * time.Minute))
	if told, ended := count(); told[change.AccessEnding] != 1 || told[change.AccessEnded] != 1 || ended != 1 {
		t.Errorf("after it: told %v, on record %d times", told, ended)
	}
}
