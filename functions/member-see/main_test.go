package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "member-see")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.see)
	return w
}

func TestOneMemberIsShownWithWhatRemovingThemWouldEnd(t *testing.T) {
	w := told(t)
	got := Read[api.MemberDetail](w.Replay())
	if got.Name != "Bob" || got.State != "active" || len(got.Groups) != 1 || got.Assignments != 1 || got.Received != 2 || got.LastAdmin || got.Ended != nil {
		t.Errorf("answered %+v", got)
	}
}

func TestWhoIsSuspendedOrRemovedIsShownWithWhenAndByWhom(t *testing.T) {
	w := told(t)
	if got := Read[api.MemberDetail](w.Replay(Path("person", Sal.ID))); got.State != "suspended" || !got.Ended.Equal(Suspended) || got.EndedBy != "Ann" || got.Assignments != 1 {
		t.Errorf("answered %+v", got)
	}
	if got := Read[api.MemberDetail](w.Replay(Path("person", Rex.ID))); got.State != "removed" || !got.Ended.Equal(Removed) || got.EndedBy != "Ann" || got.Received != 1 {
		t.Errorf("answered %+v", got)
	}
}

// rule F4
func TestASingleAdminIsSaidToBeOne(t *testing.T) {
	w := told(t)
	if got := Read[api.MemberDetail](w.Replay(As(Eve), Path("organization", Elsewhere), Path("person", Eve.ID))); !got.LastAdmin {
		t.Errorf("answered %+v", got)
	}
	if got := Read[api.MemberDetail](w.Replay(Path("person", Ann.ID))); got.LastAdmin {
		t.Errorf("answered %+v", got)
	}
}

func TestAMemberIsSeenByAdminsAndAuditorsOnly(t *testing.T) {
	w := told(t)
	w.Replay(As(Bob)).Is(403)
	w.Replay(Path("person", Eve.ID)).Is(404, "member")
	w.Replay(As(Rex)).Is(404, "organization")
}
