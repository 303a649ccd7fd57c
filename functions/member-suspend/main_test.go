package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "member-suspend")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.suspend)
	return w
}

// facts are how somebody stands in Blue Harbor now.
func facts(w *World, p Person) identity.Ruling {
	f := identity.RulingOf(BlueHarbor, p.ID)
	w.Read(f.Wanted()...)
	return f
}

// rules F4, F5
func TestWhoIsSuspendedKeepsEverythingAndGetsInNowhereThere(t *testing.T) {
	w := told(t)
	before := facts(w, Bob).Member
	w.Replay().Is(200, `"state":"suspended"`)
	f := facts(w, Bob)
	if m := f.Member; m.Active() || m.EndedBy != "Ann" || len(m.Groups) != len(before.Groups) || m.Role != before.Role || !f.Belonging.Suspended {
		t.Errorf("%+v", f)
	}
	if w.Told() != "member-suspended" || w.Record(BlueHarbor)[0].Action != audit.MemberSuspended {
		t.Errorf("told %s", w.Told())
	}
	w.Unchanged(func() {
		w.Replay().Is(409, "Ann suspended Bob already at 2026-03-02T09:00:00Z")
		w.Replay(As(Bob)).Is(403, "Your membership in Blue Harbor IT is suspended")
	})
}

// rule F6
func TestASuspensionIsOfOneOrganizationOnly(t *testing.T) {
	w := told(t)
	w.Keep(change.Change{Records: []change.Record{identity.Member{
		Organization: Elsewhere, OrganizationName: "Elsewhere", Kind: identity.Provider, Person: Dan.ID, Name: "Dan", Role: identity.Admin, Since: Suspended,
	}}}, "Dan elsewhere")
	w.Replay(Path("person", Dan.ID)).Is(200)
	w.Replay(As(Dan)).Is(403, "suspended")
	w.Replay(As(Dan), Path("organization", Elsewhere), Path("person", Fred.ID)).Is(200)
}

func TestASuspendedAdminIsNoActiveOne(t *testing.T) {
	w := told(t)
	w.Replay(Path("person", Dan.ID)).Is(200)
	if f := facts(w, Dan); len(f.Roster.People) != 1 || f.Roster.People[0] != Ann.ID {
		t.Errorf("the roster: %v", f.Roster.People)
	}
	w.Unchanged(func() {
		w.Replay(Path("person", Ann.ID)).Is(403, "You cannot suspend yourself")
		w.Replay(Path("person", Rex.ID)).Is(409, "no longer a member")
		w.Replay(Path("person", Eve.ID)).Is(404, "member")
		w.Replay(As(Olga), Path("organization", OlgaHome), Path("person", Olga.ID)).Is(403, "personal")
	})
}
