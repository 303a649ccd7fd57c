package main

import (
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/importing"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "import-check")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.check)
	return w
}

func TestADryRunSaysPerRowWhatWouldHappenAndKeepsNothing(t *testing.T) { // rule C13
	w := told(t)
	w.Unchanged(func() {
		a := w.Replay()
		a.Never("the switch's password", "another password", "that has slipped", string(Codes), "rack 4")
		got := Read[api.ImportRows](a).Rows
		want := []string{"new", "duplicate", "new", "refused"}
		for i, r := range got {
			if r.Outcome != want[i] || r.Row != i+2 {
				t.Errorf("row %d: %+v", i+2, r)
			}
		}
		if d := got[1]; d.Credential != Lobby.ID || d.Name != Lobby.Name || d.OfRow != 1 {
			t.Errorf("a duplicate of %+v", d)
		}
		if !strings.Contains(got[3].Why, "number of columns") || got[3].Name != "" {
			t.Errorf("refused: %+v", got[3])
		}
	})
}

func TestADuplicateInTheSamePageIsNamedByItsRow(t *testing.T) {
	w := told(t)
	got := Read[api.ImportRows](w.Replay(Set("csv", ",,login,Door,,,0,https://door.example,me,1,\n,,login,DOOR ,,,0,https://www.door.example/x,Me,2,\n"))).Rows
	if len(got) != 2 || got[0].Outcome != "new" || got[1].Outcome != "duplicate" || got[1].OfRow != 2 || got[1].Name != "Door" {
		t.Errorf("answered %+v", got)
	}
	got = Read[api.ImportRows](w.Replay(Set("first", 1), Set("csv", ",,login,Lobby printer,,,0,,admin,2,\n"))).Rows
	if len(got) != 1 || got[0].Outcome != "there" || got[0].Credential != Lobby.ID {
		t.Errorf("row 1 answered %+v", got)
	}
}

func TestARowThatIsTooDeepIsRefusedAndNoOther(t *testing.T) { // rule C13
	w := told(t)
	im := importing.Import{Organization: ElmStreet, ID: Brought}
	w.Read(&im)
	im.Format, im.Columns[1].Field = importing.Mapped, importing.Client // the column "favorite"
	top, under := filing.Folder{Organization: ElmStreet, ID: im.Folder}, id.New[id.Folder](T0, "under", 0)
	w.Read(&top)
	top.Parent, top.Path = under, []id.Folder{under}
	w.Keep(change.Change{Records: []change.Record{im, top, filing.Folder{Organization: ElmStreet, ID: under, Name: "Under", Since: T0}}}, "moved under another")
	csv := "a/b/c/d/e,,,fits,,,,,,1,\na/b/c/d/e/f,,,deep,,,,,,1,\na/b/c/d/e,Tailspin,,fits there,,,,,,1,\na/b/c/d/e/f,Tailspin,,deep there,,,,,,1,\n"
	w.Unchanged(func() {
		got := Read[api.ImportRows](w.Replay(Set("csv", csv))).Rows
		for i, want := range []string{"new", "refused", "new", "refused"} {
			if r := got[i]; r.Outcome != want || want == "refused" && (r.Field != "folder" || r.Why != "is deeper than it can be made") {
				t.Errorf("row %d: %+v", i+2, r)
			}
		}
	})
}

func TestARowThatIsNotTheOneUnderItsNumberIsRefused(t *testing.T) { // rule C13: the file was changed, or is another
	w := told(t)
	w.Unchanged(func() {
		for csv, want := range map[string]string{
			",,login,LOBBY  printer,,,0,,Admin,another secret,\n": "there", // no secret is compared
			",,login,Switch,,,0,,admin,2,\n":                      "refused",
			",,login,Lobby printer,,,0,,root,2,\n":                "refused",
			"a password,that has slipped\n":                       "refused",
		} {
			if r := Read[api.ImportRows](w.Replay(Set("first", 1), Set("csv", csv))).Rows[0]; r.Outcome != want || want == "refused" && r.Why == "" {
				t.Errorf("%s: %+v", csv, r)
			}
		}
	})
}

func TestAPageThatIsNoCSVIsRefusedWithTheRow(t *testing.T) {
	w := told(t)
	good := ",,login,Door,,,0,,me,1,\n"
	w.Unchanged(func() {
		w.Replay(Set("csv", "")).Is(400, "body.csv")
		w.Replay(Set("csv", "\n \n")).Is(200, "number of columns") // a line of blanks is a row
		w.Replay(Set("csv", "\n\n")).Is(400, "body.csv", "no row")
		w.Replay(Set("csv", good+",\"never closed\n")).Is(400, "body.csv", "row 3", "quote")
		w.Replay(Set("csv", good+",,login,a\"b,,,0,,,,\n")).Is(400, "body.csv", "row 3", "quote")
		w.Replay(Set("csv", "PK\x03\x04"+good)).Is(400, "body.csv", "archive")
		w.Replay(Set("csv", ",\x00,l\x00o\x00")).Is(400, "body.csv", "UTF-16")
		w.Replay(Set("csv", good+"\x01")).Is(400, "body.csv", "no text")
		w.Replay(Set("csv", good+",,login,M\ufffdller,,,0,,me,1,\n")).Is(400, "body.csv", "row 3", "UTF-8")
		w.Replay(Set("csv", strings.Repeat(good, 201))).Is(400, "body.csv", "more than 200 rows")
		w.Replay(Set("csv", strings.Repeat(",", 99_000))).Is(400, "body.csv", "200 columns")
		w.Replay(Set("csv", strings.Repeat("x", 100_001))).Is(400, "body.csv")
		w.Replay(Set("first", 100_000), Set("csv", good+good)).Is(400, "body.csv", "beyond row 100000")
		w.Replay(Set("first", 0)).Is(400, "body.first")
		w.Replay(Set("first", 1), Set("csv", strings.Join(BroughtHeader, ",")+"\n"+good)).Is(400, "body.csv", "header")
		w.Replay(As(Lin)).Is(403, "Only an admin")
		w.Replay(As(Eve)).Is(404)
	})
}
