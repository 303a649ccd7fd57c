package credential_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
)

func posted(c credential.Credential) (names, words []credential.Audience) {
	var ch change.Change
	credential.Repost(&ch, credential.Credential{}, c)
	for _, r := range ch.Records {
		p := r.(credential.Post)
		if p.Word == "" {
			names = append(names, p.Audience)
		} else if !slices.Contains(words, p.Audience) {
			words = append(words, p.Audience)
		}
	}
	return names, words
}

func TestACredentialIsFoundByWhomItIsFor(t *testing.T) { // rules C1, C4, F3, G5
	all, top := credential.Everything, credential.Everyone
	for name, tt := range map[string]struct {
		c            credential.Credential
		lists, words []credential.Audience
	}{
		"somebody's own":              {credential.Credential{Owner: "person_a", Folder: "folder_a"}, []credential.Audience{"person_a"}, []credential.Audience{"person_a"}},
		"somebody's login":            {credential.Credential{Owner: "person_a", Resource: "res_a"}, []credential.Audience{"person_a", all, credential.Logins("person_a"), "of-res_a"}, []credential.Audience{"person_a", all}},
		"a company's at the top":      {credential.Credential{}, []credential.Audience{all, top}, []credential.Audience{all, top}},
		"a company's in a folder":     {credential.Credential{Folder: "folder_a"}, []credential.Audience{all, top, "in-folder_a"}, []credential.Audience{all, top}},
		"a company's behind a gate":   {credential.Credential{Folder: "folder_b", Gate: "folder_a", Client: "client_a"}, []credential.Audience{all, "folder_a", "in-folder_b", "client_a"}, []credential.Audience{all, "folder_a"}},
		"somebody's own, with a mark": {credential.Credential{Owner: "person_a", Tags: []string{"LAN"}, Disabled: &nine}, []credential.Audience{"person_a"}, []credential.Audience{"person_a"}},
		"one with tags":               {credential.Credential{Tags: []string{"LAN", "lan", "c#"}}, []credential.Audience{all, top, "tag-lan", "tag-c#"}, []credential.Audience{all, top}},
		"one that is disabled":        {credential.Credential{Disabled: &nine}, []credential.Audience{all, top, "off"}, []credential.Audience{all, top}},
		"a company's, for a resource": {credential.Credential{Resource: "res_a", Folder: "folder_b", Gate: "folder_a"}, []credential.Audience{all, "res_a", "of-res_a", "in-folder_b"}, []credential.Audience{all, "res_a"}},
	} {
		tt.c.ID, tt.c.Home, tt.c.Name = "cred_a", home.ID, "Router"
		lists, words := posted(tt.c)
		if !slices.Equal(lists, tt.lists) || !slices.Equal(words, tt.words) {
			t.Errorf("%s: on the lists of %v, searched by %v", name, lists, words)
		}
	}
}

func TestWhatHasAnAddressIsOnTheListOfThatOriginForWhoSearchesIt(t *testing.T) { // rule G6
	for _, tt := range []struct {
		url, address string
		want         []credential.Audience
	}{
		{"https://Sw.example/login", "https://other.example", []credential.Audience{"all@https://sw.example", "res_a@https://sw.example"}},
		{"", "http://sw.example:8080", []credential.Audience{"all@http://sw.example:8080", "res_a@http://sw.example:8080"}},
		{"", "", nil},
		{"ssh://sw.example", "https://other.example", nil}, // its own address comes first, and no browser signs in there
		{"https://" + strings.Repeat("a", 300) + ".example", "", nil},
	} {
		names, _ := posted(credential.Credential{ID: "cred_a", Home: home.ID, Name: "Switch", Resource: "res_a", URL: tt.url, Address: tt.address})
		sites := slices.DeleteFunc(names, func(a credential.Audience) bool { return !strings.Contains(string(a), "@") })
		if !slices.Equal(sites, tt.want) {
			t.Errorf("%q, %q: on the lists of %v", tt.url, tt.address, sites)
		}
	}
}

// A change of everything that it is found by has to fit into a transaction of a hundred.
func TestASiteTakesThePlaceOfAWord(t *testing.T) {
	name := "a b c d e f g h i j k l m n"
	for url, want := range map[string]int{"": credential.MaxWords, "ssh://sw.example": credential.MaxWords, "https://sw.example": credential.MaxWords - 1} {
		var ch change.Change
		c := credential.Repost(&ch, credential.Credential{}, credential.Credential{ID: "cred_a", Home: home.ID, Name: name, URL: url})
		if len(c.Words) != want || len(ch.Records) != 2+2*credential.MaxWords {
			t.Errorf("%q: %d words, %d rows", url, len(c.Words), len(ch.Records))
		}
	}
}

