package main

import (
	"encoding/base64"
	"encoding/csv"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "knowledge-report")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.report)
	return w
}

// lines are what the report says, put together of its pages, in short.
func lines(w *World, edits ...Edit) (out string) {
	w.T.Helper()
	for after := ""; ; {
		got := Read[api.Knowledge](w.Replay(append([]Edit{Query("after", after)}, edits...)...))
		for _, l := range got.Items {
			lost, current := "", ""
			if l.Lost != nil {
				lost = ", lost"
			}
			if l.Current {
				current = ", current"
			}
			out += fmt.Sprintf("%s (%s) %s %d%s%s; ", l.PersonName, l.Member, l.Name, l.Uses, current, lost)
		}
		if after = got.Next; after == "" {
			return out
		}
	}
}

// ridge is who reads the report of Ridge.
func ridge(p Person) []Edit { return []Edit{As(p), Path("organization", Ridge)} }

// rule C12
func TestTheReportSaysWhoKnowsWhatAndWhoOfThemIsGone(t *testing.T) {
	w := told(t)
	want := "Bob (active) Social account 1, current; Bob (active) Newsletter 1, current; Sal (suspended) Router admin 1, current; Rex (removed) Router admin 1, current, lost; "
	for _, limit := range []string{"1", "3", "100"} {
		if got := lines(w, Query("limit", limit)); got != want {
			t.Errorf("by %s: %s", limit, got)
		}
	}
	if got := lines(w, Query("lost", "true")); got != "Rex (removed) Router admin 1, current, lost; " {
		t.Errorf("who lost it: %s", got)
	}
	w.Edits(Social.Credential, func(c *credential.Credential) { c.Number++ })
	if got := lines(w, Query("current", "true")); strings.Contains(got, "Social") || !strings.Contains(got, "Newsletter") {
		t.Errorf("who knows the current one: %s", got)
	}
	if got := lines(w, Query("current", "true"), Query("lost", "true")); got != "Rex (removed) Router admin 1, current, lost; " {
		t.Errorf("who lost it and may know it: %s", got)
	}
	line := Read[api.Knowledge](w.Replay()).Items[0]
	if line.Person != Bob.ID || line.Version != 1 || line.Current || line.Organization != "Blue Harbor IT" || !line.First.Equal(LastUse) || !line.Last.Equal(LastUse) {
		t.Errorf("%+v", line)
	}
}

// The owner sees who elsewhere received what they lend, by name (rules A2, D6, H8);
// an organization of its own likewise.
func TestWhatIsLentIsOnTheReportOfItsHome(t *testing.T) {
	w := told(t)
	olga := []Edit{As(Olga), Path("organization", OlgaHome)}
	if got := lines(w, olga...); got != "Bob (other) Social account 1, current; Bob (other) Newsletter 1, current; " {
		t.Errorf("Olga reads %s", got)
	}
	for _, l := range Read[api.Knowledge](w.Replay(olga...)).Items {
		if l.Person != "" || l.Organization != "Blue Harbor IT" {
			t.Errorf("%+v", l)
		}
	}
}

// What is somebody's own is on no report: that there is one is theirs to know (rule C1).
func TestNobodyReadsOfWhatIsAnothersOwn(t *testing.T) {
	w := told(t)
	w.Receives(Sol, Insurance)
	w.Receives(Sol, Edge)
	w.Receives(Rhea, Registrar)
	for _, p := range []Person{Rhea, Val} {
		got := lines(w, ridge(p)...)
		for _, want := range []string{"Sol (active) Edge firewall 1, current; ", "Rhea (active) Domain registrar 1, current; "} {
			if !strings.Contains(got, want) {
				t.Errorf("%s reads %s", p.Name, got)
			}
		}
		w.Replay(ridge(p)...).Is(200).Never(Insurance.Name, string(Insurance.ID))
		if csv := file(w, ridge(p)...); strings.Contains(csv, Insurance.Name) || strings.Contains(csv, string(Insurance.ID)) {
			t.Errorf("the file of %s: %s", p.Name, csv)
		}
	}
}

