package main

import (
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "delegation-deny")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.deny)
	return w
}

func TestADenialIsKeptShownAndTold(t *testing.T) {
	w := told(t)
	if got := Read[api.Delegation](w.Replay()); got.State != "denied" || !got.Decided.Equal(T0) {
		t.Errorf("answered %+v", got)
	}
	r := access.Resource{Organization: BlueHarbor, ID: Shop.Resource}
	if w.Read(&r); r.Loan.State != access.Denied || r.Loan.Note != "We closed it." {
		t.Errorf("the asking side sees %+v", r.Loan)
	}
	if w.Told() != "delegation-denied" {
		t.Errorf("told: %s", w.Told())
	}
}

func TestTheSecondDecisionIsToldWhoDecidedAndWhen(t *testing.T) {
	w := told(t)
	w.Replay().Is(200)
	w.Unchanged(func() { w.Replay(At(T0.Add(time.Hour/4))).Is(409, "Olga denied this already at 2026-03-02T09:00:00Z.") })
}

func TestWhatIsNotPendingCannotBeDenied(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Path("delegation", Social.Delegation)).Is(409, "Olga shared this already")
		w.Replay(Path("delegation", Bakery.Delegation)).Is(404) // not hers
		w.Replay(Set("note", strings.Repeat("x", 1001))).Is(400, "body.note")
	})
}
