package main

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// With no workflow at all the sweep writes down and tells what it would have.
func TestWhatNoWorkflowToldOfAPeriodTheSweepTellsOnce(t *testing.T) {
	w, sweep := sweeping(t)
	count := func() (told map[change.Telling]int, ended int) {
		told = map[change.Telling]int{}
		for _, n := range w.Waiting() {
			if n.About == string(OpenRequest) && n.To.Member == Fred.ID {
				told[n.Kind]++
			}
		}
		for _, e := range w.Record(Elsewhere) {
			if e.Action == audit.AccessEnded && e.Request == OpenRequest {
				ended++
			}
		}
		return told, ended
	}
	sweep(T0.Add(46 * time.Minute))
	sweep(T0.Add(47 * time.Minute))
	if told, ended := count(); told[change.AccessEnding] != 1 || ended != 0 {
		t.Errorf("before the end: told %v, on record %d times", told, ended)
	}
	sweep(T0.Add(3 * time.Hour)) // late
	sweep(T0.Add(3*time.Hour + time.Minute))
	q := access.Request{ID: OpenRequest}
	w.Read(&q)
	if told, ended := count(); told[change.AccessEnding] != 1 || told[change.AccessEnded] != 1 || ended != 1 || !q.Period.Over().Equal(T0.Add(time.Hour)) {
		t.Errorf("after it: told %v, on record %d times, over at %s", told, ended, q.Period.Over())
	}
}
