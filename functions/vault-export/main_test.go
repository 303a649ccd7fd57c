package main

import (
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/opening"
	"github.com/valetkey/valetkey/shared/table"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "vault-export")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{door: opening.Door{Table: w.Table, Keys: w.Keys}}.export)
	return w
}

func names(e api.Exported) (out []string) {
	for _, one := range e.Items {
		out = append(out, one.Name)
	}
	return out
}

// received is what is known of who received a credential.
func received(w *World, p Person, c id.Credential) credential.Received {
	r := credential.Received{Credential: c, Organization: Ridge, Person: p.ID}
	w.Read(&r)
	return r
}

func TestAnAdminTakesAlongWhatTheyMayRevealEachOnRecord(t *testing.T) { // rules C13, C11, G4
	w := told(t)
	got := Read[api.Exported](w.Replay().Never(Codes.Reveal(), Former.Reveal(), Insurance.Secret.Reveal()))
	if want := []string{Registrar.Name, Edge.Name, Wifi.Name}; !slices.Equal(names(got), want) || len(got.Refused) != 0 || got.Next != "" || got.CSV != "" {
		t.Fatalf("taken along are %v, refused %v, next %q", names(got), got.Refused, got.Next)
	}
	e := got.Items[1]
	if e.ID != Edge.ID || e.Secret != Edge.Secret.Reveal() || e.Username != "admin" || e.Type != "Firewall" || e.URL != "https://fw.contoso.example" ||
		!slices.Equal(e.Tags, []string{"edge"}) || !slices.Equal(e.FolderPath, []string{"Contoso", "Firewalls"}) || e.ClientName != "Contoso" || !e.Codes || e.Version != 1 {
		t.Errorf("the firewall's is %s, %s, %v, %v, codes %v", e.Type, e.URL, e.Tags, e.FolderPath, e.Codes)
	}
	lines := w.Record(Ridge)[:3]
	for _, l := range lines {
		if l.Action != audit.CredentialExported || l.Actor != Rhea.ID {
			t.Errorf("on record: %+v", l.Entry)
		}
	}
	for _, f := range []Filed{Registrar, Edge, Wifi} {
		if r := received(w, Rhea, f.ID); r.Uses != 1 || r.Number == 0 || r.Lost != nil {
			t.Errorf("%s: received is %+v", f.Name, r)
		}
	}
}

func TestWhoLostTheWayAndExportsItHasItAgain(t *testing.T) { // promise 11
	w := told(t)
	w.Replay(Set("limit", 1)).Is(200)
	r := received(w, Rhea, Registrar.ID)
	r.Lost = &T0
	w.Keep(change.Change{Records: []change.Record{r}}, "lost")
	w.Replay(Set("limit", 1), At(T0.Add(time.Minute))).Is(200)
	if r := received(w, Rhea, Registrar.ID); r.Lost != nil || r.Uses != 2 {
		t.Errorf("received is %+v", r)
	}
}

func TestWhatTheGatesCloseIsNamedWithTheReason(t *testing.T) { // rules G1, G4, C4, C10
	w := told(t)
	c := credential.Credential{ID: Wifi.ID}
	w.Read(&c)
	c.Disabled = &T0
	w.Keep(change.Change{Records: []change.Record{c}}, "disabled")
	got := Read[api.Exported](w.Replay().Never(Wifi.Secret.Reveal()))
	if len(got.Refused) != 1 || got.Refused[0].ID != Wifi.ID || got.Refused[0].Reason != "This credential is disabled." || len(got.Items) != 2 {
		t.Errorf("refused are %+v", got.Refused)
	}
	for _, tt := range []struct {
		by  Person
		o   id.Organization
		c   id.Credential
		why string
	}{
		{Ira, NorthQuay, Switch.Credential, "You are not assigned to"},
		{Una, SouthFen, PipLogin.ID, "has not allowed admin access"},
	} {
		got := Read[api.Exported](w.Replay(As(tt.by), Path("organization", tt.o)))
		at := slices.IndexFunc(got.Refused, func(n api.NotExported) bool { return n.ID == tt.c })
		if at < 0 || !strings.Contains(got.Refused[at].Reason, tt.why) || slices.ContainsFunc(got.Items, func(e api.ExportedOne) bool { return e.ID == tt.c }) {
			t.Errorf("%s of %s is refused: %+v", tt.c, tt.o, got.Refused)
		}
	}
}

