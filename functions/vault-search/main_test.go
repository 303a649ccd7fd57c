package main

import (
	"flag"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// beside is how many credentials there are beside those that are looked for.
var beside = flag.Int("beside", 4_000, "how many credentials there are beside")

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "vault-search")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.search)
	return w
}

func found(a Answer) (names []string) {
	for _, c := range Read[api.FiledFound](a).Items {
		names = append(names, c.Name)
	}
	return names
}

func TestASearchFindsWhatTheCallerSeesAndNothingElse(t *testing.T) { // rules C1, F3
	w := told(t)
	for _, tt := range []struct {
		by    Person
		words string
		want  []string
	}{
		{Sol, "edge", []string{Edge.Name}},
		{Sol, "CONTOSO", []string{Edge.Name}},
		{Sol, "fire adm", []string{Edge.Name}},
		{Sol, "registrar", nil},
		{Sol, "bicy", []string{Insurance.Name}},
		{Rhea, "bicy", nil},
		{Val, "bicy", nil},
		{Tam, "edge", nil},
		{Rhea, "r", []string{Registrar.Name}},
		{Rhea, "edge registrar", nil},
		{Tam, "wifi", []string{Wifi.Name}},
		{Val, "wireless", []string{Wifi.Name}},
	} {
		if got := found(w.Replay(As(tt.by), Query("words", tt.words))); !slices.Equal(got, tt.want) {
			t.Errorf("%s, %q: %v", tt.by.Name, tt.words, got)
		}
	}
}

func TestASearchForNothingIsRefused(t *testing.T) {
	w := told(t)
	w.Replay(Query("words", "-!-")).Is(400, "query.words")
	w.Replay(Query("words", "")).Is(400, "query.words")
	w.Replay(Query("words", strings.Repeat("x", 201))).Is(400, "query.words")
	w.Replay(As(Eve)).Is(404)
}

// cost is the read units of one search, and how many it found.
func cost(w *World, edits ...Edit) (units float64, names int) {
	w.T.Helper()
	w.Ledger.Reset()
	got := found(w.Replay(edits...))
	for _, e := range w.Ledger.Of(w.Name) {
		units += e.Read
	}
	return units, len(got)
}

// A search costs in proportion to the matches of its rarest word, whatever else there
// is: all are devices. make bench says so of 100,000.
func TestASearchCostsWhatItsRarestWordMatches(t *testing.T) {
	small, big := told(t), told(t)
	for w, n := range map[*World]int{small: 1_000, big: *beside} {
		w.Shelve(Shelved(n)...)
	}
	costs := map[string]float64{}
	for words, tt := range map[string]struct {
		by   Person
		want int
	}{
		"device u0000777": {Rhea, 1}, "u000077 device": {Rhea, 10}, "heliport device": {Rhea, 20}, "device xu000001": {Rhea, 10},
		"device heli": {Sol, 20}, "device": {Sol, 20}, "device u0000": {Sol, 0}, "edge device": {Rhea, 0},
	} {
		few, found := cost(small, As(tt.by), Query("words", words))
		many, foundToo := cost(big, As(tt.by), Query("words", words))
		t.Logf("%s searches %q: %d found, %.1f units of 1,000, %.1f of %d", tt.by.Name, words, found, few, many, *beside)
		if few != many || few == 0 || found != tt.want || foundToo != found {
			t.Errorf("%s searches %q: %d found for %.1f units of 1,000, %d for %.1f of %d", tt.by.Name, words, found, few, foundToo, many, *beside)
		}
		costs[words] = many
	}
	one, ten, twenty := costs["device u0000777"], costs["u000077 device"], costs["heliport device"]
	if ten-one > 9*4 || twenty-ten > 10*4 || one > 30 {
		t.Errorf("1, 10 and 20 matches cost %.1f, %.1f and %.1f units", one, ten, twenty)
	}
}

