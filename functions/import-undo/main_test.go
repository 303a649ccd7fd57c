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
	if got.Removed != 3 || len(got.Stay) != 0 || got.Next != 0 {
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
		if got := Read[api.ImportUndone](w.Replay()); got.Removed != 0 || got.Next != 0 {
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
	if first.Removed != 50 || first.Next != 51 {
		t.Fatalf("answered %+v", first)
	}
	again := Read[api.ImportUndone](w.Replay()) // from the beginning: its first fifty are gone
	second := Read[api.ImportUndone](w.Replay(Set("from", first.Next)))
	if again.Removed != 0 || again.Next != 51 || second.Removed != 21 || second.Next != 0 {
		t.Errorf("then %+v, %+v", again, second)
	}
	if items := w.Items(); holdsAny(items, "VAULT#"+string(ElmStreet)) {
		t.Errorf("lists find something still")
	}
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
		w.Replay(Set("from", 0)).Is(400, "body.from")
	})
}
