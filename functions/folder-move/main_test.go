package main

import (
	"slices"
	"sync"
	"testing"

	"github.com/valetkey/valetkey/infra/local/dynamo"
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

// Both have read and decided before either writes: one of them moves, and the other is
// told what it would be now.
func TestOfTwoMovesIntoEachOtherAtOnceOneIsMade(t *testing.T) {
	w := told(t)
	var mu sync.Mutex
	var both sync.WaitGroup
	both.Add(2)
	left := 2
	first := func() bool {
		mu.Lock()
		defer mu.Unlock()
		left--
		return left >= 0
	}
	defer w.Dynamo.Before(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "TransactWriteItems" && first() {
			both.Done()
			both.Wait()
		}
		return nil
	})()
	var answers [2]Answer
	var all sync.WaitGroup
	for i, edits := range [][]Edit{nil, {Path("folder", Closed), Set("parent", string(Firewalls))}} {
		all.Go(func() { answers[i] = w.Replay(edits...) })
	}
	all.Wait()
	a, b := answers[0], answers[1]
	if a.StatusCode != 200 {
		a, b = b, a
	}
	a.Is(200)
	b.Is(400, "inside the folder itself")
	for _, f := range []id.Folder{Closed, Firewalls} {
		if p, err := w.Operator().PathOf(t.Context(), Ridge, f); err != nil || p.Held() != nil {
			t.Errorf("%+v, %v", p, err)
		}
	}
}

// chain is as many folders as there may be above one another, the deepest first.
func chain(w *World) []id.Folder {
	deep := []id.Folder{Closed}
	var ch change.Change
	for i := 1; i < filing.MaxDepth; i++ {
		f := filing.Folder{Organization: Ridge, ID: id.New[id.Folder](T0, "deep", i), Name: "deep", Parent: deep[0], Path: slices.Clone(deep), Since: T0}
		deep = append([]id.Folder{f.ID}, deep...)
		ch.Keep(f)
	}
	w.Keep(ch, "a deep tree")
	return deep
}

// A folder is made in the one that is moved, after it was seen to be empty: that is one
// deeper than people may make, and is read like any other.
func TestWhatIsMadeBelowAFolderWhileItIsMovedIsNotTooDeepToBeRead(t *testing.T) {
	w := told(t)
	deep := chain(w)
	f := filing.Folder{Organization: Ridge, ID: id.New[id.Folder](T0, "meanwhile", 0), Name: "Meanwhile", Parent: Firewalls, Path: []id.Folder{Firewalls, ContosoFolder}, Since: T0}
	defer w.Meanwhile(func() { w.Keep(change.Change{Records: []change.Record{f}}, "made meanwhile") })()
	w.Replay(Set("parent", string(deep[1]))).Is(200)
	if p, err := w.Operator().PathOf(t.Context(), Ridge, f.ID); err != nil || len(p) != filing.MaxPath || p.Held() != nil {
		t.Errorf("%d deep: %+v, %v", len(p), p, err)
	}
	tree, err := w.Operator().TreeOf(t.Context(), Ridge)
	if p := filing.PathIn(tree, f.ID); err != nil || len(p) != filing.MaxPath || p.Held() != nil {
		t.Errorf("in the tree %d deep: %+v, %v", len(p), p, err)
	}
}

// A chain of as many folders as there may be above one another takes none below it,
// and hangs below none.
func TestATreeIsOnlySoDeep(t *testing.T) {
	w := told(t)
	deep := chain(w)
	w.Unchanged(func() {
		w.Replay(Set("parent", string(deep[0]))).Is(400, "body.parent", "7 folders deep")
		w.Replay(Path("folder", Closed), Set("parent", string(Firewalls))).Is(400, "body.parent", "deeper than 7")
		w.Replay(Path("folder", Closed), Set("parent", string(deep[0]))).Is(400, "body.parent", "inside the folder itself")
		w.Replay(Path("folder", Closed), Set("parent", string(Closed))).Is(400, "body.parent", "inside the folder itself")
	})
	w.Replay(Set("parent", string(deep[1]))).Is(200)
}
