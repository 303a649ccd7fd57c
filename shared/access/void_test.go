package access_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/identity/identitytest"
)

var (
	night  = id.Group("group_night")
	mia    = identitytest.Member(team, "Mia", identity.User, sales, night)
	bo     = identitytest.Member(team, "Bo", identity.User, night)
	cat    = identitytest.Member(team, "Cat", identity.User, sales)
	groups = []identity.Group{
		{Organization: team.ID, ID: sales, Name: "Sales", Members: []id.Person{mia.Person, cat.Person}, Version: 1},
		{Organization: team.ID, ID: night, Name: "Night", Members: []id.Person{mia.Person, bo.Person}, Version: 1},
	}
)

// put is an assignment with a policy.
func put(name string, g id.Group, m id.Person, c id.Credential, mode credential.Mode, p *access.Policy) access.Assignment {
	return access.Assignment{ID: id.Assignment("assign_" + name), Group: g, Member: m, Name: name, Credential: c, Mode: mode, Policy: p, Since: nine}
}

// TestAStandingAssignmentMakesAJustInTimeOneVoidForWhomBothHold (rule J1): the
// second of each pair may be void, and then names whom.
func TestAStandingAssignmentMakesAJustInTimeOneVoidForWhomBothHold(t *testing.T) {
	use, read := credential.Use, credential.Read
	ask := ref(jit(60, 1))
	always := ref(access.Policy{})
	suspended, again := mia, mia
	suspended.Suspended = &nine
	again.Since = nine.Add(1)
	for name, tt := range map[string]struct {
		all     []access.Assignment
		members []identity.Member
		want    []string
	}{
		"a group and a group": {[]access.Assignment{put("a", night, "", "cred_a", use, always), put("b", sales, "", "cred_a", use, ask)}, nil, []string{"Mia"}},
		"a member and a group of theirs": {
			[]access.Assignment{put("a", "", cat.Person, "cred_a", use, always), put("b", sales, "", "cred_a", use, ask)}, nil, []string{"Cat"},
		},
		"a group and a member of it": {[]access.Assignment{put("a", night, "", "cred_a", use, always), put("b", "", bo.Person, "cred_a", use, ask)}, nil, []string{"Bo"}},
		"two that stand, each for others": {
			[]access.Assignment{put("a", night, "", "cred_a", use, always), put("b", sales, "", "cred_a", use, ask), put("c", "", cat.Person, "cred_a", use, always)},
			nil,
			[]string{"Cat", "Mia"},
		},
		"one that may lock itself":      {[]access.Assignment{put("a", night, "", "cred_a", use, ref(access.Policy{LockAfter: 7, Needs: 1})), put("b", sales, "", "cred_a", use, ask)}, nil, []string{"Mia"}},
		"nobody in both":                {[]access.Assignment{put("a", "", bo.Person, "cred_a", use, always), put("b", sales, "", "cred_a", use, ask)}, nil, nil},
		"with another credential":       {[]access.Assignment{put("a", night, "", "cred_b", use, always), put("b", sales, "", "cred_a", use, ask)}, nil, nil},
		"with logins of their own":      {[]access.Assignment{put("a", night, "", "", use, always), put("b", sales, "", "", use, ask)}, nil, nil},
		"both are asked for":            {[]access.Assignment{put("a", night, "", "cred_a", use, ask), put("b", sales, "", "cred_a", use, ask)}, nil, nil},
		"both stand":                    {[]access.Assignment{put("a", night, "", "cred_a", use, always), put("b", sales, "", "cred_a", use, always)}, nil, nil},
		"reading is still asked for":    {[]access.Assignment{put("a", night, "", "cred_a", use, always), put("b", sales, "", "cred_a", read, ask)}, nil, nil},
		"reading stands":                {[]access.Assignment{put("a", night, "", "cred_a", read, always), put("b", sales, "", "cred_a", read, ask)}, nil, []string{"Mia"}},
		"who is suspended":              {[]access.Assignment{put("a", night, "", "cred_a", use, always), put("b", sales, "", "cred_a", use, ask)}, []identity.Member{suspended, bo, cat}, nil},
		"who was removed and came back": {[]access.Assignment{put("a", night, "", "cred_a", use, always), put("b", "", mia.Person, "cred_a", use, ask)}, []identity.Member{again}, nil},
	} {
		r := company().Resource
		for _, all := range [][]access.Assignment{tt.all, reversed(tt.all)} {
			r.Assignments = all
			members := tt.members
			if members == nil {
				members = []identity.Member{mia, bo, cat}
			}
			want := map[id.Assignment][]string{}
			if tt.want != nil {
				want["assign_b"] = tt.want
			}
			if got := r.Void(members); !reflect.DeepEqual(got, want) {
				t.Errorf("%s: %v, want %v", name, got, want)
			}
			// What is read is enough to say so.
			var read []identity.Group
			for _, g := range groups {
				if slices.Contains(r.VoidBetween(), g.ID) {
					read = append(read, g)
				}
			}
			people := r.VoidFor(read)
			if got := r.Void(slices.DeleteFunc(slices.Clone(members), func(m identity.Member) bool { return !slices.Contains(people, m.Person) })); !reflect.DeepEqual(got, want) {
				t.Errorf("%s, of what is read: %v, want %v", name, got, want)
			}
		}
	}
}

func reversed(all []access.Assignment) []access.Assignment {
	out := slices.Clone(all)
	slices.Reverse(out)
	return out
}

func TestAPolicyOfTheResourceIsVoidForWhoHasAStandingOne(t *testing.T) {
	r := company().Resource
	r.Policy = ref(automatic(3600))
	r.Assignments = []access.Assignment{put("a", sales, "", "cred_a", credential.Use, nil), put("b", "", cat.Person, "cred_a", credential.Use, ref(access.Policy{}))}
	if got := r.Void([]identity.Member{mia, cat}); !reflect.DeepEqual(got, map[id.Assignment][]string{"assign_a": {"Cat"}}) {
		t.Errorf("%v", got)
	}
}

func TestWhomItIsVoidForIsReadOnlyWhereSomethingCanBeAndIsBounded(t *testing.T) {
	r := company().Resource
	r.Assignments = []access.Assignment{put("a", sales, "", "cred_a", credential.Use, ref(jit(60, 1))), put("b", night, "", "cred_a", credential.Use, ref(jit(60, 1)))}
	if len(r.VoidBetween()) != 0 || len(r.VoidFor(groups)) != 0 {
		t.Errorf("%v is read, and nothing can be void", r.VoidBetween())
	}
	r.Assignments[1].Policy = nil
	crowd := slices.Clone(groups)
	for i := range crowd {
		crowd[i].Members = nil
		for n := range 4 * access.MostVoid {
			crowd[i].Members = append(crowd[i].Members, id.Person(fmt.Sprint("person_", n)))
		}
	}
	if got := r.VoidFor(crowd); len(got) != access.MostVoid {
		t.Errorf("%d people are read", len(got))
	}
	crowd[0].Deleted = &nine
	if got := r.VoidFor(crowd); len(got) != 0 {
		t.Errorf("a group that was deleted holds %v", got)
	}
}
