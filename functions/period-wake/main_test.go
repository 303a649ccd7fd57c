package main

import (
	"context"
	"encoding/json"
	"sync"
	"testing"
	"time"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	. "github.com/valetkey/valetkey/shared/tabletest"
	"github.com/valetkey/valetkey/shared/workflow"
)

func TestMain(m *testing.M) { Main(m) }

// The instants of Jon's period on Gateway.
var (
	soon = T0.Add(45 * time.Minute)
	end  = T0.Add(time.Hour)
)

func waking(t *testing.T) (*World, func(at time.Time) workflow.Next) {
	t.Helper()
	w := New(t, "period-wake")
	return w, func(at time.Time) workflow.Next {
		t.Helper()
		raw, err := json.Marshal(WakeEvent(OpenRequest, at))
		if err != nil {
			t.Fatal(err)
		}
		next, err := function{table: w.Table}.wake(context.Background(), raw)
		if err != nil {
			t.Fatal(err)
		}
		return next
	}
}

// told counts what was told of Jon's period.
func told(w *World) map[change.Telling]int {
	out := map[change.Telling]int{}
	for _, n := range w.Waiting() {
		if n.About == string(OpenRequest) && n.To.Member == Jon.ID && (n.Kind == change.AccessEnding || n.Kind == change.AccessEnded) {
			out[n.Kind]++
		}
	}
	return out
}

// ended counts the lines that say that Jon's period ended.
func ended(w *World) (n int) {
	for _, e := range w.Record(NorthQuay) {
		if e.Action == audit.AccessEnded && e.Request == OpenRequest {
			n++
			if !e.At.Equal(end) || e.Actor != "" {
				w.T.Errorf("on record: %+v", e.Entry)
			}
		}
	}
	return n
}

func TestAPeriodsInstantsAreToldAndWrittenDownOnceHoweverOftenItIsWoken(t *testing.T) {
	w, wake := waking(t)
	w.Unchanged(func() {
		if n := wake(T0); n.Next != soon.Format(time.RFC3339) || n.Last {
			t.Errorf("at first: %+v", n)
		}
	})
	for range 2 {
		if n := wake(soon); n.Next != end.Format(time.RFC3339) || !n.Last || told(w)[change.AccessEnding] != 1 || ended(w) != 0 {
			t.Errorf("before the end: %+v, told %v", n, told(w))
		}
	}
	for range 2 {
		if n := wake(end); n != (workflow.Next{}) || told(w)[change.AccessEnded] != 1 || ended(w) != 1 {
			t.Errorf("at the end: %+v, told %v, on record %d times", n, told(w), ended(w))
		}
	}
	w.Unchanged(func() { wake(end.Add(time.Hour)) })
}

func TestTheRecordedWakeEndsThePeriod(t *testing.T) {
	w, _ := waking(t)
	e, err := Recorded[json.RawMessage](w.Name)
	if err != nil {
		t.Fatal(err)
	}
	if made := w.Made(func() { _, err = function{table: w.Table}.wake(t.Context(), e) }); err != nil || made != "AUDIT NOTICE OUT OUT STEP" || ended(w) != 1 {
		t.Errorf("made %s, %v", made, err)
	}
}

// rule J8
func TestAPeriodThatWasEndedEarlyAsksForNoMore(t *testing.T) {
	w, wake := waking(t)
	q := access.Request{ID: OpenRequest}
	w.Read(&q)
	early, p := T0.Add(time.Minute), *q.Period
	p.Ended = &early
	q.Period = &p
	w.Keep(change.Change{Records: []change.Record{q}}, "ended early")
	for _, at := range []time.Time{early, soon, end} {
		w.Unchanged(func() {
			if n := wake(at); n != (workflow.Next{}) {
				t.Errorf("at %s: %+v", at, n)
			}
		})
	}
}

func TestARequestThatIsNotThereOrOpenedNothingAsksForNothing(t *testing.T) {
	w, _ := waking(t)
	for _, q := range []id.Request{PendingRequest, id.New[id.Request](T0, "nobody's", 0)} {
		raw, err := json.Marshal(WakeEvent(q, end))
		if err != nil {
			t.Fatal(err)
		}
		w.Unchanged(func() {
			if n, err := (function{table: w.Table}).wake(t.Context(), raw); err != nil || n != (workflow.Next{}) {
				t.Errorf("%s: %+v, %v", q, n, err)
			}
		})
	}
}

func TestAWakeThatSaysWhatIsNotKnownIsAnErrorAndChangesNothing(t *testing.T) {
	w, _ := waking(t)
	w.Unchanged(func() {
		for _, event := range []string{`{}`, `{"v":2,"request":"` + string(OpenRequest) + `","at":"2030-01-01T00:00:00Z"}`} {
			if _, err := (function{table: w.Table}).wake(t.Context(), json.RawMessage(event)); err == nil {
				t.Errorf("%s is taken", event)
			}
		}
	})
}

// between does something once, just before the wake's first write is kept.
func between(w *World, act func()) func() {
	var once sync.Once
	return w.Dynamo.Before(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "TransactWriteItems" {
			once.Do(act)
		}
		return nil
	})
}

func TestWhatMovesUnderAWakeIsJudgedAgain(t *testing.T) {
	w, wake := waking(t)
	defer between(w, func() {
		q := access.Request{ID: OpenRequest}
		w.Read(&q)
		w.Keep(change.Change{Records: []change.Record{q}}, "somebody was there first")
	})()
	if wake(end); ended(w) != 1 || told(w)[change.AccessEnded] != 1 {
		t.Errorf("on record %d times, told %v", ended(w), told(w))
	}
}

func TestTwoMachinesAtOneInstantEndItOnce(t *testing.T) {
	w, wake := waking(t)
	raw, err := json.Marshal(WakeEvent(OpenRequest, end.Add(time.Second))) // as the sweep, a little later
	if err != nil {
		t.Fatal(err)
	}
	other := function{table: w.Operator()}
	defer between(w, func() {
		if _, err := other.wake(context.Background(), raw); err != nil {
			t.Error(err)
		}
	})()
	if n := wake(end); n != (workflow.Next{}) || ended(w) != 1 || told(w)[change.AccessEnded] != 1 {
		t.Errorf("%+v, on record %d times, told %v", n, ended(w), told(w))
	}
}

func TestATableThatFailsFailsTheWakeSoThatItIsMadeAgain(t *testing.T) {
	w, wake := waking(t)
	remove := w.Dynamo.Before(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "TransactWriteItems" {
			return dynamo.Throttled(r)
		}
		return nil
	})
	raw, err := json.Marshal(WakeEvent(OpenRequest, end))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := (function{table: w.Table}).wake(t.Context(), raw); err == nil {
		t.Error("it is passed over")
	}
	remove()
	if wake(end); ended(w) != 1 {
		t.Errorf("on record %d times", ended(w))
	}
}
