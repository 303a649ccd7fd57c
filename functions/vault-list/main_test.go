package main

import (
	"encoding/base64"
	"flag"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/sharing"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// beside is how many credentials there are beside those that are looked for.
var beside = flag.Int("beside", 4_000, "how many credentials there are beside")

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "vault-list")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.list)
	return w
}

func seen(a Answer) (names []string) {
	for _, c := range Read[api.FiledPage](a).Items {
		names = append(names, c.Name)
	}
	return names
}

func TestEverybodySeesWhatIsForThemAndNothingElse(t *testing.T) { // rules C1, F3, F4, G5
	w := told(t)
	for _, tt := range []struct {
		by   Person
		want []string
	}{
		{Rhea, []string{Registrar.Name, Edge.Name, Wifi.Name}},
		{Val, []string{Registrar.Name, Edge.Name, Wifi.Name}},
		{Sol, []string{Insurance.Name, Edge.Name, Wifi.Name}},
		{Tam, []string{Wifi.Name, Locker.Name}}, // disabled, and listed still (rule C10)
	} {
		a := w.Replay(As(tt.by))
		if got := seen(a); !slices.Equal(got, tt.want) {
			t.Errorf("%s sees %v", tt.by.Name, got)
		}
		for _, f := range []Filed{Wifi, Edge, Registrar, Insurance, Locker} {
			a.Never(f.Secret.Reveal())
		}
	}
	w.Replay(As(Eve)).Is(404)
}

func TestAListIsOfAFolderOrAClientOrOnesOwn(t *testing.T) {
	w := told(t)
	for query, want := range map[string][]string{
		"folder=" + string(Firewalls): {Edge.Name}, "folder=" + string(ContosoFolder): nil, "folder=" + string(Closed): nil,
		"client=" + string(Contoso): {Edge.Name}, "owner=" + string(Sol.ID): {Insurance.Name}, "owner=" + string(Tam.ID): nil,
	} {
		name, value, _ := strings.Cut(query, "=")
		if got := seen(w.Replay(Query(name, value))); !slices.Equal(got, want) {
			t.Errorf("%s: %v", query, got)
		}
	}
	if got := seen(w.Replay(As(Rhea), Query("owner", string(Sol.ID)))); got != nil {
		t.Errorf("an admin sees %v of Sol's own", got)
	}
	w.Replay(Query("folder", "x")).Is(400, "query.folder")
}

// Rules C1, C4: by a resource, admins list every login that there is for it, a member
// theirs and what they are assigned with, and whoever does not see it none.
func TestByAResourceEachListsTheLoginsTheySee(t *testing.T) {
	w := told(t)
	for _, tt := range []struct {
		by   Person
		org  id.Organization
		res  id.Resource
		want []string
	}{
		{Una, SouthFen, Intranet, []string{PipLogin.Name, UgoLogin.Name, WynLogin.Name}},
		{Pip, SouthFen, Intranet, []string{PipLogin.Name}},
		{Ira, NorthQuay, Switch.Resource, []string{"Switch admin"}},
		{Jon, NorthQuay, Switch.Resource, []string{"Switch admin"}},
		{Kay, NorthQuay, Switch.Resource, nil},
		{Una, SouthFen, Switch.Resource, nil},
	} {
		if got := seen(w.Replay(As(tt.by), Path("organization", tt.org), Query("resource", string(tt.res)))); !slices.Equal(got, tt.want) {
			t.Errorf("%s lists %q", tt.by.Name, got)
		}
	}
	w.Replay(Query("resource", "x")).Is(400, "query.resource")
}

// Promise 12: what an answer says goes on, goes on, whatever the names.
func TestTheNextOfTheLongestNameIsTaken(t *testing.T) {
	w := told(t)
	for i, name := range []string{strings.Repeat("😀", 80), strings.Repeat("界", 120)} {
		c := credential.Credential{ID: id.New[id.Credential](T0, "long", i), Home: Ridge, Name: name, Managed: true, Number: 1, Changed: T0}
		var ch change.Change
		ch.Keep(credential.Repost(&ch, credential.Credential{}, c))
		w.Keep(ch, "long "+name[:4])
	}
	n := 0
	for next := ""; ; n++ {
		edits := []Edit{As(Rhea), Query("limit", "1")}
		if next != "" {
			edits = append(edits, Query("after", next))
		}
		if next = Read[api.FiledPage](w.Replay(edits...).Is(200)).Next; next == "" {
			break
		}
	}
	if n < 4 {
		t.Errorf("it ends after %d pages", n)
	}
}

