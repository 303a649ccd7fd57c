package main

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// rule C6
func TestACredentialRequestThatLapsedIsWrittenDownOnceAndItsAskersTold(t *testing.T) {
	w, sweep := sweeping(t)
	q, c := credential.Request{ID: PipRequest}, credential.Credential{ID: PipLogin.ID}
	w.Read(&q)
	q.Lapses = T0.Add(5 * time.Minute)
	w.Keep(change.Change{Records: []change.Record{q}, Due: []change.Due{{At: q.Lapses, What: credential.ConsentLapseDue, ID: string(q.ID)}}}, "it lapses soon")
	sweep(T0)
	if w.Read(&q); q.State != credential.RequestPending {
		t.Fatalf("before its time it is %s", q.State)
	}
	lapse := q.Lapses
	sweep(lapse)
	if w.Read(&q, &c); q.State != credential.RequestLapsed || !q.Decided.Equal(lapse) || c.Asked != "" || c.Managed {
		t.Errorf("%+v, %+v", q, c)
	}
	told := 0
	for _, n := range w.Waiting() {
		if n.Kind == change.ConsentLapsed && n.To.Person == Una.ID {
			told++
		}
	}
	if e := w.Record(SouthFen)[0]; told != 1 || e.Action != audit.ConsentLapsed || e.Actor != "" {
		t.Errorf("told %d times; on record %+v", told, e.Entry)
	}
	if made := w.Made(func() { sweep(lapse.Add(time.Minute)) }); made != "" {
		t.Errorf("a second sweep made %s", made)
	}
}

// promise 5: an answer under the sweep stands.
func TestAnAnswerUnderTheSweepStands(t *testing.T) {
	w, sweep := sweeping(t)
	q := credential.Request{ID: PipRequest}
	w.Read(&q)
	q.Lapses = T0.Add(5 * time.Minute)
	w.Keep(change.Change{Records: []change.Record{q}, Due: []change.Due{{At: q.Lapses, What: credential.ConsentLapseDue, ID: string(q.ID)}}}, "it lapses soon")
	sweep(T0)
	defer w.Meanwhile(func() {
		w.Read(&q)
		q.State, q.Decided, q.DecidedBy = credential.RequestDenied, &T0, "Pip"
		w.Keep(change.Change{Records: []change.Record{q}}, "Pip denies")
	})()
	sweep(T0.Add(5 * time.Minute))
	sweep(T0.Add(6 * time.Minute))
	if w.Read(&q); q.State != credential.RequestDenied {
		t.Errorf("it is %s", q.State)
	}
}
