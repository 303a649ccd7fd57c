package main

import (
	"context"
	"flag"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/importing"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/secret"
	"github.com/valetkey/valetkey/shared/table"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "import-rows")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.rows)
	return w
}

// brought is the import of the story.
func brought(w *World) importing.Import {
	im := importing.Import{Organization: ElmStreet, ID: Brought}
	w.Read(&im)
	return im
}

// imported is how many of some rows are there.
func imported(w *World, first, last int) int {
	im, n := brought(w), 0
	for row := first; row <= last; row++ {
		c := credential.Credential{ID: im.Credential(row)}
		if w.Read(&c); c.Version != 0 {
			n++
		}
	}
	return n
}

// whole fails the test unless each of some rows is there with all that belongs to
// it, and opens to its own secret.
func whole(t *testing.T, w *World, first, last int) {
	t.Helper()
	im, items := brought(w), w.Items()
	for row := first; row <= last; row++ {
		c, kinds := im.Credential(row), map[string]int{}
		for k := range items {
			if pk, sk, _ := strings.Cut(k, " "); strings.Contains(k, string(c)) && !strings.HasPrefix(pk, "AUDIT#") {
				kinds[strings.Split(sk, "#")[0]]++
			}
		}
		if kinds["CREDENTIAL"] != 1 || kinds["CURRENT"] != 1 || kinds["READER"] != 1 || kinds["VERSION"] != 1 || kinds["LOG"] != 1 || kinds["NAME"] < 3 || kinds["WORD"] < 6 {
			t.Errorf("row %d has %v", row, kinds)
		}
		if s, err := w.Opens(ElmStreet, c); err != nil || s.Secret != secret.Text(fmt.Sprintf("secret %d", row-1)) {
			t.Errorf("row %d opens to %q, %v", row, s.Secret.Reveal(), err)
		}
	}
	for k, n := range made(w) {
		if n != 1 {
			t.Errorf("%s is on record as made %d times", k, n)
		}
	}
}

// made is how often each credential is on record as made.
func made(w *World) map[string]int {
	out := map[string]int{}
	for _, e := range w.Record(ElmStreet) {
		if e.Action == audit.CredentialCreated {
			out[e.Thing]++
		}
	}
	return out
}

// progress is how far the import is.
func progress(t *testing.T, w *World) importing.Progress {
	t.Helper()
	all, err := w.Operator().TalliesOf(context.Background(), ElmStreet, Brought)
	if err != nil {
		t.Fatal(err)
	}
	return importing.Sum(all)
}

// asking is a page of Mo's, and the call that brings it.
func asking(csv string) (identity.Call, api.ImportPage) {
	return identity.Call{Route: "import-rows", Who: identity.Admins, Writes: true, At: T0, ID: "the test's", Token: Mo.Session()},
		api.ImportPage{Organization: ElmStreet, Import: Brought, First: 2, CSV: secret.Text(csv)}
}