// Rule G4: a just-in-time one is taken along only while it is open.
func TestAJustInTimeOneIsTakenAlongOnlyInItsPeriod(t *testing.T) {
	w := told(t)
	r := access.Resource{Organization: BlueHarbor, ID: Router.Resource}
	w.Read(&r)
	member := identity.Member{Organization: BlueHarbor, Person: Ann.ID}
	cred := credential.Credential{ID: Router.Credential}
	w.Read(&member, &cred)
	ann := w.CallsIn(BlueHarbor, Ann, T0.Add(-time.Hour))
	r.Policy = nil
	r.Assignments = append(r.Assignments, access.Assignment{
		ID: id.New[id.Assignment](T0, t.Name(), 0), Member: Ann.ID, Name: "Ann", Credential: cred.ID, Mode: credential.Read,
		Policy: &access.Policy{JustInTime: true, Longest: 3600, Automatic: true}, Since: ann.At,
	})
	w.Keep(change.Change{Records: []change.Record{r}}, "just in time for Ann")
	in := []Edit{As(Ann), Path("organization", BlueHarbor)}
	got := Read[api.Exported](w.Replay(in...).Never(Router.Secret.Reveal()))
	if at := slices.IndexFunc(got.Refused, func(n api.NotExported) bool { return n.ID == cred.ID }); at < 0 || !strings.Contains(got.Refused[at].Reason, "locked") {
		t.Errorf("while it is locked: %+v", got.Refused)
	}
}

func TestOnlyAdminsExportAndOthersLearnNothing(t *testing.T) { // rules C13, F4, promise 7
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Sol)).Is(403, "Only an admin").Never(Wifi.Secret.Reveal())
		w.Replay(As(Val)).Is(403, "Only an admin")
		w.Replay(As(Eve)).Is(404)
		w.Replay(Nobody).Is(401)
	})
}

func TestOnesOwnIsTakenAlongOnlyByOneself(t *testing.T) { // rule C1
	w := told(t)
	sol := identity.Member{Organization: Ridge, Person: Sol.ID}
	w.Read(&sol)
	sol.Role = identity.Admin
	w.Keep(change.Change{Records: []change.Record{sol}}, "an admin now")
	mine := []Edit{Body(`{"mine":true}`), As(Sol)}
	before := len(w.Record(Ridge))
	if got := Read[api.Exported](w.Replay(mine...)); !slices.Equal(names(got), []string{Insurance.Name}) || got.Items[0].Secret != Insurance.Secret.Reveal() {
		t.Errorf("Sol's own are %v", names(got))
	}
	if len(w.Record(Ridge)) != before {
		t.Error("the organization's record tells of it")
	}
	if got := Read[api.Exported](w.Replay(Body(`{"mine":true}`))); len(got.Items)+len(got.Refused) != 0 {
		t.Errorf("Rhea's own are %v", names(got))
	}
}

func TestAnExportIsOfOnePlace(t *testing.T) {
	w := told(t)
	for body, want := range map[string][]string{
		`{"folder":"` + string(Firewalls) + `"}`: {Edge.Name}, `{"client":"` + string(Contoso) + `"}`: {Edge.Name},
		`{"folder":"` + string(Closed) + `"}`: {Registrar.Name}, `{"folder":"` + string(NoFolder) + `"}`: nil,
	} {
		if got := Read[api.Exported](w.Replay(Body(body))); !slices.Equal(names(got), want) {
			t.Errorf("%s: %v", body, names(got))
		}
	}
	w.Unchanged(func() {
		for body, field := range map[string]string{
			`{}`: "names one of", `{"all":true,"mine":true}`: "names one of", `{"all":true,"limit":26}`: "body.limit",
			`{"all":true,"format":"xml"}`: "body.format", `{"all":true,"after":"x"}`: "body.after", `{"folder":"x"}`: "body.folder",
			`{"all":true,"folder":"` + string(Closed) + `"}`: "names one of", `{"all":"yes"}`: "body.all",
		} {
			w.Replay(Body(body)).Is(400, field)
		}
	})
}

func TestAPageGoesOnWhereTheOneBeforeEnded(t *testing.T) {
	w := told(t)
	var all []string
	after := ""
	for range 5 {
		got := Read[api.Exported](w.Replay(Set("limit", 1), Set("after", after)))
		all = append(all, names(got)...)
		if after = got.Next; after == "" {
			break
		}
	}
	if want := []string{Registrar.Name, Edge.Name, Wifi.Name}; !slices.Equal(all, want) {
		t.Errorf("all pages are %v", all)
	}
}

