package credential_test

import (
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/identity/identitytest"
)

// shared is Olga's Shop as the team changes it, which it is shared with to write.
func shared() credential.Changing {
	f := changing()
	f.Granted = credential.Granted{
		Reader: credential.Reader{
			Credential: "cred_a", Organization: team.ID, Home: home.ID, Via: credential.Shared, Mode: credential.Read, Lender: "Olga", Version: 5,
			Share: &credential.Share{Everyone: true, Write: true},
		},
		While: []change.Record{identity.Organization{ID: "org_site", Version: 4}},
	}
	f.Readers[1] = f.Granted.Reader
	return f
}

// Rule H7: a new version from the other side is for both, attributed, and holds while
// their way does.
func TestANewVersionFromTheOtherSideIsForBothAndAttributed(t *testing.T) {
	uma := identitytest.Caller(identitytest.Member(team, "Uma", identity.User), nine)
	c, ch, err := credential.Change(uma, shared(), sealed(4, home, team))
	if err != nil || c.By != "Uma of Fabrikam" || c.ByOf != team.ID || c.EditedBy != c.By || c.Number != 4 {
		t.Fatalf("%+v, %v", c, err)
	}
	if l := line(ch); l.By != c.By || l.ByOf != team.ID || l.Kind != credential.Renewed {
		t.Errorf("the line: %+v", l)
	}
	if e := ch.Entries; len(e) != 2 || e[0].Organization != home.ID || e[0].ActorName != "Uma" || e[0].ActorOrganization != team.Name || e[0].Actor != "" ||
		e[1].Organization != team.ID || e[1].Actor != uma.Person {
		t.Errorf("on record: %+v", ch.Entries)
	}
	if n := len(ch.Checks); n == 0 || ch.Checks[n-1].Seen() != 4 {
		t.Errorf("checked: %+v", ch.Checks)
	}
	for name, edit := range map[string]func(*credential.Changing){
		"by nobody's leave":  func(f *credential.Changing) { f.Granted = credential.Granted{} },
		"of another":         func(f *credential.Changing) { f.Granted.Reader.Credential = "cred_x" },
		"of another's":       func(f *credential.Changing) { f.Granted.Reader.Home = other.ID },
		"by another's":       func(f *credential.Changing) { f.Granted.Reader.Organization = other.ID },
		"lent by its owner":  func(f *credential.Changing) { f.Granted.Reader.Via = credential.Delegated },
		"at its end":         func(f *credential.Changing) { f.Granted.Reader.Ends = &nine },
		"to be read":         func(f *credential.Changing) { f.Granted.Reader.Share = &credential.Share{Everyone: true} },
		"to be used":         func(f *credential.Changing) { f.Granted.Reader.Mode = credential.Use },
		"disabled there":     func(f *credential.Changing) { f.Granted.Reader.Share = &credential.Share{Write: true, Off: &nine} },
		"disabled at home":   func(f *credential.Changing) { f.Credential.Disabled = &nine },
		"after another":      func(f *credential.Changing) { f.Seen = 2 },
		"an earlier version": nil,
	} {
		f, s := shared(), sealed(4, home, team)
		if edit == nil {
			_, ch, err = credential.Restore(uma, f, credential.Version{Credential: "cred_a", Number: 1, Stored: 1}, s)
		} else {
			edit(&f)
			_, ch, err = credential.Change(uma, f, s)
		}
		if k := fault.Of(err); k != fault.NotFound && k != fault.Forbidden && k != fault.Conflict || len(ch.Records) != 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Rule S3: of who has it too, those who have it are told nothing.
func TestWhoElseHasItIsNotNamedToThoseWhoHaveIt(t *testing.T) {
	c := changing().Credential
	c.By, c.ByOf = "Cy of Contoso", other.ID
	reader := func(o identity.Organization) credential.Reader {
		return credential.Reader{Credential: c.ID, Organization: o.ID, Home: home.ID, Via: credential.Shared, Version: 1}
	}
	line := credential.Logged{Credential: c.ID, Kind: credential.Renewed, By: c.By, ByOf: c.ByOf}
	moved := credential.Logged{Credential: c.ID, Kind: credential.Moved, By: "Olga", What: "to a folder"}
	ended := reader(team).End(nine.Add(time.Hour), "Olga", c)
	for name, tt := range map[string]struct {
		of   identity.Organization
		says string
	}{
		"its home":    {home, "Cy of Contoso"},
		"their own":   {other, "Cy of Contoso"},
		"one of them": {team, "Another whom it is shared with"},
	} {
		if got := reader(tt.of).Had(c).By; got != tt.says {
			t.Errorf("%s: changed by %q", name, got)
		}
		if l, there := line.For(c, tt.of.ID); !there || l.By != tt.says {
			t.Errorf("%s: the line is by %q", name, l.By)
		}
		for _, l := range []credential.Logged{
			moved,
			{Credential: c.ID, Kind: credential.Allowed, By: "Olga"},
			{Credential: c.ID, Kind: credential.Withdrawn, By: "Olga"},
			{Credential: c.ID, Kind: credential.Amended, By: "Olga", What: "tags a to b"},
		} {
			if _, there := l.For(c, tt.of.ID); there != (tt.of.ID == home.ID) {
				t.Errorf("%s: that it was %s, which is its home's alone, is there: %v", name, l.Kind, there)
			}
		}
	}
	if ended.Was.By != "Another whom it is shared with" {
		t.Errorf("at its end it was changed by %q", ended.Was.By)
	}
	f := changing()
	f.Credential, f.Seen = c, 2
	f.Granted = shared().Granted
	if err := credential.MayRenew(identitytest.Caller(identitytest.Member(team, "Uma", identity.User), nine), f); fault.Of(err) != fault.Conflict {
		t.Errorf("%v", err)
	} else if !strings.Contains(err.Error(), "Another whom it is shared with changed it") {
		t.Errorf("told %v", err)
	}
}