func TestARowBecomesACredentialInTheFolderItNames(t *testing.T) { // rules C13, F3, A1
	w := told(t)
	a := w.Replay()
	a.Is(200).Never("the switch's password", "another password", "that has slipped", string(Codes), "rack 4")
	got := Read[api.ImportRows](a)
	want := []string{"made", "duplicate", "made", "refused"}
	for i, r := range got.Rows {
		if r.Outcome != want[i] {
			t.Errorf("row %d: %+v", i+2, r)
		}
	}
	c := credential.Credential{ID: got.Rows[0].Credential}
	if w.Read(&c); c.Name != "Switch" || c.Username != "admin" || c.URL != "https://switch.elm.example" || !c.Codes || !c.Managed || c.Owner != "" {
		t.Errorf("kept %+v", c)
	}
	path, err := w.Operator().PathOf(context.Background(), ElmStreet, c.Folder)
	if err != nil || len(path) != 3 || path[0].Name != "Floor 2" || path[1].Name != "Site" || path.Audience().Everyone || len(path.Audience().Groups) > 0 {
		t.Errorf("in %+v, %v", path, err)
	}
	if s, err := w.Opens(ElmStreet, c.ID); err != nil || s.Secret != "the switch's password" || s.Notes != "rack 4" || s.Seed == "" {
		t.Errorf("it says %q, %q", s.Secret.Reveal(), s.Notes.Reveal())
	}
	if s, err := w.Opens(ElmStreet, got.Rows[2].Credential); err != nil || s.Notes != "ring twice,\nthen wait" {
		t.Errorf("the alarm's notes: %q", s.Notes.Reveal())
	}
	if n := made(w); n[string(c.ID)] != 1 || n[string(got.Rows[2].Credential)] != 1 || len(n) != 3 { // with the story's
		t.Errorf("on record: %v", n)
	}
	for k, item := range w.Items() {
		for _, plain := range []string{"the switch's password", "another password", "that has slipped", string(Codes), "rack 4", "ring twice"} {
			if strings.Contains(k+item, plain) {
				t.Errorf("%s holds %q", k, plain)
			}
		}
	}
}

func TestTheSameRowsAgainMakeNothingTwice(t *testing.T) { // rule C13
	w := told(t)
	first := Read[api.ImportRows](w.Replay())
	before := len(w.Items())
	again := Read[api.ImportRows](w.Replay())
	if len(w.Items()) != before {
		t.Errorf("%d items became %d", before, len(w.Items()))
	}
	for i, r := range again.Rows {
		want := first.Rows[i]
		if want.Outcome == "made" {
			want.Outcome = "there"
		}
		if r.Outcome != want.Outcome || r.Credential != want.Credential || r.Name != want.Name {
			t.Errorf("row %d: %+v, then %+v", r.Row, first.Rows[i], r)
		}
	}
}

func TestTwoWindowsAtOnceMakeEachRowOnce(t *testing.T) { // forced: both have read before either writes
	w := told(t)
	csv := rows(1, 20, "")
	for _, a := range w.AtOnce([]Edit{Set("csv", csv)}, []Edit{Set("csv", csv)}) {
		for _, r := range Read[api.ImportRows](a).Rows {
			if r.Outcome != "made" && r.Outcome != "there" {
				t.Errorf("row %d: %+v", r.Row, r)
			}
		}
	}
	if n := imported(w, 2, 21); n != 20 {
		t.Errorf("%d of 20 are there", n)
	}
}

func TestDuplicatesAreMadeWhereThatIsAskedFor(t *testing.T) { // rule C13
	w := told(t)
	got := Read[api.ImportRows](w.Replay(Set("duplicates", "keep")))
	if r := got.Rows[1]; r.Outcome != "made" || r.Name != "Lobby Printer" || r.Credential == Lobby.ID {
		t.Errorf("answered %+v", r)
	}
}

func TestAClientIsFoundByNameAndGetsAFolderForAdminsOnly(t *testing.T) { // rules C13, F3, S7
	w := told(t)
	im := brought(w)
	im.Format, im.Columns[1].Field = importing.Mapped, importing.Client // the column "favorite"
	w.Keep(change.Change{Records: []change.Record{im}}, "its column is a client")
	got := Read[api.ImportRows](w.Replay(Set("csv", "VPN,TAILSPIN,,Gate,,,0,,me,1,\n,Nobody Ltd,,Gate two,,,0,,me,1,\n"))).Rows
	c, other := credential.Credential{ID: got[0].Credential}, credential.Credential{ID: got[1].Credential}
	if w.Read(&c, &other); c.Client != Tailspin || c.For != "Tailspin" || other.Client != "" || other.Tags[0] != "Nobody Ltd" || len(got[1].Said) != 1 {
		t.Errorf("kept %+v and %+v", c, other)
	}
	path, err := w.Operator().PathOf(context.Background(), ElmStreet, c.Folder)
	if err != nil || len(path) != 3 || path[1].Name != im.FolderName || !path[1].Closed || path[2].ID != TailspinFolder {
		t.Errorf("in %+v, %v", path, err)
	}
}

