package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "lock-close")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.close)
	return w
}

func TestWhatASessionHasUnlockedIsForgotten(t *testing.T) {
	w := told(t)
	w.Replay().Is(204)
	u := identity.Unlocked{Person: Ivy.ID, Session: Ivy.SessionID, Organization: StoneMill}
	if w.Read(&u); u.Version != 0 {
		t.Error("it is stored still")
	}
	if e := w.Record(StoneMill)[0]; e.Action != audit.LockClosed || e.Actor != Ivy.ID {
		t.Errorf("on record: %+v", e.Entry)
	}
	w.Unchanged(func() {
		w.Replay().Is(204)
		w.Replay(As(Nils)).Is(204)
		w.Replay(As(Eve)).Is(404)
	})
}
