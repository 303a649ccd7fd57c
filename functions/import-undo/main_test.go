package main

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/importing"
	"github.com/valetkey/valetkey/shared/intake"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/secret"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "import-undo")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.undo)
	return w
}

// bring imports rows as the function for that does.
func bring(t *testing.T, w *World, first int, csv string) []importing.Judged {
	t.Helper()
	c := identity.Call{Route: "import-rows", Who: identity.Admins, Writes: true, At: T0, ID: "the test's rows " + csv[:5], Token: Mo.Session()}
	page := intake.Page{Organization: ElmStreet, Import: Brought, First: first, CSV: secret.Text(csv)}
	rows, err := intake.Bring(context.Background(), w.TableAs("import-rows"), c, page, func(rows []importing.Judged, _ int) []importing.Judged { return rows })
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestUndoTakesAwayWhatNobodyTouchedAsIfItHadNeverBeen(t *testing.T) { // rules C13, A1
	w := told(t)
	bring(t, w, 2, BroughtRows)
	got := Read[api.ImportUndone](w.Replay())
	if got.Removed != 3 || len(got.Stay) != 0 || got.Next != "" {
		t.Errorf("answered %+v", got)
	}
	im := importing.Import{Organization: ElmStreet, ID: Brought}
	if w.Read(&im); im.Undone == nil || im.UndoneBy != "Mo" {
		t.Errorf("the import: %+v", im)
	}
	for k := range w.Items() {
		for _, row := range []int{1, 2, 4} {
			if c := string(im.Credential(row)); strings.Contains(k, c) && !strings.HasPrefix(k, "AUDIT#") {
				t.Errorf("left of row %d: %s", row, k)
			}
		}
	}
	for _, names := range [][]string{nil, {"Site"}, {"Site", "Floor 2"}} {
		folder := filing.Folder{Organization: ElmStreet, ID: im.FolderOf("", names)}
		if w.Read(&folder); folder.Version == 0 || folder.Here() {
			t.Errorf("its folder %v: %+v", names, folder)
		}
	}
	said := map[audit.Action]int{}
	for _, e := range w.Record(ElmStreet) {
		said[e.Action]++
	}
	if said[audit.ImportUndone] != 1 || said[audit.CredentialUndone] != 3 || said[audit.FolderRemoved] != 3 {
		t.Errorf("on record: %v", said)
	}
	w.Unchanged(func() { // again
		if got := Read[api.ImportUndone](w.Replay()); got.Removed != 0 || got.Next != "" {
			t.Errorf("again: %+v", got)
		}
	})
}

func TestWhatSomebodyTouchedStaysAndIsNamed(t *testing.T) { // rule C13
	for why, act := range map[string]string{
		"its folder was moved":         "folder-move",
		"it was disabled":              "credential-disable",
		"somebody received its secret": "vault-reveal",
		"it was moved":                 "credential-move",
	} {
		w := told(t)
		touch(t, w, act)
		got := Read[api.ImportUndone](w.Replay())
		if got.Removed != 0 || len(got.Stay) != 1 || got.Stay[0].Credential != Lobby.ID || got.Stay[0].Row != 1 || got.Stay[0].Why != why {
			t.Errorf("after %s: %+v", act, got)
		}
		c := credential.Credential{ID: Lobby.ID}
		if w.Read(&c); c.Version == 0 {
			t.Errorf("after %s it is gone", act)
		}
	}
}

func TestAFolderThatIsCalledSomethingElseKeepsNothing(t *testing.T) {
	w := told(t)
	touch(t, w, "folder-rename")
	if got := Read[api.ImportUndone](w.Replay()); got.Removed != 1 || len(got.Stay) != 0 {
		t.Errorf("answered %+v", got)
	}
}

func TestWhatAPageThatWasCutOffMadeIsUndoneToo(t *testing.T) { // the kill is forced after the first credentials
	w := told(t)
	ctx, kill := context.WithCancel(context.Background())
	remove := w.Dynamo.After(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "TransactWriteItems" && r.Touches("CREDENTIAL") {
			kill()
		}
		return nil
	})
	c := identity.Call{Route: "import-rows", Who: identity.Admins, Writes: true, At: T0, ID: "cut off", Token: Mo.Session()}
	page := intake.Page{Organization: ElmStreet, Import: Brought, First: 2, CSV: secret.Text(strings.Repeat(",,,a,,,,,,1,\n", 30)), Keep: true}
	_, err := intake.Bring(ctx, w.TableAs("import-rows"), c, page, func([]importing.Judged, int) int { return 0 })
	remove()
	if err == nil {
		t.Fatal("it was not cut off")
	}
	if got := Read[api.ImportUndone](w.Replay()); got.Removed < 3 || got.Removed > 30 {
		t.Errorf("answered %+v", got)
	}
	for k := range w.Items() {
		if strings.HasPrefix(k, "VAULT#"+string(ElmStreet)) || strings.HasPrefix(k, "CREDENTIAL#") && strings.Contains(k, string(ElmStreet)) {
			t.Errorf("left: %s", k)
		}
	}
}