func TestASearchTakesAnyWords(t *testing.T) { // promise 12
	w := told(t)
	for _, words := range []string{"edge' OR 1=1", "NAME#", "WORD#edge#", "ルーター", "مدرسة", strings.Repeat("ﷺ", 200), strings.Repeat("a ", 100), "edge edge edge", "\u202eegde x"} {
		for _, by := range []Person{Rhea, Sol, Tam} {
			w.Replay(As(by), Query("words", words)).Is(200).Never(Edge.Secret.Reveal(), Insurance.Name)
		}
	}
	w.Replay(Query("words", "edge"), Path("organization", BlueHarbor)).Is(404)
	if got := found(w.Replay(As(Rhea), Query("words", strings.Repeat("e ed edg ", 20)))); !slices.Equal(got, []string{Edge.Name}) {
		t.Errorf("the beginnings of one word: %v", got)
	}
	if units, n := cost(w, As(Rhea), Query("words", "a b c d e f g h i j k l m n o p q r s t u v w x y z")); n != 0 || units > 10 {
		t.Errorf("26 words find %d for %.1f units", n, units)
	}
}

// A member has a list for each resource that is theirs: a search reads each of them
// for its first word, ten side by side.
func TestASearchOfAMemberWithAThousandResourcesReadsEachListOnce(t *testing.T) {
	const n = 1_000
	w := told(t)
	w.Assigns(n)
	before, _ := w.Queries(func() { w.Replay(As(Tam), Query("words", "device")) })
	for words, want := range map[string]int{"u0000777": 1, "device u000077": 10, "device": 100, "nowhere": 0} {
		began := time.Now()
		var units float64
		found := 0
		queries, most := w.Queries(func() { units, found = cost(w, Query("words", words)) })
		t.Logf("%q in %d lists: %d found, %d queries, %d at once, %.1f units, %v", words, n, found, queries, most, units, time.Since(began).Round(time.Millisecond))
		if found != want || queries > n+before+5 || most < 2 || most > 10 {
			t.Errorf("%q: %d found by %d queries, %d at once", words, found, queries, most)
		}
	}
}

// What another lends is found here by who may see it here, and says where it is from.
func TestASearchFindsWhatIsLent(t *testing.T) { // rules G7, G3
	w := told(t)
	w.Had(Social.Credential, BlueHarbor)
	w.Had(Newsletter.Credential, BlueHarbor) // taken back: not posted
	search := func(p Person, words string) []api.Filed {
		return Read[api.FiledFound](w.Replay(As(p), Path("organization", BlueHarbor), Query("words", words))).Items
	}
	for _, p := range []Person{Ann, Bob} { // an admin, and who is assigned
		got := search(p, "social")
		if len(got) != 1 || got[0].ID != Social.Credential || got[0].From != Olga.Name || got[0].Resource != Social.Resource || got[0].Tags != nil {
			t.Errorf("%s finds %+v", p.Name, got)
		}
	}
	if got := search(Ann, "newsletter"); len(got) != 0 {
		t.Errorf("taken back, and found: %+v", got)
	}
	r := credential.Reader{Credential: Social.Credential, Organization: BlueHarbor}
	w.Read(&r)
	r.Ends = &T0
	w.Keep(change.Change{Records: []change.Record{r}}, "it ends now")
	if got := search(Ann, "social"); len(got) != 0 {
		t.Errorf("at its end, before its chore, found: %+v", got)
	}
	r.Ends, r.Version = nil, r.Version+1
	w.Keep(change.Change{Records: []change.Record{r}}, "without end")
	bob := identity.Member{Organization: BlueHarbor, Person: Bob.ID}
	w.Read(&bob)
	bob.Groups = nil
	w.Keep(change.Change{Records: []change.Record{bob}}, "in no group")
	if got := search(Bob, "social"); len(got) != 0 {
		t.Errorf("who is assigned no more finds %+v", got)
	}
}