// The table moved after the page was judged and before it was kept: the whole page
// is judged anew, and what may not be had any more is not opened.
func TestAPageIsKeptWholeOrJudgedAnew(t *testing.T) { // promises 1, 3
	w := told(t)
	defer w.Meanwhile(func() {
		c := credential.Credential{ID: Edge.ID}
		w.Read(&c)
		c.Disabled = &T0
		w.Keep(change.Change{Records: []change.Record{c}}, "disabled meanwhile")
	})()
	got := Read[api.Exported](w.Replay().Never(Edge.Secret.Reveal()))
	if !slices.Equal(names(got), []string{Registrar.Name, Wifi.Name}) || len(got.Refused) != 1 {
		t.Errorf("taken along are %v, refused %+v", names(got), got.Refused)
	}
	if r := received(w, Rhea, Edge.ID); r.Version != 0 {
		t.Errorf("what was not opened is on record as received: %+v", r)
	}
	if n := len(exports(w)); n != 2 {
		t.Errorf("%d are on record", n)
	}
}

// refusals are what the organization's record says was refused, newest first.
func refusals(w *World) (out []audit.Entry) {
	for _, e := range w.Record(Ridge) {
		if e.Action == audit.Refused {
			out = append(out, e.Entry)
		}
	}
	return out
}

// Rule A1: what an export refuses is on record like a reveal that is, one line for all
// of a page beside what was taken along, and also when nothing was.
func TestWhatIsNotTakenAlongIsOnRecordOneLineForAPage(t *testing.T) {
	w := told(t)
	none := func() {
		if got := refusals(w); len(got) != 0 {
			t.Fatalf("refused: %+v", got)
		}
	}
	w.Replay().Is(200)
	none()
	for _, f := range []Filed{Wifi, Edge} {
		w.Edits(f.ID, func(c *credential.Credential) { c.Disabled = &T0 })
	}
	got := Read[api.Exported](w.Replay(At(T0.Add(time.Minute))))
	all := refusals(w)
	if len(got.Items) != 1 || len(got.Refused) != 2 || len(all) != 1 {
		t.Fatalf("%d taken along, refused %+v, on record %+v", len(got.Items), got.Refused, all)
	}
	e := all[0]
	if e.Actor != Rhea.ID || e.ThingName != "vault-export" || e.Thing != string(Ridge) || !strings.HasPrefix(e.Detail, "2 not taken along: ") ||
		!strings.Contains(e.Detail, string(Wifi.ID)) || !strings.Contains(e.Detail, string(Edge.ID)) || strings.Contains(e.Detail, string(Registrar.ID)) {
		t.Errorf("on record: %+v", e)
	}
	w.Edits(Registrar.ID, func(c *credential.Credential) { c.Disabled = &T0 })
	if got := Read[api.Exported](w.Replay(At(T0.Add(2*time.Minute)), Set("limit", 1))); len(got.Items) != 0 || len(got.Refused) != 1 {
		t.Fatalf("%d taken along, refused %+v", len(got.Items), got.Refused)
	}
	if all := refusals(w); len(all) != 2 || all[0].Detail != "1 not taken along: "+string(Registrar.ID) {
		t.Errorf("where nothing is: on record %+v", all)
	}
}

// Rules A1, C1: of what is somebody's own their own record tells, and no other.
func TestWhatIsRefusedOfOnesOwnIsOnNobodyElsesRecord(t *testing.T) {
	w := told(t)
	sol := identity.Member{Organization: Ridge, Person: Sol.ID}
	w.Read(&sol)
	sol.Role = identity.Admin
	w.Keep(change.Change{Records: []change.Record{sol}}, "an admin now")
	w.Edits(Insurance.ID, func(c *credential.Credential) { c.Disabled = &T0 })
	if got := Read[api.Exported](w.Replay(Body(`{"mine":true}`), As(Sol))); len(got.Refused) != 1 {
		t.Fatalf("refused %+v", got.Refused)
	}
	if got := refusals(w); len(got) != 0 {
		t.Errorf("on the organization's: %+v", got)
	}
	own, _, err := w.Operator().Lines(t.Context(), table.Search{Account: Sol.ID, At: T0}, table.Page{Limit: 5})
	if err != nil || len(own) == 0 || own[0].Action != audit.Refused || own[0].Detail != "1 not taken along: "+string(Insurance.ID) {
		t.Errorf("on their own: %+v, %v", own, err)
	}
}