// Rule F3: a group taken off a folder is out of everything in it at once, whatever
// has been posted.
func TestWhoAFolderIsNoLongerForSeesNothingInItAtOnce(t *testing.T) {
	w := told(t)
	f := filing.Folder{Organization: Ridge, ID: ContosoFolder}
	w.Read(&f)
	f.Groups, f.Closed = nil, true
	w.Keep(change.Change{Records: []change.Record{f}}, "for admins only now")
	if got := seen(w.Replay()); !slices.Equal(got, []string{Insurance.Name, Wifi.Name}) {
		t.Errorf("Sol sees %v", got)
	}
}

// What is tagged or disabled is found by lists of its own where there are any, and by
// looking at the caller's otherwise: the answer is the same.
func TestAListIsNarrowedByStateTagAndType(t *testing.T) { // rules C1, C2, C8, C10, F3
	w := told(t)
	w.Edits(Wifi.ID, func(c *credential.Credential) { c.Tags, c.Disabled = []string{"LAN", "Zürich", "c#"}, &T0 })
	w.Edits(Locker.ID, func(c *credential.Credential) { c.Tags = []string{"lan"} })
	for query, want := range map[string][3][]string{ // of Rhea, Sol and Tam
		"state=disabled":                       {{Wifi.Name}, {Wifi.Name}, {Wifi.Name, Locker.Name}},
		"tag=lan":                              {{Wifi.Name}, {Wifi.Name}, {Wifi.Name, Locker.Name}},
		"tag=ZURICH":                           {{Wifi.Name}, {Wifi.Name}, {Wifi.Name}},
		"tag=C#":                               {{Wifi.Name}, {Wifi.Name}, {Wifi.Name}},
		"tag=c":                                {nil, nil, nil},
		"tag=Edge":                             {{Edge.Name}, {Edge.Name}, nil},
		"type=wireless":                        {{Wifi.Name}, {Wifi.Name}, {Wifi.Name}},
		"type=Firewall":                        {{Edge.Name}, {Edge.Name}, nil},
		"tag=edge&type=Firewall":               {{Edge.Name}, {Edge.Name}, nil},
		"tag=edge&type=Wireless":               {nil, nil, nil},
		"tag=lan&state=disabled":               {{Wifi.Name}, {Wifi.Name}, {Wifi.Name, Locker.Name}},
		"tag=edge&state=disabled":              {nil, nil, nil},
		"tag=edge&folder=" + string(Firewalls): {{Edge.Name}, {Edge.Name}, nil},
		"tag=edge&folder=" + string(Closed):    {nil, nil, nil},
		"type=firewall&client=" + string(Contoso):        {{Edge.Name}, {Edge.Name}, nil},
		"tag=edge&client=" + string(Contoso):             {{Edge.Name}, {Edge.Name}, nil},
		"tag=lan&owner=" + string(Tam.ID):                {nil, nil, {Locker.Name}},
		"state=disabled&owner=" + string(Tam.ID):         {nil, nil, {Locker.Name}},
		"folder=" + string(Firewalls) + "&client=client": {nil, nil, nil},
	} {
		for i, by := range []Person{Rhea, Sol, Tam} {
			if strings.HasSuffix(query, "client=client") {
				query = strings.TrimSuffix(query, "client") + string(id.New[id.Client](T0, "no client", 0))
			}
			if got := seen(w.Replay(asking(query), As(by))); !slices.Equal(got, want[i]) {
				t.Errorf("%s of %s: %v", by.Name, query, got)
			}
		}
	}
}

func asking(query string) Edit {
	return func(e *events.APIGatewayV2HTTPRequest) {
		for _, one := range strings.Split(query, "&") {
			name, value, _ := strings.Cut(one, "=")
			Query(name, value)(e)
		}
	}
}

