package access_test

import (
	"testing"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/identity/identitytest"
)

// filed is a use of a company credential without a resource, in a folder for sales.
func filed() access.Facts {
	f := company()
	f.Resource, f.Standing = access.Resource{Organization: team.ID}, access.Standing{}
	f.Credential.Resource, f.Credential.Folder = "", "folder_a"
	f.Path = filing.Path{{Organization: team.ID, ID: "folder_a", Groups: []id.Group{sales}, Version: 1}}
	return f
}

// Rules C1, F3, F4, G5, promise 7: whoever sees it may use and reveal it, and
// nobody else learns that there is one.
func TestACredentialWithoutAResourceFollowsItsFolder(t *testing.T) {
	away := identitytest.Caller(identitytest.Member(team, "Ulf", identity.User), nine)
	boss := identitytest.Caller(identitytest.Member(team, "Abe", identity.Admin), nine)
	no, hidden, ok := fault.Forbidden, fault.NotFound, fault.Kind("")
	with := func(edit func(*access.Facts)) access.Facts { f := filed(); edit(&f); return f }
	people := []identity.Caller{uma, away, boss, audra}
	for name, tt := range map[string]struct {
		f     access.Facts
		enter [4]fault.Kind // a member of the group, another, an admin of no group, an auditor
		shows [4]bool
	}{
		"in a folder for sales":  {filed(), [4]fault.Kind{ok, hidden, ok, no}, [4]bool{true, false, true, true}},
		"at the top":             {with(func(f *access.Facts) { f.Credential.Folder, f.Path = "", nil }), [4]fault.Kind{ok, ok, ok, no}, [4]bool{true, true, true, true}},
		"in one for admins only": {with(func(f *access.Facts) { f.Path[0].Groups, f.Path[0].Closed = nil, true }), [4]fault.Kind{hidden, hidden, ok, no}, [4]bool{false, false, true, true}},
		"moved meanwhile":        {with(func(f *access.Facts) { f.Path[0].Parent = "folder_b" }), [4]fault.Kind{hidden, hidden, hidden, hidden}, [4]bool{false, false, true, true}},
		"the path of another":    {with(func(f *access.Facts) { f.Path[0].ID = "folder_b" }), [4]fault.Kind{hidden, hidden, hidden, hidden}, [4]bool{false, false, true, true}},
		"disabled":               {with(func(f *access.Facts) { f.Credential.Disabled = &nine }), [4]fault.Kind{no, hidden, no, no}, [4]bool{true, false, true, true}},
		"another organization's": {with(func(f *access.Facts) { f.Credential.Home = home.ID }), [4]fault.Kind{hidden, hidden, hidden, hidden}, [4]bool{}},
		"for a resource":         {with(func(f *access.Facts) { f.Credential.Resource = "res_a" }), [4]fault.Kind{hidden, hidden, hidden, hidden}, [4]bool{false, false, true, true}},
		"somebody's own":         {with(func(f *access.Facts) { f.Credential.Owner = uma.Person }), [4]fault.Kind{ok, hidden, hidden, hidden}, [4]bool{true, false, false, false}},
	} {
		for i, by := range people {
			for _, want := range []credential.Mode{credential.Use, credential.Read} {
				ch, err := access.Enter(by, tt.f, want)
				if fault.Of(err) != tt.enter[i] {
					t.Errorf("%s, by %s: %v, want %q", name, by.Name, err, tt.enter[i])
				}
				if err == nil && len(ch.Entries) != 1 { // no entry, no act (promise 3)
					t.Errorf("%s, by %s: on record %+v", name, by.Name, ch.Entries)
				}
			}
			if got := (access.Found{Credential: tt.f.Credential, Path: tt.f.Path}).Shows(by); got != tt.shows[i] {
				t.Errorf("%s is shown to %s: %v", name, by.Name, got)
			}
		}
	}
}

// A use is judged by the folders as they are when it is kept.
func TestAUseChecksTheFoldersItWasJudgedBy(t *testing.T) {
	ch, err := access.Enter(uma, filed(), credential.Read)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range ch.Checks {
		if f, ok := r.(filing.Folder); ok && f.ID == "folder_a" && f.Seen() == 1 {
			return
		}
	}
	t.Errorf("checks %+v", ch.Checks)
}

// Rule G4: the folder narrows what an assignment opens, and opens nothing itself.
func TestAResourcesCredentialIsNotToBeHadThroughItsFolder(t *testing.T) {
	f := company()
	f.Credential.Folder = "folder_a"
	f.Path = filing.Path{{Organization: team.ID, ID: "folder_a", Groups: []id.Group{sales}, Version: 1}}
	if _, err := access.Enter(uma, f, credential.Read); err != nil {
		t.Errorf("assigned and in the folder's group: %v", err)
	}
	f.Path[0].Groups = []id.Group{"group_x"}
	if _, err := access.Enter(uma, f, credential.Read); fault.Of(err) != fault.NotFound {
		t.Errorf("assigned, and the folder is for others: %v", err)
	}
	f.Path[0].Groups = []id.Group{sales}
	f.Resource.Assignments = nil
	if _, err := access.Enter(uma, f, credential.Read); fault.Of(err) != fault.NotFound {
		t.Errorf("in the folder's group and not assigned: %v", err)
	}
}
