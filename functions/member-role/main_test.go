package main

import (
	"slices"
	"testing"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "member-role")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.role)
	return w
}

// facts are how somebody stands in Blue Harbor now.
func facts(w *World, p Person) identity.Ruling {
	f := identity.RulingOf(BlueHarbor, p.ID)
	w.Read(f.Wanted()...)
	return f
}

// rule F4
func TestARoleIsGivenToldAndOnRecord(t *testing.T) {
	w := told(t)
	w.Replay().Is(200, `"role":"reviewer"`)
	f := facts(w, Bob)
	if f.Member.Role != identity.Reviewer || f.Belonging.Role != identity.Reviewer || len(f.Roster.People) != 2 || w.Told() != "member-role" {
		t.Errorf("%+v; told %s", f, w.Told())
	}
	if e := w.Record(BlueHarbor)[0]; e.Action != audit.MemberRole || e.Detail != "from user to reviewer" || e.ActorName != "Ann" {
		t.Errorf("on record: %+v", e)
	}
	w.Unchanged(func() { w.Replay().Is(200) }) // the same again is no change
}

func TestANewAdminIsOnTheRosterAndTheOldOneOffIt(t *testing.T) {
	w := told(t)
	w.Replay(Set("role", "admin")).Is(200)
	w.Replay(As(Bob), Path("person", Ann.ID), Set("role", "user")).Is(200)
	f := facts(w, Ann)
	if slices.Contains(f.Roster.People, Ann.ID) || !slices.Contains(f.Roster.People, Bob.ID) {
		t.Errorf("the roster: %v", f.Roster.People)
	}
	w.Replay(Path("person", Dan.ID)).Is(403, "Only an admin")
}

func TestTheLastAdminIsNotDemoted(t *testing.T) {
	w := told(t)
	w.Replay(Path("person", Dan.ID)).Is(200)
	w.Unchanged(func() {
		w.Replay(Path("person", Ann.ID)).Is(409, "The last admin stays", "make somebody else an admin first")
	})
}

func TestOfTwoAdminsWhoDemoteEachOtherAtOnceOneWins(t *testing.T) {
	w := told(t)
	both := w.AtOnce([]Edit{As(Ann), Path("person", Dan.ID)}, []Edit{As(Dan), Path("person", Ann.ID)})
	if f := facts(w, Ann); both[0].StatusCode+both[1].StatusCode != 200+403 || len(f.Roster.People) != 1 {
		t.Errorf("answered %d and %d; admins: %v", both[0].StatusCode, both[1].StatusCode, f.Roster.People)
	}
}

func TestWhoIsNotThereHasNoRole(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Path("person", Eve.ID)).Is(404, "member")
		w.Replay(Path("person", Rex.ID)).Is(409, "no longer a member", "Ann")
		w.Replay(Set("role", "owner")).Is(400, "body.role")
		w.Replay(As(Bob)).Is(403)
		w.Replay(As(Cyd)).Is(403)
		w.Replay(As(Sal)).Is(403, "suspended")
		w.Replay(As(Rex)).Is(404, "organization")
		w.Replay(As(Eve)).Is(404, "organization")
	})
}