func TestTheReportIsOfAClientToo(t *testing.T) { // rule S7
	w := told(t)
	w.Receives(Sol, Edge)
	w.Receives(Sol, Wifi)
	got := Read[api.Knowledge](w.Replay(append(ridge(Val), Query("client", string(Contoso)))...))
	if len(got.Items) != 1 || got.Items[0].Credential != Edge.ID || got.Items[0].ClientName != "Contoso" || got.Items[0].Client != Contoso || got.Items[0].Type != "Firewall" {
		t.Errorf("answered %+v", got)
	}
	if got := lines(w, append(ridge(Val), Query("client", string(id.New[id.Client](T0, "no client", 0))))...); got != "" {
		t.Errorf("of no client: %s", got)
	}
}

// file is the report as a file, put together of its pages.
func file(w *World, edits ...Edit) (out string) {
	w.T.Helper()
	for after := ""; ; {
		a := w.Replay(append([]Edit{Query("format", "csv"), Query("limit", "1"), Query("after", after)}, edits...)...).Is(200)
		raw, err := base64.StdEncoding.DecodeString(a.Body)
		if err != nil || a.Headers["content-type"] != api.CSV {
			w.T.Fatalf("%v: %v", a.Headers, err)
		}
		out += string(raw)
		if after = a.Headers["valetkey-next"]; after == "" {
			return out
		}
	}
}

func TestItsPagesAsCSVAreOneFileWithoutFormulasAndSecrets(t *testing.T) {
	w := told(t)
	w.Edits(Edge.ID, func(c *credential.Credential) { c.Name = "=HYPERLINK(\"https://evil.example\")" })
	w.Edits(Wifi.ID, func(c *credential.Credential) { c.Name = "無線,\"بيت\"\n🔑" })
	w.Receives(Sol, Edge)
	w.Receives(Sol, Wifi)
	text := file(w, ridge(Rhea)...)
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || len(rows) != 3 || rows[0][0] != "credential" {
		t.Fatalf("%v, %q", err, rows)
	}
	for _, r := range rows[1:] {
		if r[0] != "'=HYPERLINK(\"https://evil.example\")" && r[0] != "無線,\"بيت\"\n🔑" || r[3] != "Sol" || r[4] != "active" || r[7] != "true" {
			t.Errorf("%q", r)
		}
	}
	for _, f := range []Filed{Wifi, Edge} {
		if strings.Contains(text, f.Secret.Reveal()) {
			t.Errorf("the file says %s's secret", f.Name)
		}
	}
}

func TestOnlyAdminsAndAuditorsReadIt(t *testing.T) { // rule F4, promises 7, 12
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Ann)).Is(200).Never(Social.Secret.Reveal(), Router.Secret.Reveal(), "username")
		w.Replay(As(Bob)).Is(403)
		w.Replay(As(Eve)).Is(404)
		w.Replay(Query("after", "x")).Is(400, "query.after")
		w.Replay(Query("after", base64.RawURLEncoding.EncodeToString([]byte("MEMBER#x")))).Is(400, "query.after")
		w.Replay(Query("lost", "yes")).Is(400, "query.lost")
		w.Replay(Query("client", strings.Repeat("x", 10_000))).Is(400, "query.client")
		w.Replay(Query("limit", "101")).Is(400, "query.limit")
	})
}

// A page in which nobody is asked for is read past.
func TestAPageMayBeEmptyAndGoesOn(t *testing.T) {
	w := told(t)
	var ch change.Change
	for i := range 8 {
		p := id.New[id.Person](T0.AddDate(-1, 0, 0), "earlier", i)
		ch.Keep(credential.Known{Organization: BlueHarbor, Person: p, Credential: Router.Credential},
			credential.Received{Credential: Router.Credential, Organization: BlueHarbor, OrganizationName: "Blue Harbor IT", Person: p, Name: "Old", Uses: 1, First: T0, Last: T0.Add(time.Second)}.Having(7))
	}
	w.Keep(ch, "eight who knew something else")
	first := Read[api.Knowledge](w.Replay(Query("lost", "true"), Query("limit", "1")))
	if len(first.Items) != 0 || first.Next == "" {
		t.Errorf("the first page: %+v", first)
	}
	if got := lines(w, Query("lost", "true"), Query("limit", "1")); got != "Rex (removed) Router admin 1, current, lost; " {
		t.Errorf("all pages: %s", got)
	}
}