// However often a credential changes, exactly the rows of what it is now are left,
// each written once and dropped as it was written.
func TestRowsFollowACredentialThroughItsLife(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		type row struct {
			a          credential.Audience
			word, name string
		}
		rows := map[row]bool{}
		was := credential.Credential{}
		for range rapid.IntRange(1, 12).Draw(t, "changes") {
			is := credential.Credential{
				ID: "cred_a", Home: home.ID, Name: rapid.SampledFrom([]string{"Router", "Core switch", "ROUTER"}).Draw(t, "name"),
				Folder: rapid.SampledFrom([]id.Folder{"", "folder_a", "folder_b"}).Draw(t, "folder"),
				Gate:   rapid.SampledFrom([]id.Folder{"", "folder_a"}).Draw(t, "gate"), Client: rapid.SampledFrom([]id.Client{"", "client_a"}).Draw(t, "client"),
				Owner: rapid.SampledFrom([]id.Person{"", "person_a"}).Draw(t, "owner"), Resource: rapid.SampledFrom([]id.Resource{"", "res_a"}).Draw(t, "resource"),
				URL:  rapid.SampledFrom([]string{"", "https://a.example", "https://a.example/login", "http://a.example", "ssh://a.example"}).Draw(t, "url"),
				Tags: []string{rapid.SampledFrom([]string{"", "lan", "core"}).Draw(t, "tag")},
			}
			var ch change.Change
			is = credential.Repost(&ch, was, is)
			for _, r := range ch.Drops {
				p := r.(credential.Post)
				k := row{p.Audience, p.Word, p.Name}
				if !rows[k] || p.Version != 1 {
					t.Fatalf("dropped and not there: %+v", p)
				}
				delete(rows, k)
			}
			for _, r := range ch.Records {
				p := r.(credential.Post)
				k := row{p.Audience, p.Word, p.Name}
				if rows[k] || p.Version != 0 {
					t.Fatalf("written twice: %+v", p)
				}
				rows[k] = true
			}
			was = is
		}
		var fresh change.Change
		credential.Repost(&fresh, credential.Credential{}, was)
		if len(fresh.Records) != len(rows) {
			t.Fatalf("%d rows are left, %d are of what it is", len(rows), len(fresh.Records))
		}
	})
}

func TestWordsAreComparedWithoutCaseAndAccents(t *testing.T) {
	for text, want := range map[string]string{
		"Core-Switch 01": "core|switch|01", "Müller & Søn": "muller|søn", "ÉCOLE": "ecole", "ŽELJKO": "zeljko", "": "", " -- ": "",
		"株式会社 Fabrikam": "株式会社|fabrikam", "हिन्दी": "हिन्दी", "مَدرسة": "مَدرسة", "ﬁrewall": "firewall", "Ａｄｍｉｎ": "admin", "o'neil": "o|neil",
	} {
		if got := strings.Join(credential.Split(text), "|"); got != want {
			t.Errorf("%q is split into %q", text, got)
		}
	}
	long := credential.Split(strings.Repeat("ä", 10_000))
	if len(long) != 1 || len([]rune(long[0])) != credential.MaxWord {
		t.Errorf("a word of %d characters", len([]rune(long[0])))
	}
	for name, want := range map[string]string{"": "-", "#a#": "a", " Über\n uns": "uber uns", strings.Repeat("x", 200): strings.Repeat("x", 80)} {
		if got := credential.Sorted(name); got != want {
			t.Errorf("%q is sorted as %q", name, got)
		}
	}
}

func TestACredentialIsFoundByTheBeginningOfItsWordsAndByAllThatAreAsked(t *testing.T) {
	c := credential.Credential{Name: "Core switch", Username: "admin@contoso.example", URL: "https://www.sw1.contoso.example:8443/ui", Type: "Switch", Tags: []string{"lan", "2nd floor"}}
	c.For = "Contoso Ltd"
	c = credential.Repost(&change.Change{}, credential.Credential{}, c)
	if len(c.Words) > credential.MaxWords || c.Words[0] != "core" {
		t.Errorf("words: %v", c.Words)
	}
	for ask, want := range map[string]bool{"core": true, "Cor swi": true, "contoso lan": true, "sw1": true, "ltd": true, "core router": false, "ore": false, "www": false} {
		if c.Finds(credential.Split(ask)) != want {
			t.Errorf("%q finds it: %v of %v", ask, !want, c.Words)
		}
	}
}