func exports(w *World) (out []audit.Entry) {
	for _, e := range w.Record(Ridge) {
		if e.Action == audit.CredentialExported {
			out = append(out, e.Entry)
		}
	}
	return out
}

func TestAFolderClosedToTheCallerMeanwhileGivesNothing(t *testing.T) { // rule F3
	w := told(t)
	defer w.Meanwhile(func() {
		f := filing.Folder{Organization: Ridge, ID: Closed}
		m := identity.Member{Organization: Ridge, Person: Rhea.ID}
		w.Read(&f, &m)
		m.Role = identity.User
		f.Name = "Owners"
		w.Keep(change.Change{Records: []change.Record{f, m}}, "no admin any more")
	})()
	w.Replay().Is(403, "Only an admin").Never(Registrar.Secret.Reveal(), Edge.Secret.Reveal(), Wifi.Secret.Reveal())
	if n := len(exports(w)); n != 0 {
		t.Errorf("%d are on record", n)
	}
}

func TestWithoutKMSNothingIsTakenAlongOrOnRecord(t *testing.T) {
	w := told(t)
	w.KMS.Fail(true)
	w.Unchanged(func() { w.Replay().Is(503, "Nothing was done") })
}

func TestAnIdempotencyKeyIsNotHeededForASecret(t *testing.T) { // design 4
	w := told(t)
	for range 2 {
		w.Replay(Header("idempotency-key", "one"), Set("limit", 1)).Is(200, Registrar.Secret.Reveal())
	}
	if n := len(exports(w)); n != 2 {
		t.Errorf("%d are on record", n)
	}
	for k, v := range w.Items() {
		if strings.HasPrefix(k, "IDEM#") || strings.Contains(v, Registrar.Secret.Reveal()) {
			t.Errorf("%s keeps the answer", k)
		}
	}
}

// filed keeps many credentials, each in a folder of its own if deep.
func filed(w *World, n int, says func(i int) (credential.Credential, credential.Secrets)) {
	w.T.Helper()
	home := identity.Organization{ID: Ridge}
	w.Read(&home)
	for i := range n {
		c, s := says(i)
		by := w.CallsIn(Ridge, Rhea, T0)
		place := credential.Place{Home: Ridge, Credential: identity.Mint[id.Credential](by.Call, 1000+i), Number: 1}
		sealed, err := envelope.Seal(place, s, credential.To(home))
		if err != nil {
			w.T.Fatal(err)
		}
		var ch change.Change
		c.Home = Ridge
		ch.Keep(credential.Make(by, c, sealed).Posted(&ch).Records()...)
		w.Keep(ch, fmt.Sprintf("one of many: %d", i))
	}
}

// However many items each takes, a page fits into one transaction, and all pages
// hold everything once.
func TestPagesFitAndHoldEverythingOnce(t *testing.T) {
	w := told(t)
	filed(w, 40, func(i int) (credential.Credential, credential.Secrets) {
		return credential.Credential{Name: fmt.Sprintf("Many %02d", i)}, credential.Secrets{Secret: "one of many"}
	})
	var all []string
	after, pages := "", 0
	for pages = 1; ; pages++ {
		w.Ledger.Reset()
		begun := time.Now()
		got := Read[api.Exported](w.Replay(Set("after", after)))
		t.Logf("%d in %s, %d requests", len(got.Items), time.Since(begun), len(w.Ledger.Entries()))
		all = append(all, names(got)...)
		if after = got.Next; after == "" {
			break
		}
	}
	if sorted := slices.Sorted(slices.Values(all)); len(slices.Compact(sorted)) != 43 || len(all) != 43 || pages > 4 {
		t.Errorf("%d of 43 on %d pages", len(all), pages)
	}
	if n := len(exports(w)); n != 43 {
		t.Errorf("%d are on record", n)
	}
}

