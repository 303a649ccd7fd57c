package main

import (
	"slices"
	"testing"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "request-cancel")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.cancel)
	return w
}

// rule J8
func TestWhoAskedTakesItBack(t *testing.T) {
	w := told(t)
	w.Replay().Is(200, `"state":"cancelled"`, `"decidedBy":"Jon"`)
	f := w.Of(PendingRequest)
	if f.Standing.Pending != "" || f.Request.Period != nil || w.Told() != "" {
		t.Errorf("%+v; told %s", f, w.Told())
	}
	if e := w.Record(NorthQuay)[0]; e.Action != audit.AccessCancelled || e.Actor != Jon.ID || e.Request != PendingRequest {
		t.Errorf("on record: %+v", e.Entry)
	}
	if slices.Contains(w.Queues("", true), PendingRequest) || !slices.Contains(w.Queues(OnCall, false), PendingRequest) {
		t.Error("it waits in a queue still")
	}
	w.Unchanged(func() { w.Replay().Is(409, "Jon made it cancelled at 2026-03-02T09:00:00Z") })
}

// rule J8
func TestNobodyTakesBackWhatAnotherAskedOrWhatIsDecided(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Ira)).Is(404, "There is no such request.")
		w.Replay(As(Moe)).Is(404, "There is no such request.")
		w.Replay(As(Eve)).Is(404, "organization")
		w.Replay(Path("request", OpenRequest)).Is(409, "Ira made it approved")
	})
}

// rule J8
func TestOfACancelAndAnApprovalOneStands(t *testing.T) {
	w := told(t)
	defer w.Meanwhile(func() {
		w.Does(Ira, T0, PendingRequest, func(by identity.Caller, f access.Deciding) (access.Request, change.Change, error) {
			return access.Approve(by, f, 0, "")
		})
	})()
	w.Replay().Is(409, "Ira made it approved at 2026-03-02T09:00:00Z")
	if f := w.Of(PendingRequest); len(f.Standing.Periods) != 1 {
		t.Errorf("%+v", f.Standing)
	}
}
