package filing_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/identity/identitytest"
)

var (
	nine = identitytest.Nine
	team = identitytest.Organization("Fabrikam", identity.Provider)
	ada  = identitytest.Caller(identitytest.Member(team, "Ada", identity.Admin), nine)
)

func in(role identity.Role, groups ...id.Group) identity.Caller {
	return identitytest.Caller(identitytest.Member(team, "Uma", role, groups...), nine)
}

// path is a path of folders, the top one first, each for groups; "-" is for admins only.
func path(folders ...[]id.Group) filing.Path {
	var out filing.Path
	for i, groups := range folders {
		f := filing.Folder{Organization: team.ID, ID: id.Folder(fmt.Sprintf("folder_%d", i)), Name: fmt.Sprint(i), Version: 1}
		if f.Groups = groups; slices.Equal(groups, []id.Group{"-"}) {
			f.Groups, f.Closed = nil, true
		}
		if i > 0 {
			f.Parent = out[0].ID
			for _, above := range out {
				f.Path = append(f.Path, above.ID)
			}
		}
		out = append(filing.Path{f}, out...)
	}
	return out
}

func TestAFolderIsForItsGroupsOrThoseAboveAndNeverForMore(t *testing.T) { // rule F3
	a, b := []id.Group{"a"}, []id.Group{"b"}
	both, none, closed := []id.Group{"a", "b"}, []id.Group(nil), []id.Group{"-"}
	for _, tt := range []struct {
		path     filing.Path
		everyone bool
		groups   []id.Group
		gate     id.Folder
	}{
		{nil, true, nil, ""},
		{path(none), true, nil, ""},
		{path(none, none), true, nil, ""},
		{path(a), false, a, "folder_0"},
		{path(a, none, none), false, a, "folder_0"},
		{path(none, b), false, b, "folder_1"},
		{path(both, a), false, a, "folder_1"},
		{path(a, both), false, a, "folder_1"}, // the group above was taken off later
		{path(a, b), false, nil, "folder_1"},
		{path(closed), false, nil, "folder_0"},
		{path(closed, a), false, nil, "folder_1"}, // nothing below is for more
		{path(a, closed, none), false, nil, "folder_1"},
	} {
		got := tt.path.Audience()
		if got.Everyone != tt.everyone || !slices.Equal(got.Groups, tt.groups) || got.Gate != tt.gate {
			t.Errorf("%+v is for %+v", tt.path, got)
		}
	}
}

func TestWhoSeesAFolderIsOneTable(t *testing.T) { // rules F3, F4
	p := path([]id.Group{"a"})
	for name, tt := range map[string]struct {
		by   identity.Caller
		sees bool
	}{
		"an admin in none": {in(identity.Admin), true}, "an auditor": {in(identity.Auditor), true},
		"a user of the group": {in(identity.User, "x", "a"), true}, "a user of another": {in(identity.User, "b"), false},
		"a user of none": {in(identity.User), false}, "a reviewer of none": {in(identity.Reviewer), false},
	} {
		if p.Sees(tt.by) != tt.sees {
			t.Errorf("%s: %v", name, !tt.sees)
		}
	}
}

// Whoever sees a folder sees every folder above it: lives of random trees, held
// against the plain reading of the rule.
func TestNobodySeesMoreBelowThanAbove(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		groups := rapid.SliceOfDistinct(rapid.SampledFrom([]id.Group{"a", "b", "c"}), rapid.ID[id.Group])
		var folders [][]id.Group
		for range rapid.IntRange(1, filing.MaxPath).Draw(t, "depth") {
			g := groups.Draw(t, "groups")
			if rapid.IntRange(0, 9).Draw(t, "closed") == 0 {
				g = []id.Group{"-"}
			}
			folders = append(folders, g)
		}
		by := in(identity.User, groups.Draw(t, "member of")...)
		p := path(folders...)
		for i := range p {
			above := p[i:]
			want := true
			left := []id.Group{"a", "b", "c"} // by whom the way down is open still
			restricted := false
			for _, f := range slices.Backward(above) {
				if f.Closed {
					left, restricted = nil, true
				}
				if len(f.Groups) > 0 {
					restricted = true
					left = slices.DeleteFunc(slices.Clone(left), func(g id.Group) bool { return !slices.Contains(f.Groups, g) })
				}
			}
			if restricted {
				want = slices.ContainsFunc(left, func(g id.Group) bool { return slices.Contains(by.Groups, g) })
			}
			if above.Sees(by) != want {
				t.Fatalf("%+v: a member of %v sees it: %v", above, by.Groups, !want)
			}
			if i > 0 && p[i-1:].Sees(by) && !above.Sees(by) {
				t.Fatalf("%s is seen and not what is above it", p[i-1].ID)
			}
		}
	})
}

func TestAPathThatDoesNotHoldIsLookedAtAgain(t *testing.T) {
	whole := path(nil, nil, nil)
	if err := whole.Held(); err != nil {
		t.Fatal(err)
	}
	for name, edit := range map[string]func(filing.Path) filing.Path{
		"one between is missing": func(p filing.Path) filing.Path { return append(p[:1], p[2:]...) },
		"the top one is missing": func(p filing.Path) filing.Path { return p[:2] },
		"one is gone":            func(p filing.Path) filing.Path { p[1].Removed = &nine; return p },
		"one was never there":    func(p filing.Path) filing.Path { p[2].Version = 0; return p },
		"one was moved away":     func(p filing.Path) filing.Path { p[0].Parent = "folder_x"; return p },
		"one is another's":       func(p filing.Path) filing.Path { p[2].Organization = "org_x"; return p },
		"a circle":               func(p filing.Path) filing.Path { p[2].Parent = p[0].ID; return p },
	} {
		if err := edit(slices.Clone(whole)).Held(); fault.Of(err) != fault.Moved {
			t.Errorf("%s: %v", name, err)
		}
	}
}
