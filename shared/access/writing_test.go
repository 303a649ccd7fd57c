package access_test

import (
	"testing"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/identity/identitytest"
)

// Rules C9, C4, C1, F4, promise 7: who writes and who reads the change log is one
// table, and whoever sees that a credential exists is told why not.
func TestWhoWritesAndWhoReadsTheChangeLogIsOneTable(t *testing.T) {
	away := identitytest.Caller(identitytest.Member(team, "Ulf", identity.User), nine)
	boss := identitytest.Caller(identitytest.Member(team, "Abe", identity.Admin), nine)
	no, hidden, ok := fault.Forbidden, fault.NotFound, fault.Kind("")
	with := func(edit func(*credential.Credential)) access.Found {
		f := filed()
		edit(&f.Credential)
		return access.Found{Credential: f.Credential, Path: f.Path, Resource: f.Resource}
	}
	people := []identity.Caller{uma, away, boss, audra} // a member of the group, another, an admin, an auditor
	for name, tt := range map[string]struct {
		f           access.Found
		writes, log [4]fault.Kind
	}{
		"a company's": {with(func(*credential.Credential) {}), [4]fault.Kind{no, hidden, ok, no}, [4]fault.Kind{no, hidden, ok, ok}},
		"disabled": {
			with(func(c *credential.Credential) { c.Disabled = &nine }), [4]fault.Kind{no, hidden, no, no}, [4]fault.Kind{no, hidden, ok, ok},
		},
		"somebody's own": {
			with(func(c *credential.Credential) { c.Owner, c.Folder, c.Managed = uma.Person, "", false }),
			[4]fault.Kind{ok, hidden, hidden, hidden},
			[4]fault.Kind{ok, hidden, hidden, hidden},
		},
		"another organization's": {
			with(func(c *credential.Credential) { c.Home = home.ID }),
			[4]fault.Kind{hidden, hidden, hidden, hidden},
			[4]fault.Kind{hidden, hidden, hidden, hidden},
		},
		"a login, managed": {
			with(func(c *credential.Credential) {
				c.Owner, c.Folder, c.Resource, c.Managed = uma.Person, "", "res_a", true
			}),
			[4]fault.Kind{ok, hidden, ok, no},
			[4]fault.Kind{ok, hidden, ok, ok},
		},
		"a login, unmanaged": {
			with(func(c *credential.Credential) {
				c.Owner, c.Folder, c.Resource, c.Managed = uma.Person, "", "res_a", false
			}),
			[4]fault.Kind{ok, hidden, no, no},
			[4]fault.Kind{ok, hidden, no, no},
		},
	} {
		for i, by := range people {
			if err := tt.f.Told(by, credential.MayChange(by, tt.f.Credential)); fault.Of(err) != tt.writes[i] {
				t.Errorf("%s: %s writes: %v, want %q", name, by.Name, err, tt.writes[i])
			}
			if err := tt.f.MayReadLog(by); fault.Of(err) != tt.log[i] {
				t.Errorf("%s: %s reads the log: %v, want %q", name, by.Name, err, tt.log[i])
			}
		}
	}
}

// Rules G4, C12: a code and an earlier version are received as the secret is.
func TestCodesAndEarlierVersionsAreReceivedAndOnRecordAsWhatTheyAre(t *testing.T) {
	f := filed()
	if _, err := access.Code(uma, f); fault.Of(err) != fault.Conflict {
		t.Errorf("without a seed: %v", err)
	}
	f.Credential.Codes, f.Credential.Number = true, 5
	ch, err := access.Code(uma, f)
	if got := receivedIn(ch); err != nil || ch.Entries[0].Action != audit.CredentialCoded || got.Number != 5 || got.Uses != 1 {
		t.Errorf("%+v, %+v, %v", ch.Entries, got, err)
	}
	f.Reader.Mode = credential.Use
	if _, err := access.Code(uma, f); err != nil {
		t.Errorf("who may sign in with it has no code: %v", err)
	}
	boss := identitytest.Caller(identitytest.Member(team, "Abe", identity.Admin), nine)
	f = filed()
	f.Credential.Number = 5
	f.Received.Person = boss.Person
	v := credential.Version{Credential: f.Credential.ID, Home: team.ID, Number: 3, Same: 2, Stored: 1}
	ch, err = access.Earlier(boss, f, v)
	got := receivedIn(ch)
	if err != nil || ch.Entries[0].Action != audit.CredentialRevealed || ch.Entries[0].Detail != "version 3" || got.Number != 3 {
		t.Fatalf("%+v, %+v, %v", ch.Entries, got, err)
	}
	if got.MayKnow(credential.Credential{Number: 5}) || !got.MayKnow(credential.Credential{Number: 6, Same: 2}) || !got.MayKnow(credential.Credential{Number: 6, Same: 3}) {
		t.Errorf("received %+v", got.Spans)
	}
	if _, err := access.Earlier(uma, f, v); fault.Of(err) != fault.Forbidden {
		t.Errorf("who may not write: %v", err)
	}
	f.Reader.Mode = credential.Use
	if _, err := access.Earlier(boss, f, v); fault.Of(err) != fault.Forbidden {
		t.Errorf("who may only sign in with it: %v", err)
	}
	f.Reader.Mode, f.Credential.Disabled = credential.Read, &nine
	if _, err := access.Earlier(boss, f, v); fault.Of(err) != fault.Forbidden {
		t.Errorf("disabled: %v", err)
	}
	f.Credential.Disabled = nil
	for name, gone := range map[string]credential.Version{"none": {Credential: f.Credential.ID, Number: 9}, "another's": {Credential: "cred_x", Number: 1, Stored: 1}} {
		if ch, err := access.Earlier(boss, f, gone); fault.Of(err) != fault.NotFound || len(ch.Records) != 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
	just := company() // by being admin alone nobody gets in (rule G2)
	if _, err := access.Earlier(boss, just, v); fault.Of(err) != fault.Forbidden {
		t.Errorf("an admin without an assignment: %v", err)
	}
}

func receivedIn(ch change.Change) (out credential.Received) {
	for _, r := range ch.Records {
		if x, ok := r.(credential.Received); ok {
			out = x
		}
	}
	return out
}

func TestATypeThatIsNoLongerOfferedStaysUntilAnotherIsChosen(t *testing.T) { // rule C8
	c := filed().Credential
	c.Type, c.Revision, c.Name = "Router", 1, "Edge"
	types := filing.Types{Organization: team.ID, Names: []string{"Website"}, Version: 1}
	boss := identitytest.Caller(identitytest.Member(team, "Abe", identity.Admin), nine)
	say := func(s string) *string { return &s }
	f := credential.Amending{Credential: c, Seen: 1}
	if got, _, err := access.Amend(boss, f, types, access.Amendment{Name: say(" New ")}); err != nil || got.Type != "Router" || got.Name != "New" {
		t.Errorf("%+v, %v", got, err)
	}
	if _, _, err := access.Amend(boss, f, types, access.Amendment{Type: say("Database")}); fault.Of(err) != fault.Invalid {
		t.Errorf("one that is not offered: %v", err)
	}
	for _, kind := range []string{"Website", ""} {
		if got, _, err := access.Amend(boss, f, types, access.Amendment{Type: &kind}); err != nil || got.Type != kind {
			t.Errorf("%q: %+v, %v", kind, got, err)
		}
	}
	if _, _, err := access.Amend(uma, f, types, access.Amendment{Type: say("Database")}); fault.Of(err) != fault.NotFound { // what is wrong with it is for whoever may
		t.Errorf("who may not: %v", err)
	}
}
