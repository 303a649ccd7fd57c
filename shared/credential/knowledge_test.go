package credential_test

import (
	"slices"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/identity/identitytest"
)

// Rules C1, C12: who sees a report of a credential, of whom, and whether it is a line
// of the organization's.
func TestWhatIsSomebodysOwnIsOnNobodyElsesReport(t *testing.T) {
	mine := credential.Credential{ID: "cred_a", Home: team.ID, Owner: ada.Person, Version: 1}
	with := func(edit func(*credential.Credential)) credential.Credential { c := mine; edit(&c); return c }
	lent := credential.Reader{Credential: "cred_a", Organization: team.ID, Version: 1}
	var none credential.Reader
	for name, tt := range map[string]struct {
		c      credential.Credential
		reader credential.Reader
		home   bool
		want   fault.Kind
		line   bool
	}{
		"the organization's":  {with(func(c *credential.Credential) { c.Owner = "" }), none, true, "", true},
		"a colleague's login": {with(func(c *credential.Credential) { c.Owner, c.Resource = "person_b", "res_a" }), none, true, "", true},
		"a colleague's own":   {with(func(c *credential.Credential) { c.Owner = "person_b" }), none, true, fault.NotFound, false},
		"one's own":           {mine, none, true, "", true},
		"lent by an owner":    {with(func(c *credential.Credential) { c.Home, c.Owner = "org_x", "person_x" }), lent, false, "", true},
		"another's":           {with(func(c *credential.Credential) { c.Home, c.Owner = "org_x", "" }), none, false, fault.NotFound, true},
		"none":                {with(func(c *credential.Credential) { c.Version = 0 }), lent, true, fault.NotFound, false},
	} {
		home, err := credential.MayReadKnowledge(ada, tt.c, tt.reader)
		if fault.Of(err) != tt.want || err == nil && home != tt.home {
			t.Errorf("%s: %v, %v", name, home, err)
		}
		if got := (credential.Knowing{Of: tt.c}).Reported(ada); got != tt.line {
			t.Errorf("%s is on the report: %v", name, got)
		}
	}
}

func TestWhoIsAskedForIsFound(t *testing.T) { // rule C12
	bea := identitytest.Member(team, "Bea", identity.User)
	gone := bea
	gone.Removed = &nine
	was := nine.Add(-time.Hour)
	c := credential.Credential{ID: "cred_a", Home: team.ID, Client: "client_a", Number: 3, Version: 1}
	knows := credential.Knowing{Of: c, Member: bea, Received: credential.Received{Organization: team.ID}.Having(3)}
	lost, older, left, theirs := knows, knows, knows, knows
	lost.Received.Lost = &was
	older.Received = credential.Received{Organization: team.ID}.Having(2)
	left.Member = gone
	theirs.Of.Home, theirs.Member = "org_x", identity.Member{}
	for name, tt := range map[string]struct {
		k                          credential.Knowing
		since                      *time.Time
		any, lost, current, client bool
	}{
		"who knows it":           {knows, nil, true, false, true, true},
		"who lost it":            {lost, &was, true, true, true, true},
		"who knows an older one": {older, nil, true, false, false, true},
		"who is removed":         {left, &nine, true, true, true, true},
		"who knows another's":    {theirs, nil, true, false, true, false},
	} {
		got := []bool{
			credential.Sought{}.Holds(ada, tt.k), credential.Sought{Lost: true}.Holds(ada, tt.k), credential.Sought{Current: true}.Holds(ada, tt.k),
			credential.Sought{Client: "client_a"}.Holds(ada, tt.k), credential.Sought{Client: "client_b"}.Holds(ada, tt.k),
		}
		if !slices.Equal(got, []bool{tt.any, tt.lost, tt.current, tt.client, false}) || (tt.k.Lost() == nil) != (tt.since == nil) || tt.since != nil && !tt.k.Lost().Equal(*tt.since) {
			t.Errorf("%s: %v, lost %v", name, got, tt.k.Lost())
		}
	}
}

