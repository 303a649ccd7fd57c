package access_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/identity/identitytest"
)

func TestTagsAreAddedAndRemovedHoweverTheyAreWritten(t *testing.T) {
	for _, tt := range []struct{ has, add, remove, want string }{
		{"", "lan", "", "lan"},
		{"LAN", "lan", "", "LAN"},
		{"LAN", "", "lan", ""},
		{"Zürich|lan", "core", "ZURICH", "lan|core"},
		{"c#", "c", "", "c#|c"},
		{"a|b", " a |A||c", "b|x", "a|c"},
		{"a", "", "x", "a"},
	} {
		c := loose(tt.has)
		got, ch, err := access.Retag(abe(), credential.Amending{Credential: c}, access.Retagging{Add: list(tt.add), Remove: list(tt.remove)})
		if err != nil || strings.Join(got.Tags, "|") != tt.want || (len(ch.Records) == 0) != (tt.has == tt.want) {
			t.Errorf("%+v: %q, %v", tt, got.Tags, err)
		}
	}
}

func TestWhatIsAskedOfTagsIsAskedOnce(t *testing.T) {
	for asked, want := range map[*access.Retagging]fault.Kind{
		{Add: []string{"a"}}: "", {Remove: []string{"a"}}: "", {Add: []string{"a"}, Remove: []string{"b"}}: "",
		{}: fault.Invalid, {Add: []string{" "}}: fault.Invalid, {Add: []string{"É"}, Remove: []string{"e"}}: fault.Invalid,
	} {
		if err := asked.Check(); fault.Of(err) != want {
			t.Errorf("%+v: %v", asked, err)
		}
	}
	c := loose("1|2|3|4|5|6|7|8|9|10")
	if _, _, err := access.Retag(abe(), credential.Amending{Credential: c}, access.Retagging{Add: []string{"11"}}); fault.Of(err) != fault.Conflict {
		t.Errorf("eleven: %v", err)
	}
	if _, _, err := access.Retag(abe(), credential.Amending{Credential: c}, access.Retagging{Add: []string{"11"}, Remove: []string{"1"}}); err != nil {
		t.Errorf("ten: %v", err)
	}
	eleven := list("1|2|3|4|5|6|7|8|9|10|11")
	if _, _, err := access.Amend(abe(), credential.Amending{Credential: c, Seen: c.Revision}, filing.Types{}, access.Amendment{Tags: eleven}); fault.Of(err) != fault.Invalid {
		t.Errorf("eleven of one: %v", err)
	}
	if _, _, err := access.AddCredential(abe(), access.Filing{}, credential.Credential{Name: "x", Tags: eleven}, credential.Sealed{}); fault.Of(err) != fault.Invalid {
		t.Errorf("eleven of a new one: %v", err)
	}
}

// worst is how many items a change takes at most in a transaction, with what table.Save
// adds: an order for each notice, and the answer for its Idempotency-Key.
func worst(c change.Change) int {
	return len(c.Records) + len(c.Drops) + len(c.Checks) + len(c.Entries) + 2*len(c.Notices) + len(c.Due) + len(c.Orders) + 1
}

// A transaction has a hundred items. The most that is posted of one credential is
// twelve words and ten tags, eight folders down, for a client; all of it is another
// after the change.
func TestTheWorstRenameRetagAndMoveFitATransaction(t *testing.T) { // promise 3
	by := abe()
	was := deepest(by, "a")
	words := func(of string) (out []string) {
		for i := range credential.MaxWords {
			out = append(out, fmt.Sprint(of, i))
		}
		return out
	}
	name, kind, user, url := strings.Join(words("z"), " "), "Router", "other", "https://other.example"
	seen := credential.Amending{Credential: was, Seen: was.Revision}
	retag := access.Retagging{Add: words("tag")[:10], Remove: was.Tags}
	all := map[string]func() (change.Change, error){
		"renamed": func() (change.Change, error) {
			_, ch, err := access.Amend(by, seen, filing.Types{}, access.Amendment{Name: &name})
			return ch, err
		},
		"renamed and everything else": func() (change.Change, error) {
			_, ch, err := access.Amend(by, seen, filing.Types{}, access.Amendment{Name: &name, Type: &kind, Username: &user, URL: &url, Tags: words("tag")[:10]})
			return ch, err
		},
		"retagged": func() (change.Change, error) {
			few := deepest(by, "") // its words are of its tags
			_, ch, err := access.Retag(by, credential.Amending{Credential: few}, retag)
			return ch, err
		},
		"moved": func() (change.Change, error) {
			_, ch, err := access.Refile(by, deepPlace("y", words("client")), access.Found{Credential: deepest(by, "")})
			return ch, err
		},
		"disabled": func() (change.Change, error) {
			_, ch, err := credential.Disable(by, was, nil)
			return ch, err
		},
	}
	for what, of := range all {
		ch, err := of()
		if n := worst(ch); err != nil || n > 100 || n < 5 {
			t.Errorf("%s: %d items, %v", what, n, err)
		} else {
			t.Logf("%s: %d items", what, n)
		}
	}
}

// deepPlace is a folder with seven above it, the last a client's with a name of words.
func deepPlace(of string, words []string) access.Filing {
	f := access.Filing{Client: filing.Client{Organization: team.ID, ID: id.Client("client_" + of), Name: strings.Join(words, " "), Version: 1}}
	for i := range filing.MaxPath {
		f.Path = append(f.Path, filing.Folder{Organization: team.ID, ID: id.Folder(fmt.Sprint("folder_", of, i)), Version: 1})
	}
	for i := range f.Path[:len(f.Path)-1] {
		f.Path[i].Parent = f.Path[i+1].ID
	}
	f.Path[0].Closed = true
	f.Path[len(f.Path)-1].Client = f.Client.ID
	return f
}

// deepest is the credential of which most is posted, as it is found: its words begin
// with a letter, or are its tags'.
func deepest(by identity.Caller, letter string) credential.Credential {
	place := deepPlace("x", nil)
	c := credential.Credential{
		ID: "cred_deep", Home: team.ID, Name: "🔑", Type: "", Managed: true, Number: 1, Revision: 3, Version: 3, Changed: by.At.Add(-time.Hour), Readers: []id.Organization{team.ID},
		Folder: place.Path[0].ID, Gate: place.Path[0].ID, Client: place.Client.ID,
	}
	for i := range credential.MaxTags {
		c.Tags = append(c.Tags, fmt.Sprint("old ", i))
	}
	if letter != "" {
		c.Name = strings.Join(slices.Repeat([]string{letter}, 1), " ")
		for i := range credential.MaxWords {
			c.Name += fmt.Sprint(" ", letter, i)
		}
	}
	return credential.Repost(&change.Change{}, credential.Credential{}, c)
}

func loose(tags string) credential.Credential {
	c := credential.Credential{ID: "cred_loose", Home: team.ID, Name: "Loose", Managed: true, Number: 1, Revision: 3, Version: 3, Tags: list(tags), Readers: []id.Organization{team.ID}}
	return credential.Repost(&change.Change{}, credential.Credential{}, c)
}

func list(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(text, "|")
}

func abe() identity.Caller {
	return identitytest.Caller(identitytest.Member(team, "Abe", identity.Admin), nine)
}