func TestALargeImportIsUndoneInParts(t *testing.T) { // rule C13
	w := told(t)
	var csv strings.Builder
	for i := range 70 {
		fmt.Fprintf(&csv, "Deep/Er,,,unit %d,,,,,,1,\n", i)
	}
	bring(t, w, 2, csv.String())
	first := Read[api.ImportUndone](w.Replay())
	if first.Removed != 50 || first.Next != "51" {
		t.Fatalf("answered %+v", first)
	}
	again := Read[api.ImportUndone](w.Replay()) // from the beginning: its first fifty are gone
	second := Read[api.ImportUndone](w.Replay(Set("from", first.Next)))
	if again.Removed != 0 || again.Next != "51" || second.Removed != 21 || second.Next != "" {
		t.Errorf("then %+v, %+v", again, second)
	}
	if items := w.Items(); holdsAny(items, "VAULT#"+string(ElmStreet)) {
		t.Errorf("lists find something still")
	}
}

// foldersMade has the import have made n folders more, in one another where deep says so.
func foldersMade(w *World, n int) importing.Import {
	im := importing.Import{Organization: ElmStreet, ID: Brought}
	w.Read(&im)
	var ch change.Change
	put := func(above id.Folder, names ...string) id.Folder {
		f := filing.Folder{Organization: ElmStreet, ID: im.FolderOf("", names), Parent: above, Name: names[len(names)-1], Since: T0}
		if ch.Keep(f); len(ch.Records) == 90 {
			w.Keep(ch, fmt.Sprint("up to ", names))
			ch = change.Change{}
		}
		return f.ID
	}
	for i := range n / 2 {
		name := fmt.Sprint("Floor ", i)
		put(put(im.Folder, name), name, "Rack")
	}
	if len(ch.Records) > 0 {
		w.Keep(ch, "the rest")
	}
	return im
}

// left are the import's folders that are there.
func left(w *World, im importing.Import) (n int) {
	tree, err := w.Operator().TreeOf(w.T.Context(), ElmStreet)
	if err != nil {
		w.T.Fatal(err)
	}
	return len(im.Folders(tree))
}

func TestHundredsOfFoldersGoInPartsWhateverIsTakenMeanwhile(t *testing.T) { // rule C13
	w := told(t)
	im := foldersMade(w, 140) // and its own
	by := filing.Folder{Organization: ElmStreet, ID: id.New[id.Folder](T0, "by hand", 0), Name: "By hand", Parent: im.FolderOf("", []string{"Floor 3", "Rack"}), Since: T0}
	w.Keep(change.Change{Records: []change.Record{by}}, "somebody keeps something in one of them")
	calls := 0
	for next := ""; calls == 0 || next != ""; calls++ {
		w.Ledger.Reset()
		edits := []Edit{}
		if next != "" {
			edits = append(edits, Set("from", next))
		}
		got := Read[api.ImportUndone](w.Replay(edits...))
		queries := 0
		for _, e := range w.Ledger.Of("import-undo") {
			if e.Operation == "Query" {
				queries++
			}
		}
		if got.Next == next || queries > 55 {
			t.Fatalf("after %q: %+v, %d queries", next, got, queries)
		}
		if _, at, in := strings.Cut(next, "/"); in && at != "" { // what the place names is put back meanwhile, under another name
			f := filing.Folder{Organization: ElmStreet, ID: id.Folder(at)}
			w.Read(&f)
			f.Removed, f.Name = nil, "Another"
			w.Keep(change.Change{Records: []change.Record{f}}, "put back "+at)
		}
		next = got.Next
	}
	if n := left(w, im); calls != 3 || n != 4 { // the rack that holds something, its floor, the floor of the rack that was put back, and the import's
		t.Errorf("%d are left after %d calls", n, calls)
	}
}

func TestAFolderThatIsRegroupedWhileItIsTakenAwayIsLookedAtAgain(t *testing.T) { // forced between the reading and the writing
	w := told(t)
	w.Replay().Is(200) // its credential is gone
	im := foldersMade(w, 4)
	f := filing.Folder{Organization: ElmStreet, ID: im.FolderOf("", []string{"Floor 1"})}
	once := false
	remove := w.Dynamo.Before(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "TransactWriteItems" && !once {
			once = true
			w.Read(&f)
			f.Closed = true
			w.Keep(change.Change{Records: []change.Record{f}}, "for admins only")
		}
		return nil
	})
	defer remove()
	for next := "9/"; next != ""; {
		next = Read[api.ImportUndone](w.Replay(Set("from", next))).Next
	}
	if n := left(w, im); !once || n != 0 {
		t.Errorf("%d are left", n)
	}
}

func TestWhatThereIsNoTimeForIsLeftToTheNextCall(t *testing.T) { // rule C13
	w := told(t)
	im := foldersMade(w, 6)
	got := Read[api.ImportUndone](w.Late())
	if got.Removed != 1 || got.Next == "" {
		t.Fatalf("answered %+v", got)
	}
	if got = Read[api.ImportUndone](w.Replay(Set("from", got.Next))); got.Next != "" || left(w, im) != 0 {
		t.Errorf("then %+v, with %d left", got, left(w, im))
	}
}

