package main

import (
	"slices"
	"strings"
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
	w := New(t, "request-deny")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.deny)
	return w
}

// rules J5, J7
func TestDenyingClosesTheRequestAndTellsWhoAskedAndWhoMightHaveDecided(t *testing.T) {
	w := told(t)
	w.Replay().Is(200, `"state":"denied"`, `"decidedBy":"Ira"`, "Not during office hours.", `"mayDecide":false`)
	f := w.Of(PendingRequest)
	if f.Standing.Pending != "" || f.Request.Period != nil || w.Told() != "access-decided access-denied" {
		t.Errorf("%+v; told %s", f, w.Told())
	}
	if e := w.Record(NorthQuay)[0]; e.Action != audit.AccessDenied || e.Actor != Ira.ID || e.Request != PendingRequest {
		t.Errorf("on record: %+v", e.Entry)
	}
	if slices.Contains(w.Queues(OnCall, true), PendingRequest) || !slices.Contains(w.Queues("", false), PendingRequest) {
		t.Error("it waits in a queue still")
	}
	w.Unchanged(func() { w.Replay(As(Lou)).Is(409, "Ira made it denied at 2026-03-02T09:00:00Z") })
}

// rule J5
func TestOneNoIsEnoughWhateverWasApproved(t *testing.T) {
	w := told(t)
	w.Needing(PendingRequest, 2)
	w.Does(Kay, T0, PendingRequest, func(by identity.Caller, f access.Deciding) (access.Request, change.Change, error) {
		return access.Approve(by, f, 0, "")
	})
	w.Replay(As(Lou)).Is(200, `"state":"denied"`)
}

// rule J5, promise 8
func TestWhoMayNotDecideDeniesNothing(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Jon)).Is(403, "Nobody decides what they ask for themselves")
		w.Replay(As(Moe)).Is(404, "There is no such request.")
		w.Replay(As(Eve), Path("organization", Elsewhere)).Is(404, "There is no such request.")
		w.Replay(Set("note", strings.Repeat("a", 1001))).Is(400, "body.note")
		w.Replay(Path("request", OpenRequest)).Is(409, "Ira made it approved")
		w.Replay(Path("request", GlassRequest)).Is(409, "Jon made it approved")
	})
}

// rule J5
func TestOfADenialAndAnApprovalOneStands(t *testing.T) {
	w := told(t)
	defer w.Meanwhile(func() {
		w.Does(Kay, T0, PendingRequest, func(by identity.Caller, f access.Deciding) (access.Request, change.Change, error) {
			return access.Approve(by, f, 0, "")
		})
	})()
	w.Replay().Is(409, "Kay made it approved")
	if w.Told() != "access-decided access-opened" {
		t.Errorf("told %s", w.Told())
	}
}
