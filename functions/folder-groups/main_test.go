package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "folder-groups")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.regroup)
	return w
}

func TestWhomAFolderIsForIsSaidOnRecordAndFollowed(t *testing.T) { // rule F3
	w := told(t)
	got := Read[api.Folder](w.Replay())
	if len(got.Groups) != 1 || len(got.For) != 1 || got.For[0] != Network {
		t.Errorf("answered %+v", got)
	}
	row := filing.Gated{Organization: Ridge, Group: Network, Folder: Firewalls}
	if w.Read(&row); row.Version != 1 {
		t.Error("its members do not find it")
	}
	if e := w.Record(Ridge)[0]; e.Action != audit.FolderGroups || e.Detail != "for Network" {
		t.Errorf("on record: %+v", e.Entry)
	}
	w.Unchanged(func() { w.Replay().Is(200) }) // again
	w.Replay(Set("groups", []string{}), Set("closed", true)).Is(200)
	row = filing.Gated{Organization: Ridge, Group: Network, Folder: Firewalls}
	if w.Read(&row); row.Version != 0 {
		t.Error("its members find it still")
	}
}

func TestAFolderIsForNobodyWhomTheFolderAboveIsNotFor(t *testing.T) {
	w := told(t)
	above := filing.Folder{Organization: Ridge, ID: ContosoFolder}
	w.Read(&above)
	above.Groups, above.Closed = nil, true
	w.Keep(change.Change{Records: []change.Record{above}}, "for admins only")
	w.Unchanged(func() {
		w.Replay().Is(400, "body.groups", "only narrow")
		w.Replay(Set("groups", []string{string(SocialTeam)})).Is(400, "body.groups", "not here")
		w.Replay(Path("folder", NoFolder)).Is(404, "There is no such folder.")
		w.Replay(As(Sol)).Is(403)
		w.Replay(As(Val)).Is(403)
		w.Replay(As(Eve)).Is(404)
	})
}