// A page in which nothing is what was asked for is read past, and one that is full of
// such things says where to go on.
func TestAPageMayBeShortAndGoesOn(t *testing.T) {
	w := told(t)
	if got := Read[api.FiledPage](w.Replay(Query("type", "Wireless"), Query("limit", "1"))); len(got.Items) != 1 || got.Items[0].Name != Wifi.Name {
		t.Errorf("answered %+v", got)
	}
	var ch change.Change
	for i := range 6 {
		c := credential.Credential{ID: id.New[id.Credential](T0, "many", i), Home: Ridge, Name: fmt.Sprint("Aa ", i), Managed: true, Number: 1, Changed: T0}
		ch.Keep(credential.Repost(&ch, credential.Credential{}, c))
	}
	w.Keep(ch, "six of no type")
	first := Read[api.FiledPage](w.Replay(Query("type", "Wireless"), Query("limit", "1")))
	if len(first.Items) != 0 || first.Next == "" {
		t.Errorf("the first page: %+v", first)
	}
	if got := seen(w.Replay(Query("type", "Wireless"), Query("limit", "1"), Query("after", first.Next))); !slices.Equal(got, []string{Wifi.Name}) {
		t.Errorf("the second page: %v", got)
	}
}

func TestWhatIsBadlyAskedIsSaid(t *testing.T) { // promise 12
	w := told(t)
	for name, value := range map[string]string{"state": "lost", "tag": strings.Repeat("界", 41), "type": strings.Repeat("x", 10_000), "tags": "lan"} {
		w.Replay(Query(name, value)).Is(400, "query."+name)
	}
	for _, tag := range []string{"株式会社", "مدرسة", "🔑", "' OR 1=1", "#", "\u202e", "TAG#all", strings.Repeat("ﷺ", 40)} {
		w.Replay(Query("tag", tag)).Is(200)
		w.Replay(Query("tag", tag), As(Rhea)).Is(200)
	}
}

// cost is the read units of one answer, and how many it lists.
func cost(w *World, edits ...Edit) (units float64, listed int, next string) {
	w.T.Helper()
	w.Ledger.Reset()
	got := Read[api.FiledPage](w.Replay(edits...))
	for _, e := range w.Ledger.Of(w.Name) {
		units += e.Read
	}
	return units, len(got.Items), got.Next
}

// A page costs the same at 1,000 and 4,000 credentials, for an admin and for a member
// who sees 20 of them: make bench says so of 100,000.
func TestAPageCostsTheSameWhateverThereIsBeside(t *testing.T) {
	small, big := told(t), told(t)
	for w, n := range map[*World]int{small: 1_000, big: *beside} {
		w.Shelve(Shelved(n)...)
	}
	for name, tt := range map[string]struct {
		edits  []Edit
		listed int
	}{
		"an admin's first":        {[]Edit{As(Rhea)}, 100},
		"an auditor's first":      {[]Edit{As(Val)}, 100},
		"a folder's":              {[]Edit{As(Rhea), Query("folder", string(Closed))}, 100},
		"that of who sees 20":     {[]Edit{As(Sol)}, 20 + 3},
		"that of who sees one":    {[]Edit{As(Tam)}, 1 + 1},
		"of a tag of 20 of a few": {[]Edit{As(Rhea), Query("tag", "heliport")}, 20},
	} {
		edits := append(slices.Clone(tt.edits), Query("limit", "100"))
		few, listed, next := cost(small, edits...)
		many, listedToo, nextToo := cost(big, edits...)
		t.Logf("%s page: %d listed, %.1f units of 1,000, %.1f of %d", name, listed, few, many, *beside)
		if few != many || few == 0 || listed != tt.listed || listedToo != listed || (next == "") != (nextToo == "") {
			t.Errorf("%s page: %d listed for %.1f units of 1,000, %d for %.1f of %d", name, listed, few, listedToo, many, *beside)
		}
		if next != "" {
			few, _, _ = cost(small, append(edits, Query("after", next))...)
			if many, _, _ = cost(big, append(edits, Query("after", nextToo))...); few != many {
				t.Errorf("the page after %s costs %.1f units of 1,000, %.1f of %d", name, few, many, *beside)
			}
		}
	}
}