func TestARowThatIsTooDeepStopsNoOther(t *testing.T) { // rule C13
	w := told(t)
	im := brought(w)
	im.Format, im.Columns[1].Field = importing.Mapped, importing.Client
	w.Keep(change.Change{Records: []change.Record{im}}, "its column is a client")
	csv := Set("csv", "a/b/c/d/e/f,Tailspin,,deep,,,,,,1,\na/b/c/d/e,Tailspin,,fits,,,,,,1,\na/b/c/d/e/f,,,fits too,,,,,,1,\na/b/c/d/e/f,Tailspin,,deep,,,,,,1,\n")
	for _, outcome := range []string{"made", "there"} {
		got := Read[api.ImportRows](w.Replay(csv)).Rows
		for i, want := range []string{"refused", outcome, outcome, "refused"} {
			if r := got[i]; r.Outcome != want || want == "refused" && r.Field != "folder" {
				t.Errorf("row %d: %+v", i+2, r)
			}
		}
	}
	if p := progress(t, w); p.Made != 3 || p.Refused != 2 || p.Next != 6 {
		t.Errorf("in the end %+v", p)
	}
}

func TestOtherRowsUnderTheSameNumbersAreRefused(t *testing.T) { // rule C13: none is silently taken for one that is there
	w := told(t)
	w.Replay(Set("csv", rows(1, 3, ""))).Is(200)
	got := Read[api.ImportRows](w.Replay(Set("csv", rows(2, 3, ""))))
	for _, r := range got.Rows {
		if r.Outcome != "refused" && r.Row < 5 || !strings.Contains(r.Why, "not the row") || r.Name != "" {
			t.Errorf("row %d: %+v", r.Row, r)
		}
	}
	if p := progress(t, w); p.Made != 4 || p.Refused != 0 {
		t.Errorf("in the end %+v", p)
	}
}

// The folder above a row's new one is called something else between the reading and the
// making: all is judged anew, and the row is made.
func TestAFolderThatChangesMeanwhileLosesNoRow(t *testing.T) {
	w := told(t)
	defer w.Meanwhile(func() {
		f := filing.Folder{Organization: ElmStreet, ID: brought(w).Folder}
		w.Read(&f)
		f.Name = "From the old safe"
		w.Keep(change.Change{Records: []change.Record{f}}, "it is called something else")
	})()
	if got := Read[api.ImportRows](w.Replay(Set("csv", rows(1, 2, "Site")))); got.Rows[0].Outcome != "made" || got.Rows[1].Outcome != "made" {
		t.Errorf("answered %+v", got)
	}
}

func TestNoRowGoesWhereOthersMayLook(t *testing.T) { // rule F3
	w := told(t)
	f := filing.Folder{Organization: ElmStreet, ID: brought(w).Folder}
	w.Read(&f)
	f.Closed = false
	w.Keep(change.Change{Records: []change.Record{f}}, "the folder is opened")
	w.Unchanged(func() { w.Replay().Is(409, "begin another") })
}

func TestNoRowIsMadeOfAnImportThatIsUndoneMeanwhile(t *testing.T) { // forced: between what the page read and its first write
	w := told(t)
	once := false
	defer w.Dynamo.Before(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "TransactWriteItems" && r.Touches("CREDENTIAL") && !once {
			once = true
			im, at := brought(w), T0
			im.Undone, im.UndoneBy = &at, "Mo"
			w.Keep(change.Change{Records: []change.Record{im}}, "it is undone")
		}
		return nil
	})()
	w.Replay(Set("csv", rows(1, 20, ""))).Is(409, "Mo undid this import at 2026-03-02T09:00:00Z.")
	if n := imported(w, 2, 21); !once || n != 0 {
		t.Errorf("%d rows are there", n)
	}
}

