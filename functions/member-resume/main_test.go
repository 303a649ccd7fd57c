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
	w := New(t, "member-resume")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.resume)
	return w
}

// facts are how somebody stands in Blue Harbor now.
func facts(w *World, p Person) identity.Ruling {
	f := identity.RulingOf(BlueHarbor, p.ID)
	w.Read(f.Wanted()...)
	return f
}

// rule F5
func TestWhoIsResumedHasWhatTheyHad(t *testing.T) {
	w := told(t)
	w.Replay().Is(200, `"state":"active"`)
	if f := facts(w, Sal); !f.Member.Active() || f.Belonging.Suspended || w.Told() != "member-resumed" {
		t.Errorf("%+v; told %s", f, w.Told())
	}
	if e := w.Record(BlueHarbor)[0]; e.Action != audit.MemberResumed || e.ThingName != "Sal" {
		t.Errorf("on record: %+v", e)
	}
	w.Unchanged(func() {
		w.Replay().Is(409, "Sal is not suspended")
		w.Replay(Path("person", Rex.ID)).Is(409, "no longer a member")
		w.Replay(Path("person", Fred.ID)).Is(404, "member")
	})
}

func TestAResumedAdminIsOnTheRosterAgain(t *testing.T) {
	w := told(t)
	f := facts(w, Sal)
	f.Member.Role = identity.Admin
	w.Keep(change.Change{Records: []change.Record{f.Member}}, "an admin")
	w.Replay().Is(200)
	if f := facts(w, Sal); len(f.Roster.People) != 3 {
		t.Errorf("the roster: %v", f.Roster.People)
	}
}

func TestNobodyResumesThemselves(t *testing.T) {
	w := told(t)
	w.Unchanged(func() { w.Replay(As(Sal)).Is(403, "suspended") })
}