// Rules C12, F4: who may do something about it, or audits it, is told since when.
func TestWhatIsDueIsOnAListOfAdminsAndAuditorsAndSaysSinceWhen(t *testing.T) {
	w := told(t)
	w.Edits(Edge.ID, func(c *credential.Credential) { c.Due, c.DueWhy = &LetIn, credential.Lost })
	for _, p := range []Person{Rhea, Val} {
		got := Read[api.FiledPage](w.Replay(As(p), Query("state", "due"))).Items
		if len(got) != 1 || got[0].ID != Edge.ID || got[0].Due != "lost" || got[0].DueSince == nil || !got[0].DueSince.Equal(LetIn) {
			t.Errorf("%s sees %+v", p.Name, got)
		}
	}
	w.Replay(As(Sol), Query("state", "due")).Is(403, "Only an admin or auditor")
	w.Replay(As(Eve), Query("state", "due")).Is(404)
	w.Replay(As(Rhea), Query("state", "dues")).Is(400, "query.state")
	if got := seen(w.Replay(As(Rhea), Query("state", "due"), Query("folder", string(Closed)))); len(got) != 0 {
		t.Errorf("in another folder: %v", got)
	}
	for _, c := range Read[api.FiledPage](w.Replay(As(Sol))).Items {
		if c.Due != "" || c.DueSince != nil {
			t.Errorf("Sol is told that %s is due", c.Name)
		}
	}
	w.Edits(Edge.ID, func(c *credential.Credential) { c.Due, c.DueWhy = nil, "" })
	if got := seen(w.Replay(As(Rhea), Query("state", "due"))); !slices.Equal(got, nil) {
		t.Errorf("none is due, and listed are %v", got)
	}
}

// Where a page ends says nothing of what the caller does not see: not that there is
// one, and not its name (promise 7, rule C1).
func TestTheNextOfAPageNamesNothingThatIsNotSeen(t *testing.T) {
	w := told(t)
	w.Shelve(
		Shelf{Like: credential.Credential{Name: "Aardvark " + Unit, Owner: Sol.ID}, N: 30},
		Shelf{Like: credential.Credential{Name: "Badger " + Unit, Folder: Closed, Gate: ContosoFolder, Client: Contoso}, N: 250}, // before the chore has seen that the folder was moved
		Shelf{Like: credential.Credential{Name: "Fox " + Unit, Folder: Closed, Gate: ContosoFolder, Client: Contoso}, N: 150},
	)
	nothing := func(what string, edits ...Edit) {
		t.Helper()
		if got := Read[api.FiledPage](w.Replay(append(edits, Query("limit", "1"))...)); len(got.Items) != 0 || got.Next != "" {
			t.Errorf("%s: %+v", what, got)
		}
	}
	for _, by := range []Person{Rhea, Val, Tam} {
		nothing(by.Name+" looks for Sol's own", As(by), Query("owner", string(Sol.ID)))
	}
	nothing("a folder for admins only", As(Sol), Query("folder", string(Closed)))
	nothing("a client's folder that is not for Tam", As(Tam), Query("folder", string(Firewalls)))
	nothing("a client who is not Tam's", As(Tam), Query("client", string(Contoso)))
	var all []string
	for next, pages := "", 0; ; pages++ {
		got := Read[api.FiledPage](w.Replay(As(Sol), Query("client", string(Contoso)), Query("limit", "1"), Query("after", next)))
		for _, c := range got.Items {
			all = append(all, c.Name)
		}
		if raw, err := base64.RawURLEncoding.DecodeString(got.Next); err != nil || strings.Contains(string(raw), "badger") || strings.Contains(string(raw), "fox") {
			t.Fatalf("the next is %q, %v", raw, err)
		}
		if next = got.Next; next == "" || pages > 5 {
			break
		}
	}
	if !slices.Equal(all, []string{Edge.Name}) {
		t.Errorf("of the client's Sol sees %v", all)
	}
}

// Rule F3: the group loses the folder while the list is read, after any of its steps:
// what is shown is for whom it is in the end.
func TestAFolderRegroupedWhileItIsListedShowsNothingOfIt(t *testing.T) {
	for step := range 6 {
		w := told(t)
		asked := 0
		var one sync.Mutex // the lists are read side by side
		restore := w.Dynamo.After(func(r dynamo.Request) *dynamo.Fault {
			if r.Operation != "Query" {
				return nil
			}
			one.Lock()
			defer one.Unlock()
			if asked++; asked == step+1 {
				f := filing.Folder{Organization: Ridge, ID: ContosoFolder}
				w.Read(&f)
				f.Groups, f.Closed = nil, true
				w.Keep(change.Change{Records: []change.Record{f}}, "for admins only now")
			}
			return nil
		})
		got := seen(w.Replay())
		restore()
		if want := []string{Insurance.Name, Wifi.Name}; asked > step && !slices.Equal(got, want) || asked == 0 {
			t.Errorf("closed after query %d of %d: Sol sees %v", step+1, asked, got)
		}
	}
}