func TestAPageThatIsCutOffAnywhereIsWholeWhenItIsSentAgain(t *testing.T) { // the kill is forced at each write in turn
	for at := 1; ; at++ {
		w := told(t)
		csv, n := rows(1, 12, "Site/Deep"), 0
		ctx, kill := context.WithCancel(context.Background())
		remove := w.Dynamo.Before(func(r dynamo.Request) *dynamo.Fault {
			if r.Operation == "TransactWriteItems" {
				if n++; n == at {
					kill()
				}
			}
			return nil
		})
		call, page := asking(csv)
		_, err := function{table: w.Table}.rows(ctx, call, page)
		remove()
		half := imported(w, 2, 13)
		got := Read[api.ImportRows](w.Replay(Set("csv", csv)))
		if all := imported(w, 2, 13); len(got.Rows) != 12 || all != 12 {
			t.Fatalf("cut off at write %d with %d rows: %d there, answered %+v", at, half, all, got)
		}
		whole(t, w, 2, 13)
		if p := progress(t, w); p.Made != 13 || p.Next != 14 {
			t.Errorf("cut off at write %d: %+v", at, p)
		}
		if err == nil {
			if at < 6 {
				t.Errorf("only %d writes", at)
			}
			return
		}
	}
}

func TestAPageCostsWhatItsRowsDoAndNoMore(t *testing.T) { // counted, not timed
	w := told(t)
	w.Ledger.Reset()
	w.Replay(Set("csv", rows(1, 200, "Site"))).Is(200)
	calls, read, write := map[string]int{}, 0.0, 0.0
	for _, e := range w.Ledger.Of("import-rows") {
		calls[e.Operation]++
		read, write = read+e.Read, write+e.Write
	}
	t.Logf("200 rows: %v, %.0f read and %.0f write units", calls, read, write)
	if calls["TransactWriteItems"] > 80 || calls["Query"] != 200 || calls["TransactGetItems"] > 20 {
		t.Errorf("200 rows take %v", calls)
	}
}

// many is how many rows a large file has: the measure is 50,000, which takes longer
// than a test may.
var many = flag.Int("rows", 800, "rows of a large file")

// TestALargeFileCutOffInTheMiddleGoesOnWhereItWas: the kill is forced within a page,
// at the tenth transaction of the one in the middle.
func TestALargeFileCutOffInTheMiddleGoesOnWhereItWas(t *testing.T) { // rule C13
	const page = 200
	w := told(t)
	began, pages, killed := time.Now(), 0, false
	for first := 2; first < *many+2; pages++ {
		last := min(first+page, *many+2)
		var csv strings.Builder
		for row := first; row < last; row++ {
			fmt.Fprintf(&csv, "Floor %d,,,Unit%d,,,,,,secret %d,\n", row%7, row, row)
		}
		call, asks := asking(csv.String())
		call.ID, asks.First = fmt.Sprint("page ", pages), first
		f, ctx := function{table: w.Operator()}, context.Background()
		if first > *many/2 && !killed {
			killed = true
			f, ctx = function{table: w.Table}, dying(w, 10)
		}
		if _, err := f.rows(ctx, call, asks); (err != nil) != (ctx.Err() != nil) {
			t.Fatal(err)
		}
		first = progress(t, w).Next
	}
	took := time.Since(began)
	t.Logf("%d rows in %d pages, on DynamoDB Local: %s, %s a page", *many, pages, took.Round(time.Second), (took / time.Duration(pages)).Round(10*time.Millisecond))
	if !killed || pages < 2 {
		t.Errorf("cut off: %v, in %d pages", killed, pages)
	}
	every(t, w, *many+1)
	if p := progress(t, w); p.Made != *many+1 || p.Duplicates+p.Refused != 0 {
		t.Errorf("in the end %+v", p)
	}
}

