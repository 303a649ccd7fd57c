package main

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "member-remove")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.remove)
	return w
}

// facts are how somebody stands in Blue Harbor now.
func facts(w *World, p Person) identity.Ruling {
	f := identity.RulingOf(BlueHarbor, p.ID)
	w.Read(f.Wanted()...)
	return f
}

// rules F5, A3
func TestAMembershipEndsInOneTransactionThatKeepsTheName(t *testing.T) {
	w := told(t)
	if made := w.Made(func() { w.Replay().Is(204) }); made != "AUDIT DUE DUE LEFT NOTICE NOTICE OUT OUT OUT PAST" {
		t.Errorf("made %s", made)
	}
	f := facts(w, Bob)
	if m := f.Member; !m.Removed.Equal(T0) || m.EndedBy != "Ann" || m.Name != "Bob" || len(m.Groups) != 0 || f.Belonging.Version != 0 {
		t.Errorf("%+v", f)
	}
	if e := w.Record(BlueHarbor)[0]; e.Action != audit.MemberRemoved || e.ThingName != "Bob" || e.ActorName != "Ann" {
		t.Errorf("on record: %+v", e)
	}
	if w.Told() != "left-waiting member-removed" {
		t.Errorf("told %s", w.Told())
	}
	w.Unchanged(func() {
		w.Replay().Is(409, "Bob is no longer a member: Ann ended it at 2026-03-02T09:00:00Z")
		w.Replay(As(Bob)).Is(404, "organization")
	})
}

func TestWhoIsSuspendedIsRemovedLikeAnyone(t *testing.T) {
	w := told(t)
	w.Replay(Path("person", Sal.ID)).Is(204)
	if m := facts(w, Sal).Member; m.Removed == nil || m.Suspended != nil {
		t.Errorf("%+v", m)
	}
	w.Replay(As(Sal)).Is(404, "organization")
}

// rule F4
func TestTheLastAdminIsNotRemovedByAnyWay(t *testing.T) {
	w := told(t)
	w.Replay(Path("person", Dan.ID)).Is(204)
	if f := facts(w, Dan); len(f.Roster.People) != 1 {
		t.Errorf("the roster: %v", f.Roster.People)
	}
	w.Unchanged(func() {
		w.Replay(Path("person", Ann.ID)).Is(403, "leave the organization")
		w.Replay(Path("person", Eve.ID)).Is(404, "member")
		w.Replay(As(Cyd)).Is(403)
		w.Replay(As(Olga), Path("organization", OlgaHome), Path("person", Olga.ID)).Is(403, "personal")
	})
}

func TestOfTwoAdminsWhoRemoveEachOtherAtOnceOneWins(t *testing.T) {
	w := told(t)
	both := w.AtOnce([]Edit{As(Ann), Path("person", Dan.ID)}, []Edit{As(Dan), Path("person", Ann.ID)})
	if both[0].StatusCode+both[1].StatusCode != 204+404 || len(facts(w, Ann).Roster.People) != 1 {
		t.Errorf("answered %d and %d", both[0].StatusCode, both[1].StatusCode)
	}
}

// rules C1, C14
func TestHowManyUnmanagedLoginsStayIsOnRecordAndNothingPersonal(t *testing.T) {
	w := told(t)
	w.Replay(As(Kit), Path("organization", FernHill), Path("person", Lea.ID)).Is(204)
	if e := w.Record(FernHill)[0]; e.Action != audit.MemberRemoved || e.Detail != "leaves 1 unmanaged login behind" {
		t.Errorf("on record: %+v", e.Entry)
	}
	l := identity.Left{Organization: FernHill, Person: Lea.ID}
	if w.Read(&l); !l.At.Equal(T0) || !l.Until.Equal(T0.AddDate(0, 0, 30)) || l.Name != "Fern Hill" {
		t.Errorf("left %+v", l)
	}
	for at, what := range map[time.Time]string{T0.AddDate(0, 0, 23): identity.LeftRemindDue, T0.AddDate(0, 0, 30).Add(time.Minute): identity.LeftOverDue} {
		due := table.Due{Due: change.Due{At: at, What: what, ID: l.Ref()}}
		if w.Read(&due); due.Version == 0 {
			t.Errorf("no %s at %v", what, at)
		}
	}
	w.SignedIn(Kit, T0.Add(time.Hour))
	made := w.Made(func() { // and again, after they were back: the row of the first time is written over
		m, b := identity.Member{Organization: FernHill, Person: Lea.ID}, identity.Belonging{Organization: FernHill, Person: Lea.ID, Name: "Fern Hill", Role: identity.User}
		w.Read(&m)
		m.Removed, m.Since = nil, T0
		w.Keep(change.Change{Records: []change.Record{m, b}}, "Lea is back")
		w.Replay(As(Kit), Path("organization", FernHill), Path("person", Lea.ID), At(T0.Add(time.Hour))).Is(204)
	})
	if w.Read(&l); !l.Until.Equal(T0.Add(time.Hour).AddDate(0, 0, 30)) {
		t.Errorf("left %+v; made %s", l, made)
	}
}