// The other one takes all that is left away, between two transactions of this one.
func TestTwoAdminsWhoUndoAtOnceTakeEachAwayOnceAndSaySo(t *testing.T) { // rule C13
	w := told(t)
	var csv strings.Builder
	for i := range 30 {
		fmt.Fprintf(&csv, ",,,unit %d,,,,,,1,\n", i)
	}
	bring(t, w, 2, csv.String())
	writes, other := 0, api.ImportUndone{}
	defer w.Dynamo.Before(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "TransactWriteItems" && r.Touches("CREDENTIAL") {
			if writes++; writes == 3 {
				other = Read[api.ImportUndone](w.Replay())
			}
		}
		return nil
	})()
	got := Read[api.ImportUndone](w.Replay())
	gone := map[string]int{}
	for _, e := range w.Record(ElmStreet) {
		if e.Action == audit.CredentialUndone {
			gone[e.Thing]++
		}
	}
	if got.Removed < 1 || other.Removed < 1 || got.Removed+other.Removed != 31 || len(gone) != 31 || got.Next != "" {
		t.Errorf("%d and %d are taken away, %d are on record", got.Removed, other.Removed, len(gone))
	}
}

func TestTheSameKeyGoesOnOrIsToldAsTheFirstTime(t *testing.T) { // promise 5
	w := told(t)
	foldersMade(w, 6)
	key := Header("idempotency-key", "k1")
	if got := Read[api.ImportUndone](w.Late(key)); got.Removed != 1 || got.Next == "" {
		t.Fatalf("answered %+v", got)
	}
	last := w.Replay(key).Is(200)
	if got := Read[api.ImportUndone](last); got.Next != "" {
		t.Errorf("then %+v", got)
	}
	w.Unchanged(func() {
		if again := w.Replay(key); again.Body != last.Body {
			t.Errorf("answered %s, then %s", last.Body, again.Body)
		}
		w.Replay(key, Set("from", "1")).Is(422)
	})
}

func holdsAny(items map[string]string, prefix string) bool {
	for k := range items {
		if strings.HasPrefix(k, prefix) {
			return true
		}
	}
	return false
}

// touch writes what an act of somebody leaves of the imported credential.
func touch(t *testing.T, w *World, act string) {
	t.Helper()
	c := credential.Credential{ID: Lobby.ID}
	r := credential.Reader{Credential: Lobby.ID, Organization: ElmStreet}
	w.Read(&c, &r)
	switch act {
	case "credential-disable":
		at := T0
		c.Disabled = &at
		w.Keep(change.Change{Records: []change.Record{c}}, act)
	case "credential-move":
		line := credential.Logged{Credential: c.ID, Turn: c.Version + 1, Kind: credential.Moved, At: T0}
		w.Keep(change.Change{Records: []change.Record{c, line}}, act)
	case "folder-move":
		c.Folder = TailspinFolder
		w.Keep(change.Change{Records: []change.Record{c}}, act)
	case "folder-rename":
		f := filing.Folder{Organization: ElmStreet, ID: c.Folder}
		w.Read(&f)
		f.Name = "From the old safe"
		w.Keep(change.Change{Records: []change.Record{f, c}}, act) // and the credential is posted anew
	default:
		w.Keep(change.Change{Records: []change.Record{credential.Touch{Reader: r, At: T0}}}, act)
	}
}

func TestASecretReceivedAtTheLastInstantIsNotLost(t *testing.T) { // promise 3
	w := told(t)
	once := false
	defer w.Dynamo.Before(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "TransactWriteItems" && r.Touches("CREDENTIAL") && !once {
			once = true
			touch(t, w, "vault-reveal")
		}
		return nil
	})()
	got := Read[api.ImportUndone](w.Replay())
	if !once || got.Removed != 0 || len(got.Stay) != 1 || got.Stay[0].Why != "somebody received its secret" {
		t.Errorf("answered %+v", got)
	}
}

func TestNoRowIsMadeAfterItWasUndone(t *testing.T) {
	w := told(t)
	w.Replay().Is(200)
	c := identity.Call{Route: "import-rows", Who: identity.Admins, Writes: true, At: T0, ID: "late rows", Token: Mo.Session()}
	page := intake.Page{Organization: ElmStreet, Import: Brought, First: 2, CSV: secret.Text(BroughtRows)}
	_, err := intake.Bring(context.Background(), w.TableAs("import-rows"), c, page, func([]importing.Judged, int) int { return 0 })
	if err == nil || !strings.Contains(err.Error(), "Mo undid this import at") {
		t.Errorf("answered %v", err)
	}
}

func TestUndoIsForAdmins(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Lin)).Is(403, "Only an admin")
		w.Replay(As(Nel)).Is(403)
		w.Replay(As(Eve)).Is(404)
		w.Replay(Path("import", id.New[id.Import](T0, "another", 0))).Is(404, "no such import")
		for _, wrong := range []any{0, "0", "-1", "x", "1.5", "/", "0/", strings.Repeat("1", 61)} {
			w.Replay(Set("from", wrong)).Is(400, "body.from")
		}
	})
}