// dying is a context that ends when the World's function writes the nth credentials.
func dying(w *World, n int) context.Context {
	ctx, kill := context.WithCancel(context.Background())
	w.T.Cleanup(w.Dynamo.Before(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "TransactWriteItems" && r.Touches("CREDENTIAL") {
			if n--; n == 0 {
				kill()
			}
		}
		return nil
	}))
	return ctx
}

// every fails the test unless lists find each of the file's rows, once.
func every(t *testing.T, w *World, rows int) {
	t.Helper()
	im, found := brought(w), map[id.Credential]int{}
	for p := (table.Page{Limit: 100}); ; {
		some, next, err := w.Operator().VaultOf(context.Background(), ElmStreet, []credential.Audience{credential.Everything}, p)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range some {
			found[c.ID]++
		}
		if p.After = next; next == "" {
			break
		}
	}
	for row := 1; row <= rows; row++ {
		if c := im.Credential(row); found[c] != 1 {
			t.Errorf("row %d is found %d times", row, found[c])
		}
	}
	if len(found) != rows {
		t.Errorf("of %d rows %d are found", rows, len(found))
	}
}

func TestWhenTimeIsUpItSaysWhereToGoOn(t *testing.T) { // rule C13
	w := told(t)
	csv, pages := rows(1, 30, ""), 0
	lines := strings.SplitAfter(csv, "\n")
	for first := 2; first != 0; pages++ {
		call, page := asking(strings.Join(lines[first-2:], ""))
		call.ID, page.First = fmt.Sprint("page ", first), first
		got, err := function{table: w.Table}.rows(Hurried(context.Background()), call, page)
		if err != nil || got.Next != 0 && (got.Next <= first || len(got.Rows) != got.Next-first) {
			t.Fatalf("from row %d: %+v, %v", first, got, err)
		}
		first = got.Next
	}
	if pages < 2 {
		t.Errorf("there was time for all in %d calls", pages)
	}
	whole(t, w, 2, 31)
	if p := progress(t, w); p.Made != 31 || p.Next != 32 {
		t.Errorf("in the end %+v", p)
	}
}

func TestTheSameKeyGoesOnWhereTimeWasUp(t *testing.T) { // promise 5: what is not whole is no first answer
	w := told(t)
	csv := Set("csv", rows(1, 30, ""))
	key := Header("idempotency-key", "k1")
	if got := Read[api.ImportRows](w.Late(key, csv)); got.Next == 0 {
		t.Fatalf("there was time for all: %+v", got)
	}
	if got := Read[api.ImportRows](w.Replay(key, csv)); got.Next != 0 || len(got.Rows) != 30 || got.Rows[0].Outcome != "there" || got.Rows[29].Outcome != "made" {
		t.Errorf("then %+v", got)
	}
	w.Unchanged(func() {
		if got := Read[api.ImportRows](w.Replay(key, csv)); got.Rows[29].Outcome != "made" {
			t.Errorf("again %+v", got)
		}
	})
}

func TestRowsAreForAdmins(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Lin)).Is(403, "Only an admin")
		w.Replay(As(Nel)).Is(403)
		w.Replay(As(Eve)).Is(404)
		w.Replay(Path("import", id.New[id.Import](T0, "another", 0))).Is(404, "no such import")
		w.Replay(Set("csv", "PK\x03\x04")).Is(400, "body.csv", "archive")
		w.Replay(Set("duplicates", "perhaps")).Is(400, "body.duplicates")
	})
}

// rows are lines as Mo's file has them.
func rows(from, n int, folder string) string {
	var b strings.Builder
	for i := from; i < from+n; i++ {
		fmt.Fprintf(&b, "%s,,login,Device %d,,,0,https://d%d.elm.example,admin,secret %d,\n", folder, i, i, i)
	}
	return b.String()
}
