package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "folder-remove")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.remove)
	return w
}

func TestAnEmptyFolderIsTakenAwayOnRecord(t *testing.T) {
	w := told(t)
	w.Replay().Is(204)
	f := filing.Folder{Organization: Ridge, ID: Spare}
	if w.Read(&f); f.Here() {
		t.Error("it is there")
	}
	if e := w.Record(Ridge)[0]; e.Action != audit.FolderRemoved || e.ThingName != "Spare" {
		t.Errorf("on record: %+v", e.Entry)
	}
	w.Replay().Is(404)
}

func TestWhatIsNotEmptyStays(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Path("folder", Firewalls)).Is(409, "not empty") // a credential
		w.Replay(Path("folder", ContosoFolder)).Is(409)          // a client's
		w.Replay(Path("folder", NoFolder)).Is(404)
		w.Replay(As(Sol)).Is(403)
		w.Replay(As(Val)).Is(403)
		w.Replay(As(Eve)).Is(404)
	})
}

// A credential is filed in it after it was found to be empty: the order has it found.
func TestARemovalHasWhatCameInMeanwhileLookedFor(t *testing.T) {
	w := told(t)
	w.Replay().Is(204)
	o := table.Order{Order: change.Order{ID: identity.Mint[id.Order](identity.Call{At: T0, ID: "recorded-folder-remove"}, 0), At: T0}}
	if w.Read(&o); o.Chore != filing.RemovedChore || o.Thing != string(Spare) {
		t.Errorf("left %+v", o.Order)
	}
}