// A member has a list for each resource that is theirs: a page reads each of them
// once, ten side by side, and answers the same as ever.
func TestAPageOfAMemberWithAThousandResourcesReadsEachListOnce(t *testing.T) {
	const n = 1_000
	w := told(t)
	before, _ := w.Queries(func() { w.Replay() })
	w.Assigns(n)
	var got []string
	for next := ""; len(got) < 200; {
		w.Ledger.Reset()
		var page api.FiledPage
		began := time.Now()
		queries, most := w.Queries(func() { page = Read[api.FiledPage](w.Replay(Query("limit", "100"), Query("after", next))) })
		took := time.Since(began)
		var units float64
		for _, e := range w.Ledger.Of(w.Name) {
			units += e.Read
		}
		t.Logf("a page of %d lists: %d queries, %d at once, %.1f units, %v", n, queries, most, units, took.Round(time.Millisecond))
		if queries > n+before+1 || most < 2 || most > 10 {
			t.Errorf("%d queries, %d at once, of %d lists", queries, most, n)
		}
		for _, c := range page.Items {
			got = append(got, c.Name)
		}
		next = page.Next
	}
	for i, name := range got[1:200] { // the first is his own
		if want := fmt.Sprintf("Device u%07d", i); name != want {
			t.Fatalf("row %d is %s, not %s", i, name, want)
		}
	}
}

// listed is one credential as a page has it.
func listed(w *World, f Filed, edits ...Edit) api.Filed {
	w.T.Helper()
	for _, c := range Read[api.FiledPage](w.Replay(edits...)).Items {
		if c.ID == f.ID {
			return c
		}
	}
	w.T.Fatalf("%s is not listed", f.Name)
	return api.Filed{}
}

func TestWhatIsSharedSaysSoOnBothSides(t *testing.T) { // rules H3, S3
	w := told(t)
	hal, orla := []Edit{As(Hal), Path("organization", Halyard)}, []Edit{As(Orla), Path("organization", Orchard)}
	w.Shares(Hal, Halyard, Press, Vineyard, sharing.Options{Mode: credential.Use, Everyone: true})
	if at := listed(w, Press, hal...); at.SharedWith != 2 || at.From != "" || at.Mode != "" {
		t.Errorf("at home: %+v", at)
	}
	if at := listed(w, Press, orla...); at.From != "Halyard" || at.Mode != "read" || at.SharedWith != 0 || at.Waits || at.Off != nil {
		t.Errorf("where it is received: %+v", at)
	}
	if at := listed(w, Press, As(Vera), Path("organization", Vineyard)); at.Mode != "use" {
		t.Errorf("to use: %+v", at)
	}
	if at := listed(w, Scales, hal...); at.From != "Orchard" || at.Mode != "write" {
		t.Errorf("to write: %+v", at)
	}
	if at := listed(w, Pump, hal...); at.SharedWith != 0 {
		t.Errorf("shared with nobody: %+v", at)
	}
}

func TestWhatIsClosedOnEitherSideIsListedSo(t *testing.T) { // rules H6, S1
	w := told(t)
	hal := []Edit{As(Hal), Path("organization", Halyard)}
	r := credential.Reader{Credential: Scales.ID, Organization: Halyard}
	w.Read(&r)
	s := *r.Share
	s.Off, s.OffBy = &T0, "Hal"
	r.Share = &s
	o := identity.Organization{ID: Orchard}
	w.Read(&o)
	relation := *o.Relation
	relation.Open = false
	o.Relation = &relation
	w.Keep(change.Change{Records: []change.Record{r, o}}, "disabled here, and the site is closed")
	if at := listed(w, Scales, hal...); at.Off == nil || !at.Off.Equal(T0) || !at.Disabled || !at.Waits {
		t.Errorf("%+v", at)
	}
}
