package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "request-review")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.review)
	return w
}

// rule J12
func TestAReviewClosesWhatABrokenGlassOwes(t *testing.T) {
	w := told(t)
	if f := w.Of(GlassRequest); f.Standing.Owed != GlassRequest || !slices.Contains(w.Queues("", true), GlassRequest) {
		t.Fatalf("nothing is owed: %+v", f.Standing)
	}
	w.Replay().Is(200, `"reviewed":{"name":"Ira"`, "A switch had failed", `"mayDecide":false`)
	f := w.Of(GlassRequest)
	if f.Standing.Owed != "" || !f.Standing.OwedSince.IsZero() || w.Told() != "" || slices.Contains(w.Queues("", true), GlassRequest) || !slices.Contains(w.Queues("", false), GlassRequest) {
		t.Errorf("%+v; told %s", f.Standing, w.Told())
	}
	if e := w.Record(NorthQuay)[0]; e.Action != audit.AccessReviewed || e.Actor != Ira.ID || e.Request != GlassRequest {
		t.Errorf("on record: %+v", e.Entry)
	}
	w.Unchanged(func() { w.Replay(As(Kay)).Is(409, "Ira reviewed it at 2026-03-02T09:00:00Z") })
}

// rule J12
func TestOnlyWhoCouldHaveApprovedReviewsAndNobodyThemselves(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Jon)).Is(403, "Nobody reviews what they did themselves")
		w.Replay(As(Moe)).Is(404, "There is no such request.")
		w.Replay(As(Lou)).Is(404, "There is no such request.")
		w.Replay(As(Eve), Path("organization", Elsewhere)).Is(404, "There is no such request.")
		w.Replay(Path("request", PendingRequest)).Is(409, "No glass was broken by this request.")
		w.Replay(Path("request", id.New[id.Request](T0, "nothing", 0))).Is(404)
		w.Replay(Set("note", "")).Is(400, "body.note")
		w.Replay(Set("note", "  ")).Is(400, "body.note")
		w.Replay(Set("note", strings.Repeat("a", 1001))).Is(400, "body.note")
	})
}

// rule J12
func TestOfTwoReviewsAtOnceOneStands(t *testing.T) {
	w := told(t)
	both := w.AtOnce([]Edit{As(Ira)}, []Edit{As(Kay)})
	if both[0].StatusCode+both[1].StatusCode != 200+409 {
		t.Errorf("answered %d and %d", both[0].StatusCode, both[1].StatusCode)
	}
}