func TestAFileOfAllPagesIsReadBackAndRunsInNoSpreadsheet(t *testing.T) { // rule C13
	w := told(t)
	says := []credential.Secrets{
		{Secret: "=HYPERLINK(\"https://evil.example\")", Notes: "two\nlines, \"quoted\""}, {Secret: "+1", Notes: "@x"}, {Secret: "-", Notes: "\tx"}, {Secret: "'=", Notes: "plain"},
	}
	filed(w, len(says), func(i int) (credential.Credential, credential.Secrets) {
		return credential.Credential{Name: fmt.Sprintf("=Row %d", i), Username: "-u", Tags: []string{"a", "b"}}, says[i]
	})
	file, after := "", ""
	for {
		got := Read[api.Exported](w.Replay(Set("format", "csv"), Set("limit", 2), Set("after", after)))
		if len(got.Items) != 0 {
			t.Error("it is answered twice")
		}
		file += got.CSV
		if after = got.Next; after == "" {
			break
		}
	}
	rows, err := csv.NewReader(strings.NewReader(file)).ReadAll()
	if err != nil || len(rows) != 8 || !slices.Equal(rows[0], []string{"folder", "client", "name", "type", "username", "password", "url", "tags", "notes"}) {
		t.Fatalf("%d rows, %v: %v", len(rows), err, rows[0])
	}
	found := 0
	for _, row := range rows[1:] {
		for _, cell := range row {
			if strings.ContainsAny(cell[:min(1, len(cell))], "=+-@\t\r") {
				t.Errorf("%q may run", cell)
			}
		}
		i := 0
		if _, err := fmt.Sscanf(row[2], "'=Row %d", &i); err != nil {
			continue
		}
		found++
		undo := func(s string) string { return strings.TrimPrefix(s, "'") }
		if undo(row[5]) != says[i].Secret.Reveal() || undo(row[4]) != "-u" || row[7] != "a,b" {
			t.Errorf("row %d is %q", i, row)
		}
	}
	if found != len(says) {
		t.Errorf("%d of %d rows are found", found, len(says))
	}
	if edge := rows[slices.IndexFunc(rows, func(r []string) bool { return r[2] == Edge.Name })]; edge[0] != "Contoso/Firewalls" || edge[1] != "Contoso" || edge[5] != Edge.Secret.Reveal() {
		t.Errorf("the firewall's row is %q", edge)
	}
}

func TestALockedOrganizationIsUnlockedFirst(t *testing.T) { // rule S9
	w := told(t)
	mill := []Edit{As(Ivy), Path("organization", StoneMill)}
	w.Locks()
	w.Unchanged(func() { w.Replay(mill...).Is(403, "organization-locked") })
	w = told(t)
	w.Replay(mill...).Is(200)
}

// What is lent for reading is taken along like one's own, and its owner sees it (rule D6).
func TestWhatIsLentIsTakenAlongAsItsTermsAllow(t *testing.T) { // rules C13, G4
	for mode, want := range map[credential.Mode][]string{credential.Read: {Social.Name}, credential.Use: nil} {
		t.Run(string(mode), func(t *testing.T) {
			w := told(t)
			w.Had(Social.Credential, BlueHarbor)
			reader := credential.Reader{Credential: Social.Credential, Organization: BlueHarbor}
			r := access.Resource{Organization: BlueHarbor, ID: Social.Resource}
			w.Read(&reader, &r)
			reader.Mode = mode
			r.Assignments = append(r.Assignments, access.Assignment{ID: "asgn_ann", Member: Ann.ID, Name: Ann.Name, Credential: Social.Credential, Mode: credential.Read, Policy: &access.Policy{}, Since: T0.Add(-time.Hour)})
			w.Keep(change.Change{Records: []change.Record{reader, r}}, "terms")
			before := len(w.Record(OlgaHome))
			got := Read[api.Exported](w.Replay(As(Ann), Path("organization", BlueHarbor)))
			if slices.Contains(names(got), Social.Name) != (want != nil) {
				t.Errorf("taken along are %v", names(got))
			}
			if said := slices.ContainsFunc(got.Refused, func(r api.NotExported) bool { return r.Name == Social.Name }); said != (want == nil) {
				t.Errorf("refused are %+v", got.Refused)
			}
			if lines := w.Record(OlgaHome); want != nil && (len(lines) != before+1 || lines[0].Action != audit.CredentialExported) {
				t.Errorf("its owner sees %+v", lines[0])
			}
		})
	}
}

// Rules H5, H6: what another organization shares is seen here, and stays there.
func TestWhatIsSharedIsNotTakenAlong(t *testing.T) {
	w := told(t)
	a := w.Replay(As(Hal), Path("organization", Halyard), Body(`{"all": true}`)).Never(Scales.Secret.Reveal())
	got := Read[api.Exported](a)
	why := map[id.Credential]string{}
	for _, r := range got.Refused {
		why[r.ID] = r.Reason
	}
	if len(got.Items) != 2 || len(why) != 2 || why[Bins.ID] == "" || why[Scales.ID] != "Orchard shares this: it may be seen here, and is not taken along." {
		t.Errorf("answered %+v", got)
	}
}
