package main

import (
	"encoding/base64"
	"encoding/csv"
	"encoding/json"
	"flag"
	"fmt"
	"mime"
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/infra/local/ledger"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "audit-export")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.export)
	return w
}

// saved is what a browser saves of an answer.
func saved(t *testing.T, a Answer) string {
	t.Helper()
	a.Is(200)
	raw, err := base64.StdEncoding.DecodeString(a.Body)
	if err != nil || !a.IsBase64Encoded {
		t.Fatalf("the file is not in base64: %v", err)
	}
	return string(raw)
}

func TestTheRecordIsExportedAsCSVWithALineOfNames(t *testing.T) {
	w := told(t)
	a := w.Replay()
	rows, err := csv.NewReader(strings.NewReader(saved(t, a))).ReadAll()
	if err != nil || len(rows) < 10 || strings.Join(rows[0], ",") != "at,action,actor,actorName,actorOrganization,thing,thingName,detail,from,id" {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	if r := rows[1]; r[0] != "2026-03-02T08:59:00.000Z" || r[1] != "member.invited" || r[2] != string(Ann.ID) || r[3] != "Ann" || r[6] != FayEmail {
		t.Errorf("the newest: %q", r)
	}
	if a.Headers["content-type"] != "text/csv; charset=utf-8" || a.Headers["cache-control"] != "no-store" || a.Headers["valetkey-next"] != "" {
		t.Errorf("%v", a.Headers)
	}
	kind, p, err := mime.ParseMediaType(a.Headers["content-disposition"])
	if err != nil || kind != "attachment" || p["filename"] != "blue-harbor-it-record-2026-03-02.csv" {
		t.Errorf("saved by %q: %v", a.Headers["content-disposition"], err)
	}
}

func TestAsJSONLinesItIsWhatTheListShows(t *testing.T) {
	w := told(t)
	a := w.Replay(Query("format", "jsonl"))
	lines := strings.Split(strings.TrimSuffix(saved(t, a), "\n"), "\n")
	all := w.Whole(table.Search{Organization: BlueHarbor, At: T0}, 100)
	if len(lines) != len(all) || a.Headers["content-type"] != "application/jsonl; charset=utf-8" || !strings.Contains(a.Headers["content-disposition"], ".jsonl") {
		t.Fatalf("%d lines of %d, %v", len(lines), len(all), a.Headers)
	}
	for i, line := range lines {
		var got api.AuditEntry
		if err := json.Unmarshal([]byte(line), &got); err != nil || got != api.EntryFrom(all[i].Entry) {
			t.Errorf("%s: %v", line, err)
		}
	}
}

func TestPagesPutTogetherAreOneFile(t *testing.T) {
	w := told(t)
	for _, format := range []string{"csv", "jsonl"} {
		whole := saved(t, w.Replay(Query("format", format)))
		var pages strings.Builder
		for after := ""; ; {
			edits := []Edit{Query("format", format), Query("limit", "3")}
			if after != "" {
				edits = append(edits, Query("after", after))
			}
			a := w.Replay(edits...)
			pages.WriteString(saved(t, a))
			if after = a.Headers["valetkey-next"]; after == "" {
				break
			}
		}
		if pages.String() != whole {
			t.Errorf("%s: pages make\n%s\nand at once it is\n%s", format, pages.String(), whole)
		}
	}
}

func TestWhatIsAskedForIsExportedAndNoMore(t *testing.T) {
	w := told(t)
	for _, tt := range []struct {
		edits []Edit
		want  audit.Filter
	}{
		{[]Edit{Query("person", string(Bob.ID))}, audit.Filter{Person: Bob.ID}},
		{[]Edit{Query("thing", string(Social.Resource))}, audit.Filter{Thing: string(Social.Resource)}},
		{[]Edit{Query("action", "delegation.")}, audit.Filter{Action: "delegation."}},
		{[]Edit{Query("from", "2026-03-01T00:00:00Z"), Query("to", "2026-03-02T08:58:00Z")}, audit.Filter{From: T0.Add(-33 * time.Hour), To: Revoked.At}},
	} {
		got := saved(t, w.Replay(append(tt.edits, Query("format", "jsonl"))...))
		want := ""
		for _, e := range w.Whole(table.Search{Organization: BlueHarbor, At: T0}, 100) {
			if tt.want.Meant(e.Entry) {
				line, err := json.Marshal(api.EntryFrom(e.Entry))
				if err != nil {
					t.Fatal(err)
				}
				want += string(line) + "\n"
			}
		}
		if got != want || want == "" {
			t.Errorf("%+v: exported\n%s\nmeant\n%s", tt.want, got, want)
		}
	}
	w.Replay(Query("person", string(Bob.ID)), Query("thing", "x")).Is(400, "query.thing")
	w.Replay(Query("format", "xlsx")).Is(400, "query.format")
	w.Replay(Query("limit", "1001")).Is(400, "query.limit")
	w.Replay(Query("after", "bm8")).Is(400, "query.after")
	w.Replay(As(Bob)).Is(403)
	w.Replay(As(Eve)).Is(404)
	w.Unchanged(func() { w.Replay() })
}

func TestNoNameOfAStrangersIsAFormulaOrBreaksALine(t *testing.T) { // pitfall: formula cells
	w := told(t)
	names := []string{
		"=cmd|' /C calc'!A0", "+1", "-1", "@x", "\t=1", "＝1", "say \"hi\"", "two\nlines", "a,b;c", "株式会社", "مريم", "Ćić", "👩‍💻 \u202e=1",
	}
	w.OnRecord(len(names), func(n int) time.Time { return T0.Add(-time.Duration(n) * time.Millisecond) }, func(n int) audit.Entry {
		return audit.Entry{
			Organization: BlueHarbor, Action: audit.ResourceCreated, Actor: Ann.ID, ActorName: names[n], Thing: "res_1", ThingName: names[n], Detail: names[n], From: "192.0.2.1",
		}
	})
	rows, err := csv.NewReader(strings.NewReader(saved(t, w.Replay(Query("thing", "res_1"))))).ReadAll()
	if err != nil || len(rows) != len(names)+1 {
		t.Fatalf("%d rows: %v", len(rows), err)
	}
	for n, r := range rows[1:] {
		for _, cell := range []string{r[3], r[6], r[7]} {
			if strings.TrimPrefix(cell, "'") != names[n] || strings.ContainsAny(cell[:1], "=+-@\t") || strings.HasPrefix(cell, "＝") {
				t.Errorf("%q became %q", names[n], cell)
			}
		}
	}
}

func TestAFileIsNamedByWhatEveryFileSystemTakes(t *testing.T) {
	for name, want := range map[string]string{
		"Blue Harbor IT": "blue-harbor-it-record-2026-03-02", "../../etc": "etc-record-2026-03-02", "株式会社": "株式会社-record-2026-03-02",
		"a\"; x=\"b\r\nc": "a-x-b-c-record-2026-03-02", "...": "org_1-record-2026-03-02",
	} {
		if got := nameOf(identity.Organization{ID: "org_1", Name: name}, T0); got != want {
			t.Errorf("%q: %q", name, got)
		}
	}
}

func TestAFileStaysBelowWhatLambdaAnswers(t *testing.T) {
	huge := strings.Repeat("\"<", 50_000)
	lines := make([]table.Entry, 100)
	for i := range lines {
		lines[i].Entry = audit.Entry{ID: "entry_1", Organization: BlueHarbor, At: T0.Add(-time.Duration(i) * time.Second), Detail: huge}
	}
	for _, kind := range api.FileTypes {
		f := api.File{Type: kind, Next: "after all"}
		if err := write(&f, lines, true); err != nil || len(f.Body) > api.MaxFile || f.Next == "after all" {
			t.Fatalf("%s: %d bytes, then %s: %v", kind, len(f.Body), f.Next, err)
		}
		done := strings.Count(string(f.Body), huge[:2]) // at least one in each line
		if done == 0 || base64.StdEncoding.EncodedLen(api.MaxFile) > 6<<20-1<<16 {
			t.Errorf("%s: %d lines", kind, done)
		}
	}
	one := api.File{Type: api.CSV}
	if err := write(&one, lines[:1], true); err != nil || one.Next != "" {
		t.Errorf("a single line is cut: %v", err)
	}
}

func TestAShorterTermHidesWhatIsOlderAtOnce(t *testing.T) { // rule A3
	w := told(t)
	count := func() int {
		return strings.Count(saved(t, w.Replay(Query("thing", "res_old"), Query("format", "jsonl"))), "\n")
	}
	w.OnRecord(3, func(n int) time.Time { return T0.AddDate(-n-1, 0, 0) }, func(int) audit.Entry {
		return audit.Entry{Organization: BlueHarbor, Action: audit.ResourceCreated, Thing: "res_old"}
	})
	if n := count(); n != 3 {
		t.Fatalf("%d lines of 3", n)
	}
	home := identity.Organization{ID: BlueHarbor}
	w.Read(&home)
	home.AuditYears = 2 // two years to the millisecond are still shown
	w.Keep(change.Change{Records: []change.Record{home}}, "a shorter term")
	if n := count(); n != 2 {
		t.Errorf("%d lines of two years", n)
	}
}

// spread is n lines of a record: evenly over twenty days of February. Every tenth
// is by one of three people on one of fifty things.
func spread(w *World, lines int) {
	people := []Person{Ann, Dan, Bob}
	w.OnRecord(lines, func(n int) time.Time { return T0.AddDate(0, 0, -25).Add(time.Duration(n) * 17 * time.Second) }, func(n int) audit.Entry {
		e := audit.Entry{
			Organization: Elsewhere, Action: []audit.Action{audit.CredentialRevealed, audit.ResourceAssigned}[n%2],
			ThingName: "Router, \"the old\"", Detail: "with Router admin", From: "192.0.2.1",
		}
		if n%10 == 0 {
			who := people[n/10%3]
			e.Actor, e.ActorName, e.Thing = who.ID, who.Name, fmt.Sprintf("res_%d", n/10%50)
		}
		return e
	})
}

// cost is the read units and queries of one page.
func cost(w *World, edits ...Edit) (units float64, queries int) {
	w.Ledger.Reset()
	w.Replay(append([]Edit{As(Eve), Path("organization", Elsewhere)}, edits...)...).Is(200)
	for _, e := range w.Ledger.Of(w.Name) {
		if e.Service == ledger.DynamoDB && e.Operation == "Query" {
			units, queries = units+e.Read, queries+1
		}
	}
	return units, queries
}

// most is how many lines a long record has: make bench has a hundred thousand.
var most = flag.Int("lines", 10_000, "lines of a long record")

// A long record is exported to the end, each line once, and a page costs what it
// costs of a thousand.
func TestALongRecordIsExportedPageByPage(t *testing.T) {
	most := *most
	small, big := told(t), told(t)
	before := len(big.Whole(table.Search{Organization: Elsewhere, At: T0}, 100)) // by the story itself
	spread(small, 1000)
	spread(big, most)
	for name, edits := range map[string][]Edit{
		"a page":              {Query("limit", "50")},
		"a page of a person":  {Query("limit", "20"), Query("person", string(Bob.ID))},
		"a page of a thing":   {Query("limit", "2"), Query("thing", "res_7")},
		"a page of an action": {Query("limit", "50"), Query("action", "credential.revealed")},
	} {
		few, asked := cost(small, edits...)
		many, askedToo := cost(big, edits...)
		if few != many || asked != askedToo || few == 0 {
			t.Errorf("%s costs %.1f units in %d queries of 1,000 lines, %.1f in %d of %d", name, few, asked, many, askedToo, most)
		}
	}
	if units, queries := cost(big, Query("limit", "50"), Query("action", "session.")); queries > 17 || units > 200 {
		t.Errorf("looking for what is not there costs %.1f units in %d queries", units, queries)
	}
	ids, pages := map[string]bool{}, 0
	began := time.Now()
	for after := ""; ; pages++ {
		edits := []Edit{As(Eve), Path("organization", Elsewhere)}
		if after != "" {
			edits = append(edits, Query("after", after))
		}
		a := big.Replay(edits...)
		rows, err := csv.NewReader(strings.NewReader(saved(t, a))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			ids[r[9]] = true
		}
		if after = a.Headers["valetkey-next"]; after == "" {
			break
		}
	}
	if len(ids) != before+most+1 || pages > most/1000+2 { // and the line of names
		t.Errorf("%d lines in %d pages", len(ids)-1, pages)
	}
	if each := time.Since(began) / time.Duration(pages+1); each > api.Timeout*time.Second/2 {
		t.Errorf("a page takes %s", each)
	}
}
