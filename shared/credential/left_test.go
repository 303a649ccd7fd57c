package credential_test

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
)

// rules C1, C5, C14
func TestOnlyWhatIsTheirsAloneIsLeftBehind(t *testing.T) {
	made := time.Date(2026, 3, 4, 9, 0, 0, 0, time.UTC)
	c := credential.Credential{ID: id.New[id.Credential](made, "one", 0), Home: home.ID, Owner: "person_a", Version: 1}
	for name, tt := range map[string]struct {
		edit func(*credential.Credential)
		by   time.Time
		want bool
	}{
		"personal":           {func(*credential.Credential) {}, made.Add(1), true},
		"a login":            {func(c *credential.Credential) { c.Resource = "res_a" }, made.Add(1), true},
		"managed":            {func(c *credential.Credential) { c.Resource, c.Managed = "res_a", true }, made.Add(1), false},
		"the organization's": {func(c *credential.Credential) { c.Owner = "" }, made.Add(1), false},
		"another's":          {func(c *credential.Credential) { c.Owner = "person_b" }, made.Add(1), false},
		"elsewhere":          {func(c *credential.Credential) { c.Home = "org_b" }, made.Add(1), false},
		"gone":               {func(c *credential.Credential) { c.Version = 0 }, made.Add(1), false},
		"made since":         {func(*credential.Credential) {}, made, false},
	} {
		is := c
		if tt.edit(&is); is.LeftBehind(home.ID, "person_a", tt.by) != tt.want {
			t.Errorf("%s: want %v", name, tt.want)
		}
	}
}

// rules C1, C14: personal ones are counted nowhere.
func TestWhatSomebodyLeavesBehindIsCountedByLogins(t *testing.T) {
	login := credential.Credential{ID: "cred_a", Home: home.ID, Owner: "person_a", Resource: "res_a", Version: 1}
	managed, personal, other := login, login, login
	managed.Managed, personal.Resource, other.Owner = true, "", "person_b"
	for said, all := range map[string][]credential.Credential{
		"": {managed, personal, other}, "leaves 1 unmanaged login behind": {login, managed, personal}, "leaves 2 unmanaged logins behind": {login, login, other},
	} {
		if got := credential.LeavingWith(home.ID, "person_a", all, false); got.Said() != said {
			t.Errorf("%q, want %q", got.Said(), said)
		}
	}
	if got := credential.LeavingWith(home.ID, "person_a", []credential.Credential{login}, true); got.Said() != "leaves 1 or more unmanaged logins behind" {
		t.Errorf("%q", got.Said())
	}
}

// rules C12, C14, promise 11
func TestADestroyedCredentialLeavesTheListOfWhoMayKnowIt(t *testing.T) {
	c := credential.Credential{ID: "cred_a", Home: home.ID, Owner: "person_a", Name: "Router", Number: 3, Resource: "res_a", Version: 5}
	c = credential.Repost(&change.Change{}, credential.Credential{}, c)
	var ch change.Change
	c.Destroy(&ch, time.Time{}, credential.Current{}, credential.Reader{})
	posts := 0
	for _, r := range ch.Drops {
		if _, ok := r.(credential.Post); ok {
			posts++
		}
	}
	if posts < 4 || len(ch.Orders) != 1 || len(ch.Records) != 1 { // by name and by word: theirs, everybody's, their logins'
		t.Errorf("dropped %d rows, %+v", posts, ch.Orders)
	}
	was := ch.Records[0].(credential.Destroyed)
	owner := credential.Received{Credential: c.ID, Organization: home.ID, Person: "person_a", Version: 1}.Having(3)
	knows := credential.Received{Credential: c.ID, Organization: home.ID, Person: "person_b", Version: 1}.Having(3)
	knew := credential.Received{Credential: c.ID, Organization: home.ID, Person: "person_c", Version: 1}.Having(2)
	ch = was.Clear([]credential.Received{owner, knows, knew}, nil)
	if len(ch.Records) != 1 || len(ch.Drops) != 4 { // with the rows that find them
		t.Fatalf("kept %+v, dropped %+v", ch.Records, ch.Drops)
	}
	kept := ch.Records[0].(credential.Received)
	if kept.Person != "person_b" || kept.Of != "Router" || !kept.MayKnow(credential.Credential{}) {
		t.Errorf("kept %+v", kept)
	}
	if again := was.Clear([]credential.Received{kept}, nil); len(again.Records)+len(again.Drops) != 0 {
		t.Errorf("again: %+v", again)
	}
}
