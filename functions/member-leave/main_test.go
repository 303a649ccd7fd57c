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
	w := New(t, "member-leave")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.leave)
	return w
}

// facts are how somebody stands in Blue Harbor now.
func facts(w *World, p Person) identity.Ruling {
	f := identity.RulingOf(BlueHarbor, p.ID)
	w.Read(f.Wanted()...)
	return f
}

// rule F5
func TestWhoLeavesIsGoneInTheNextCallAndTheAdminsAreTold(t *testing.T) {
	w := told(t)
	w.Replay().Is(204)
	if f := facts(w, Bob); f.Member.Removed == nil || f.Member.EndedBy != "Bob" || f.Belonging.Version != 0 {
		t.Errorf("%+v", f)
	}
	if e := w.Record(BlueHarbor)[0]; e.Action != audit.MemberLeft || e.ActorName != "Bob" || w.Told() != "left-waiting member-left" {
		t.Errorf("on record: %+v; told %s", e, w.Told())
	}
	w.Unchanged(func() { w.Replay().Is(404, "organization") })
}

// rule F4
func TestTheLastAdminStaysAndIsToldWhatToDo(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Eve), Path("organization", Elsewhere)).Is(409, "The last admin stays", "make somebody else an admin first, or invite one")
	})
	w.Replay(As(Fred), Path("organization", Elsewhere)).Is(204)
	w.Unchanged(func() { // an organization of one
		w.Replay(As(Eve), Path("organization", Elsewhere)).Is(409, "or invite one")
	})
	w.Replay(As(Dan)).Is(204)
	w.Unchanged(func() { w.Replay(As(Ann)).Is(409, "The last admin stays") })
}

func TestAPersonalAccountIsClosedNotLeft(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Olga), Path("organization", OlgaHome)).Is(403, "close it instead")
		w.Replay(As(Sal)).Is(403, "suspended")
		w.Replay(As(Rex)).Is(404)
	})
}