// Promise 11: that a login was destroyed makes nobody forget what it said.
func TestWhoMayKnowADestroyedLoginIsReportedWhereTheyReceivedIt(t *testing.T) {
	k := credential.Knowing{Received: credential.Received{Credential: "cred_a", Organization: team.ID, Person: "person_b", Of: "Router"}}
	if !k.Reported(ada) || !k.Received.MayKnow(credential.Credential{}) || !(credential.Sought{Current: true}).Holds(ada, k) {
		t.Error("it is on no list")
	}
	if k.Received.Organization = "org_x"; k.Reported(ada) {
		t.Error("another organization's is on the list")
	}
}

func TestWhoReceivedSomethingIsFoundByBothSides(t *testing.T) {
	r := credential.Received{Credential: "cred_a", Organization: team.ID, Person: ada.Person}
	here := credential.Known{Credential: "cred_a", Organization: team.ID, Person: ada.Person}
	there := here
	there.Home = "org_x"
	for name, tt := range map[string]struct {
		c    credential.Credential
		want []credential.Known
	}{
		"the organization's":     {credential.Credential{Home: team.ID}, []credential.Known{here}},
		"a login of theirs":      {credential.Credential{Home: team.ID, Owner: ada.Person, Resource: "res_a"}, []credential.Known{here}},
		"their own":              {credential.Credential{Home: team.ID, Owner: ada.Person}, nil}, // rule C1
		"another organization's": {credential.Credential{Home: "org_x"}, []credential.Known{here, there}},
		"lent by an owner":       {credential.Credential{Home: "org_x", Owner: "person_x"}, []credential.Known{here, there}},
	} {
		if got := r.FoundBy(tt.c); !slices.Equal(got, tt.want) {
			t.Errorf("%s is found by %+v", name, got)
		}
	}
}

// What a list is narrowed to is all that is asked, together.
func TestAListIsNarrowedByAllThatIsAsked(t *testing.T) {
	c := credential.Credential{Folder: "folder_a", Client: "client_a", Owner: "person_a", Resource: "res_a", Tags: []string{"LAN", "Zürich"}, Type: "Router", Disabled: &nine, Due: &nine}
	all := credential.Narrow{Folder: "folder_a", Client: "client_a", Owner: "person_a", Resource: "res_a", Tag: "zurich", Type: "ROUTER", Disabled: true, Due: true}
	if !all.Holds(c) || !(credential.Narrow{}).Holds(credential.Credential{}) {
		t.Error("what is all that is asked for is not found")
	}
	for name, edit := range map[string]func(*credential.Credential){
		"folder": func(c *credential.Credential) { c.Folder = "" }, "client": func(c *credential.Credential) { c.Client = "" },
		"owner": func(c *credential.Credential) { c.Owner = "" }, "resource": func(c *credential.Credential) { c.Resource = "" }, "tag": func(c *credential.Credential) { c.Tags = c.Tags[:1] },
		"type": func(c *credential.Credential) { c.Type = "Switch" }, "state": func(c *credential.Credential) { c.Disabled = nil },
		"due": func(c *credential.Credential) { c.Due = nil },
	} {
		other := c
		if edit(&other); all.Holds(other) {
			t.Errorf("another %s is found", name)
		}
	}
}

func TestTheShortestListIsRead(t *testing.T) {
	for want, n := range map[credential.Audience]credential.Narrow{
		"in-folder_a": {Folder: "folder_a", Tag: "x", Disabled: true}, "person_a": {Owner: "person_a", Tag: "x"}, "of-res_a": {Resource: "res_a", Tag: "x"}, "tag-x": {Tag: "X", Disabled: true, Client: "client_a"},
		"off": {Disabled: true, Client: "client_a"}, "client_a": {Client: "client_a", Type: "Router"}, "": {Type: "Router"},
	} {
		if got, found := n.By(true); got != want || found != (want != "") {
			t.Errorf("%+v is found by %s", n, got)
		}
		got, _ := n.By(false)
		if marks := got == credential.Off || got == credential.Rotating || got == credential.Tagged(n.Tag); marks {
			t.Errorf("a member reads %s", got)
		}
	}
}
