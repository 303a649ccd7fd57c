package main

import (
	"slices"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "request-break")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.breakGlass)
	return w
}

// rule J12
func TestABrokenGlassOpensAtOnceLoudlyAndOwesAReview(t *testing.T) {
	w := told(t)
	got := Read[api.Request](w.Replay())
	if got.State != "approved" || got.Want != "break-glass" || !got.Open || !got.Closes.Equal(T0.Add(15*time.Minute)) || len(got.Approvals) != 0 {
		t.Errorf("answered %+v", got)
	}
	f := w.Of(got.ID)
	if f.Standing.Owed != got.ID || f.Standing.Pending != PendingRequest {
		t.Errorf("the standing: %+v", f.Standing)
	}
	if n := w.Waiting(); len(n) != 1 || n[0].Kind != change.AccessBrokeGlass || n[0].To.Decide != Switch.Resource || n[0].To.Except != Jon.ID {
		t.Errorf("told %+v", n)
	}
	if e := w.Record(NorthQuay)[0]; e.Action != audit.AccessBrokeGlass || e.Actor != Jon.ID || e.Request != got.ID {
		t.Errorf("on record: %+v", e.Entry)
	}
	if !slices.Contains(w.Queues("", true), got.ID) || !slices.Contains(w.Queues(OnCall, true), got.ID) {
		t.Error("its review waits for nobody")
	}
	w.Unchanged(func() { w.Replay().Is(409, "Switch is open to you.") })
}

// rule J12
func TestAGlassIsBrokenForAnHourAtMostWithAReasonAndWhereThePolicySaysSo(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Set("reason", "")).Is(400, "body.reason")
		w.Replay(Set("reason", "  ")).Is(400, "body.reason")
		w.Replay(Set("reason", nil)).Is(400, "reason")
		w.Replay(Set("length", 3601)).Is(400, "body.length")
		w.Replay(Set("length", -1)).Is(400, "body.length")
		w.Replay(As(Moe)).Is(404, "There is no such resource.")
		w.Replay(As(Ira)).Is(404, "There is no such resource.")
		w.Replay(As(Eve), Path("organization", Elsewhere)).Is(404, "There is no such resource.")
		w.Replay(Path("resource", Gateway.Resource)).Is(409, "Gateway is open to you.")
		w.Replay(Path("resource", id.New[id.Resource](T0, "nothing", 0))).Is(404)
	})
	w.Lock(Switch, access.Policy{JustInTime: true, Longest: 3600, Needs: 1})
	w.Unchanged(func() { w.Replay().Is(403, "Switch has no glass to break") })
}

// rule J12
func TestWhoOwesAReviewForThreeDaysBreaksNoGlassThere(t *testing.T) {
	w := told(t)
	owes := func(since time.Time) {
		s := w.Of(PendingRequest).Standing
		s.Owed, s.OwedSince = GlassRequest, since
		w.Keep(change.Change{Records: []change.Record{s}}, "a review is owed")
	}
	owes(T0.AddDate(0, 0, -3))
	w.Unchanged(func() { w.Replay().Is(403, "has not been reviewed for over three days") })
	owes(T0.AddDate(0, 0, -3).Add(time.Millisecond))
	w.Replay().Is(201)
	if s := w.Of(PendingRequest).Standing; s.Owed != GlassRequest {
		t.Errorf("the older review is owed no more: %+v", s)
	}
}

// rule J12
func TestAGlassIsBrokenOnceThoughTwiceAtOnce(t *testing.T) {
	w := told(t)
	both := w.AtOnce([]Edit{}, []Edit{})
	if s := w.Of(PendingRequest).Standing; both[0].StatusCode+both[1].StatusCode != 201+409 || len(s.Periods) != 1 {
		t.Errorf("answered %d and %d: %+v", both[0].StatusCode, both[1].StatusCode, s)
	}
}

// rule F5
func TestWhoIsSuspendedMeanwhileBreaksNothing(t *testing.T) {
	w := told(t)
	defer w.Meanwhile(func() { w.Becomes(Jon, func(m *identity.Member) { m.Suspended = &T0 }) })()
	w.Replay().Is(403, "suspended")
}
