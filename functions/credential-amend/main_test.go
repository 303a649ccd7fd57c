package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "credential-amend")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.amend)
	return w
}

// log is the change log of a credential, newest first.
func log(w *World, of Filed) []credential.Logged {
	all, _, err := w.Operator().LogOf(w.T.Context(), of.ID, table.Page{Limit: 50})
	if err != nil {
		w.T.Fatal(err)
	}
	return all
}

func TestWhatListsShowIsAmendedAndOnRecordWithOldAndNew(t *testing.T) { // rules C2, C9, A1
	w := told(t)
	got := Read[api.Filed](w.Replay(Set("username", " root ")))
	if got.Name != "Edge firewall, new" || got.Username != "root" || got.Revision != 2 || got.Version != 1 || fmt.Sprint(got.Tags) != "[edge core]" || len(got.FolderPath) != 2 {
		t.Errorf("answered %+v", got)
	}
	e := w.Record(Ridge)[0]
	if e.Action != audit.CredentialAmended || e.Actor != Rhea.ID || e.Thing != string(Edge.ID) ||
		e.Detail != `name "Edge firewall" to "Edge firewall, new"; username "admin" to "root"; tags "edge" to "edge, core"` {
		t.Errorf("on record: %+v", e.Entry)
	}
	if l := log(w, Edge); len(l) != 2 || l[0].Kind != credential.Amended || l[0].What != e.Detail || l[0].By != "Rhea" || l[0].Number != 1 || l[1].Kind != credential.Created {
		t.Errorf("the change log: %+v", l)
	}
	if plain, err := w.Opens(Ridge, Edge.ID); err != nil || plain.Secret != Edge.Secret {
		t.Errorf("the secret is another: %v", err)
	}
}

// What is lent as often as it may be is renamed whole in one transaction; the line of
// the change log names with whom it is to be on record.
func TestWhatAsManyAsMayHaveIsRenamedWithThemAll(t *testing.T) {
	w := told(t)
	all := w.LentToAll(Edge.ID)
	w.Replay(Set("name", "b0 b1 b2 b3 b4 b5"), Set("username", "c0 c1 c2 c3 c4 c5"),
		Set("tags", []string{"d0", "d1", "d2", "d3", "d4", "d5", "d6", "d7", "d8", "d9"})).Is(200)
	if e := w.Record(Ridge)[0]; e.Action != audit.CredentialAmended {
		t.Errorf("on record: %+v", e.Entry)
	}
	if l := log(w, Edge)[0]; len(l.Told) != len(all)-1 || strings.Contains(l.Theirs, "tags") || !strings.Contains(l.Theirs, "name") {
		t.Errorf("told to %d: %s", len(l.Told), l.Theirs)
	}
}

func TestWhatIsAmendedIsFoundByItsNewWordsOnly(t *testing.T) {
	w := told(t)
	w.Replay(Set("name", "🔑")).Is(200) // a name without a word is a name
	w.Replay(Set("name", "Wächter"), Set("revision", 2), Set("username", "")).Is(200)
	for word, want := range map[string]int{"wachter": 1, "firewall": 1, "admin": 0, "core": 1} { // it is of the type Firewall still
		found, _, err := w.Operator().SearchVault(t.Context(), Ridge, []credential.Audience{credential.Everything}, []string{word})
		if err != nil || len(found) != want {
			t.Errorf("%s finds %d, %v", word, len(found), err)
		}
	}
	all, _, err := w.Operator().VaultOf(t.Context(), Ridge, []credential.Audience{credential.Everything}, table.Page{Limit: 10})
	if err != nil || len(all) != 3 || all[2].Name != "Wächter" {
		t.Errorf("the list has %d: %v", len(all), err)
	}
	rows := 0
	for k := range w.Items() {
		if strings.HasPrefix(k, "VAULT#"+string(Ridge)+"#all NAME#") && strings.HasSuffix(k, string(Edge.ID)) {
			rows++
		}
	}
	if rows != 1 {
		t.Errorf("it is on the list %d times", rows)
	}
}

func TestWhoSawAnOlderOneIsToldWhoChangedItAndWhen(t *testing.T) { // promise 5
	w := told(t)
	w.Replay().Is(200)
	w.Unchanged(func() { w.Replay(At(T0.Add(time.Minute))).Is(409, "Rhea changed it at 2026-03-02T09:00:00Z") })
}

func TestOfTwoAtOnceOneIsToldAboutTheOther(t *testing.T) { // promise 5
	w := told(t)
	all := w.AtOnce([]Edit{Set("name", "one")}, []Edit{Set("name", "two")})
	a, b := all[0], all[1]
	if a.StatusCode != 200 {
		a, b = b, a
	}
	a.Is(200)
	b.Is(409, "Rhea changed it at 2026-03-02T09:00:00Z")
}

func TestNothingSaidIsNothingDone(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Set("name", "  Edge firewall "), Set("tags", []string{"edge", " ", "edge "})).Is(200)
		w.Replay(Set("name", nil), Set("tags", nil)).Is(200)
	})
}

