package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "folder-move")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.move)
	return w
}

func TestAFolderIsMovedOnRecordAndWhoMayLookFollowsAtOnce(t *testing.T) { // rules F1, F3
	w := told(t)
	if got := Read[api.Folder](w.Replay()); got.Parent != Closed || len(got.Path) != 1 || got.Path[0] != "Owners only" || len(got.For) != 0 || got.All {
		t.Errorf("answered %+v", got)
	}
	p, err := w.Table.PathOf(t.Context(), Ridge, Firewalls)
	sol := identity.Caller{Person: Sol.ID, Organization: Ridge, Role: identity.User, Groups: nil}
	if err != nil || p.Held() != nil || p.Sees(sol) {
		t.Errorf("%+v, %v", p, err)
	}
	if e := w.Record(Ridge)[0]; e.Action != audit.FolderMoved || e.Detail != "into Owners only" {
		t.Errorf("on record: %+v", e.Entry)
	}
}

func TestAMoveIsRefusedByField(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Set("parent", string(Firewalls))).Is(400, "body.parent", "inside the folder itself")
		w.Replay(Set("parent", string(NoFolder))).Is(400, "body.parent", "there is no such folder")
		w.Replay(Path("folder", ContosoFolder)).Is(409, "a client's")
		w.Replay(Path("folder", NoFolder)).Is(404, "There is no such folder.")
		w.Replay(As(Sol)).Is(403)
		w.Replay(As(Val)).Is(403)
		w.Replay(As(Eve)).Is(404)
	})
}

// Two folders are moved into one another at once: one of them is.
func TestTwoMovesAtOnceMakeNoCircle(t *testing.T) {
	w := told(t)
	defer w.Meanwhile(func() {
		c, f := filing.Folder{Organization: Ridge, ID: Closed}, filing.Folder{Organization: Ridge, ID: Firewalls}
		w.Read(&c, &f)
		c.Parent, c.Path = Firewalls, []id.Folder{Firewalls, ContosoFolder}
		w.Keep(change.Change{Records: []change.Record{c}}, "the other way round")
	})()
	w.Replay().Is(400, "inside the folder itself")
}
