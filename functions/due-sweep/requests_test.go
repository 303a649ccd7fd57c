package main

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// toldAbout is how often a kind of notice about a request waits to be told.
func toldAbout(w *World, kind change.Telling, q id.Request) int {
	n := 0
	for _, x := range w.Waiting() {
		if x.Kind == kind && x.About == string(q) && x.To.Member == Jon.ID {
			n++
		}
	}
	return n
}

// ended is the lines about the end of OpenRequest's period.
func ended(w *World) []audit.Entry {
	var out []audit.Entry
	for _, e := range w.Record(NorthQuay) {
		if e.Action == audit.AccessEnded && e.Request == OpenRequest {
			out = append(out, e.Entry)
		}
	}
	return out
}

// rule J9
func TestAPendingRequestThatLapsedIsWrittenDownOnceAndItsAskerTold(t *testing.T) {
	w, sweep := sweeping(t)
	lapse := w.Of(PendingRequest).Request.Lapses
	sweep(lapse.Add(-time.Minute))
	if f := w.Of(PendingRequest); f.Request.State != access.RequestPending {
		t.Fatalf("before its time it is %s", f.Request.State)
	}
	sweep(lapse)
	f := w.Of(PendingRequest)
	if q := f.Request; q.State != access.RequestLapsed || !q.Decided.Equal(lapse) || f.Standing.Pending != "" {
		t.Errorf("%+v, the standing %+v", q, f.Standing)
	}
	if open, done := w.Queues(OnCall, true), w.Queues(OnCall, false); len(open) != 0 || len(done) != 1 {
		t.Errorf("%v wait, %v are decided", open, done)
	}
	if toldAbout(w, change.AccessLapsed, PendingRequest) != 1 {
		t.Errorf("told %s", w.Told())
	}
	if made := w.Made(func() { sweep(lapse.Add(time.Minute)) }); made != "" {
		t.Errorf("a second sweep made %s", made)
	}
}

// promise 2, rule J9
func TestADecisionUnderTheSweepStands(t *testing.T) {
	w, sweep := sweeping(t)
	q, lapse := w.Of(PendingRequest).Request, T0.Add(5*time.Minute)
	q.Lapses = lapse
	w.Keep(change.Change{Records: []change.Record{q}, Due: []change.Due{{At: lapse, What: access.RequestLapseDue, ID: string(q.ID)}}}, "it lapses soon")
	sweep(T0)
	defer w.Meanwhile(func() {
		w.Does(Ira, lapse.Add(-time.Second), PendingRequest, func(by identity.Caller, f access.Deciding) (access.Request, change.Change, error) {
			return access.Deny(by, f, "")
		})
	})()
	sweep(lapse)
	sweep(lapse.Add(time.Minute))
	if q = w.Of(PendingRequest).Request; q.State != access.RequestDenied || toldAbout(w, change.AccessLapsed, PendingRequest) != 0 || toldAbout(w, change.AccessDenied, PendingRequest) != 1 {
		t.Errorf("it is %s; told %s", q.State, w.Told())
	}
}

// rules J7, J8
func TestTheEndOfAPeriodIsWrittenDownOnceAndToldBeforeAndAfter(t *testing.T) {
	w, sweep := sweeping(t)
	end := w.Of(OpenRequest).Request.Period.End
	sweep(end.Add(-16 * time.Minute))
	if n := toldAbout(w, change.AccessEnding, OpenRequest); n != 0 {
		t.Errorf("told %d times 16 minutes before", n)
	}
	sweep(end.Add(-15 * time.Minute))
	if made := w.Made(func() { sweep(end.Add(-14 * time.Minute)) }); made != "" || toldAbout(w, change.AccessEnding, OpenRequest) != 1 {
		t.Errorf("a second sweep made %s", made)
	}
	sweep(end.Add(3 * time.Hour)) // late
	lines := ended(w)
	if len(lines) != 1 || !lines[0].At.Equal(end) || lines[0].Actor != "" || lines[0].Thing != string(Gateway.Resource) {
		t.Errorf("on record: %+v", lines)
	}
	if q := w.Of(OpenRequest).Request; !q.Period.Ended.Equal(end) || q.EndedBy != "" || toldAbout(w, change.AccessEnded, OpenRequest) != 1 {
		t.Errorf("%+v; told %s", q.Period, w.Told())
	}
	if made := w.Made(func() { sweep(end.Add(3*time.Hour + time.Minute)) }); made != "" {
		t.Errorf("a second sweep made %s", made)
	}
}

// rule J8
func TestWhatWasEndedEarlyEndsNoSecondTime(t *testing.T) {
	w, sweep := sweeping(t)
	end := w.Of(OpenRequest).Request.Period.End
	w.Does(Ira, T0, OpenRequest, access.End)
	sweep(end.Add(-15 * time.Minute))
	sweep(end)
	if lines := ended(w); len(lines) != 1 || !lines[0].At.Equal(T0) || toldAbout(w, change.AccessEnded, OpenRequest) != 1 || toldAbout(w, change.AccessEnding, OpenRequest) != 0 {
		t.Errorf("on record: %+v; told %s", lines, w.Told())
	}
}

// rule J8
func TestAPeriodThatAnotherGoesOnFromEndsNothingForWhoAsked(t *testing.T) {
	w, sweep := sweeping(t)
	f := w.Of(OpenRequest)
	end, more := f.Request.Period.End, f.Request.Period.End.Add(time.Hour)
	s := f.Standing
	s.Periods = append(s.Periods, access.Period{Request: "req_more", Assignment: f.Request.Assignment, Start: end, End: more})
	w.Keep(change.Change{Records: []change.Record{s}}, "more time")
	sweep(end.Add(-15 * time.Minute))
	sweep(end)
	if n := toldAbout(w, change.AccessEnded, OpenRequest) + toldAbout(w, change.AccessEnding, OpenRequest); n != 0 {
		t.Errorf("told %s", w.Told())
	}
	if lines := ended(w); len(lines) != 1 || lines[0].Detail != "Jon, at its end; it goes on until 2026-03-02T11:00:00Z" {
		t.Errorf("on record: %+v", lines)
	}
}