func TestWhoMayNotIsToldAsMuchAsTheySee(t *testing.T) { // promise 7, rules C1, F3, F4
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Sol)).Is(403, "Only an admin changes a company credential.")
		w.Replay(As(Tam)).Is(404)
		w.Replay(As(Tam), Path("credential", Wifi.ID)).Is(403, "Only an admin")
		w.Replay(As(Val)).Is(403, "An auditor changes no credential.")
		w.Replay(Path("credential", Insurance.ID)).Is(404)
		w.Replay(As(Eve)).Is(404)
	})
	w.Replay(As(Sol), Path("credential", Insurance.ID)).Is(200)
	for _, e := range w.Record(Ridge) {
		if strings.Contains(e.ThingName+e.Detail, "new") {
			t.Errorf("what is Sol's own is on the organization's record: %+v", e.Entry)
		}
	}
}

func TestInputThatDoesNotFitIsRefusedByField(t *testing.T) { // promise 12
	w := told(t)
	long := strings.Repeat("长", 10_000)
	many := make([]string, 300)
	for i := range many {
		many[i] = fmt.Sprint("tag", i)
	}
	w.Unchanged(func() {
		for field, value := range map[string]any{
			"name": long, "username": long, "url": long, "type": long, "tags": many,
		} {
			w.Replay(Set(field, value)).Is(400, "body."+field).Never("长长")
		}
		w.Replay(Set("tags", []string{long})).Is(400, "body.tags")
		w.Replay(Set("name", "")).Is(400, "body.name")
		w.Replay(Set("name", " \t")).Is(400, "body.name", "is empty")
		w.Replay(Set("type", "Spaceship")).Is(400, "body.type")
		w.Replay(Set("url", "javascript:alert(1)")).Is(400, "body.url")
		w.Replay(Set("url", "https://me:secret@fw.example")).Is(400, "body.url")
		w.Replay(Set("secret", "x")).Is(400, "secret")
		w.Replay(Set("revision", nil)).Is(400, "revision")
	})
	for i, name := range []string{"ルーター", "مُوَجِّه", "роутер", "נתב", "रूटर", "🔥🧱", strings.Repeat("界", 120)} {
		w.Replay(Set("name", name), Set("revision", i+1)).Is(200, name)
	}
}

// Each of the two is about another thing: both stand.
func TestWhatIsMovedMeanwhileIsAmendedWhereItIs(t *testing.T) {
	w := told(t)
	defer w.Meanwhile(func() {
		found := access.Found{Credential: credential.Credential{ID: Edge.ID}}
		w.Read(&found.Credential)
		rhea := w.CallsIn(Ridge, Rhea, T0)
		_, ch, err := access.Refile(rhea, access.Filing{}, found)
		if err != nil {
			t.Fatal(err)
		}
		w.Keep(ch, "to the top")
	})()
	if got := Read[api.Filed](w.Replay()); got.Folder != "" || got.Name != "Edge firewall, new" {
		t.Errorf("answered %+v", got)
	}
	if l := log(w, Edge); len(l) != 3 || l[0].Kind != credential.Amended || l[1].Kind != credential.Moved {
		t.Errorf("the change log: %+v", l)
	}
	for k := range w.Items() {
		if strings.HasPrefix(k, "VAULT#"+string(Ridge)+"#"+string(ContosoFolder)) && strings.HasSuffix(k, string(Edge.ID)) {
			t.Errorf("it is found where it was: %s", k)
		}
	}
}

func TestWhoIsLentItLearnsOfTheUsernameAndNotOfTheTags(t *testing.T) { // rules S3, A2
	w := told(t)
	w.LendCamera()
	camera := []Edit{As(Hana), Path("organization", PierNine), Path("credential", Camera.Credential)}
	w.Unchanged(func() { w.Replay(append(camera, Set("username", ""))...).Is(400, "body.username") })
	before := len(w.Record(Elsewhere))
	w.Replay(append(camera, Set("name", nil), Set("tags", []string{"ours"}))...).Is(200)
	if after := w.Record(Elsewhere); len(after) != before {
		t.Errorf("on their record: %+v", after[0].Entry)
	}
	w.Replay(append(camera, Set("revision", 2), Set("name", nil), Set("tags", []string{}), Set("username", "guest"))...).Is(200)
	if e := w.Record(Elsewhere)[0]; e.Action != audit.CredentialAmended || e.Detail != `username "viewer" to "guest"` || e.ActorOrganization != "Pier Nine" {
		t.Errorf("on their record: %+v", e.Entry)
	}
}

// Rules H6, H7: what it is called is its home's, who may give it new versions or not.
func TestItsReceiverDoesNotAmendWhatIsShared(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Tess), Path("organization", Halyard), Path("credential", Scales.ID)).Is(403, "Orchard shares this with Halyard: only there is that done.")
		w.Replay(As(Omar), Path("organization", Orchard), Path("credential", Press.ID)).Is(403, "Halyard shares this with Orchard")
		w.Replay(As(Opal), Path("organization", Orchard), Path("credential", Press.ID)).Is(404)
		w.Replay(As(Vera), Path("organization", Vineyard), Path("credential", Scales.ID)).Is(404)
	})
}
