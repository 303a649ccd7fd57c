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
	w := New(t, "invitation-cancel")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.cancel)
	return w
}

func TestAnInvitationIsTakenBackOnRecord(t *testing.T) {
	w := told(t)
	w.Replay().Is(204)
	inv := identity.Invitation{Organization: BlueHarbor, ID: FayInvitation}
	if w.Read(&inv); inv.Version != 0 {
		t.Errorf("it stays: %+v", inv)
	}
	if e := w.Record(BlueHarbor)[0]; e.Action != audit.MemberUninvited || e.ThingName != FayEmail || e.Actor != Ann.ID {
		t.Errorf("on record: %+v", e)
	}
	w.Replay().Is(404)
}

func TestOnlyAnAdminThereTakesItBack(t *testing.T) {
	w := told(t)
	w.Replay(As(Bob)).Is(403)
	w.Replay(As(Cyd)).Is(403)
	w.Replay(As(Eve)).Is(404)
	w.Replay(As(Eve), Path("organization", Elsewhere)).Is(404)
	inv := identity.Invitation{Organization: BlueHarbor, ID: FayInvitation}
	if w.Read(&inv); inv.Version == 0 {
		t.Error("it is gone")
	}
}
