package sharing

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/identity/identitytest"
)

// Rule S6: what was sealed to keys that are gone is sealed again, and nothing else.
func TestWhatDoesNotOpenThereAnyMoreIsSealedAgain(t *testing.T) {
	for name, tt := range map[string]struct {
		sealed    int
		now       int
		replacing bool
		opens     bool
	}{
		"as it was":               {2, 2, false, true},
		"after a reset":           {1, 2, false, false},
		"while keys are replaced": {1, 2, true, true},
		"reset before that":       {1, 3, true, false},
	} {
		f := Sharing{To: identity.Organization{Epoch: tt.now}, Before: credential.Reader{Key: credential.SealedKey{Epoch: tt.sealed}}}
		if tt.replacing {
			f.To.Replaced = &nine
		}
		if f.Opens() != tt.opens {
			t.Errorf("%s: %v", name, f.Opens())
		}
	}
	f, _, _ := shares(t, everyone)
	key := credential.SealedKey{Epoch: 2, Bytes: []byte("anew")}
	got, c, err := Amend(by(ridge, "Ann"), f, everyone, key)
	if err != nil || got.Key.Epoch != 2 || got.Number != f.Way.Credential.Number || len(c.Entries) != 2 {
		t.Errorf("%+v, %v", got, err)
	}
}

// Rule S1: a share ends with a relation that ended, at that instant, and with no other.
func TestAShareEndsWithTheRelationThatEnded(t *testing.T) {
	f, r, c := shares(t, everyone)
	cred := kept[credential.Credential](t, c)
	r.Version, cred.Version = 1, f.Way.Credential.Version+1
	shared := Shared{Credential: cred, Reader: r}
	goes, ended := site("Contoso", nil), site("Contoso", nil)
	relation := *ended.Relation
	relation.Ended, relation.EndedBy = &nine, "Cora of Contoso"
	ended.Relation = &relation
	for name, o := range map[string]identity.Organization{"it goes on": goes, "of none": {ID: goes.ID, Version: 1}} {
		if c := Part(nine, shared, o); len(c.Records) != 0 {
			t.Errorf("%s: %+v", name, c.Records)
		}
	}
	done := Part(nine.AddDate(0, 0, 1), shared, ended)
	if got := kept[credential.Reader](t, done); got.EndedBy != "Cora of Contoso" || got.Ended == nil || !got.Ended.Equal(nine) || len(done.Entries) != 2 {
		t.Errorf("%+v", got)
	}
	shared.Reader.Ended = &nine
	if c := Part(nine, shared, ended); len(c.Records) != 0 {
		t.Errorf("again: %+v", c.Records)
	}
}

// Rule H4: whom it is for is known by who they are. Two have one name; and somebody who
// was removed and invited again is shared with once more.
func TestAnotherOfTheSameNameIsAnotherToShareWith(t *testing.T) {
	f, _, _ := shares(t, everyone)
	there := f.To
	alex, namesake := identitytest.Member(there, "Alex", identity.User), identitytest.Member(there, "Alex", identity.User)
	namesake.Person = "person_namesake"
	again := alex
	again.Since = nine.Add(90 * time.Minute)
	one, two := identity.Group{Organization: there.ID, ID: "group_one", Name: "Desk", Version: 1}, identity.Group{Organization: there.ID, ID: "group_two", Name: "Desk", Version: 1}
	read := Options{Mode: credential.Read}
	for name, tt := range map[string]struct {
		people, now []identity.Member
		groups, are []identity.Group
		changes     bool
	}{
		"the same ones":                {[]identity.Member{alex, namesake}, []identity.Member{alex, namesake}, []identity.Group{one}, []identity.Group{one}, false},
		"a namesake":                   {[]identity.Member{alex}, []identity.Member{namesake}, nil, nil, true},
		"removed, and invited again":   {[]identity.Member{alex}, []identity.Member{again}, nil, nil, true},
		"another group of that name":   {nil, nil, []identity.Group{one}, []identity.Group{two}, true},
		"one fewer of the same people": {[]identity.Member{alex, namesake}, []identity.Member{alex}, nil, nil, true},
	} {
		f.People, f.Groups = tt.people, tt.groups
		terms, err := f.terms(by(ridge, "Ann"), read)
		if err != nil {
			t.Fatal(err)
		}
		g := f
		g.Before.Share, g.Before.Mode = &terms.Share, read.Mode
		g.People, g.Groups = tt.now, tt.are
		late := by(ridge, "Ann")
		late.At = nine.Add(2 * time.Hour)
		got, c, err := Amend(late, g, read, credential.SealedKey{})
		if err != nil || len(c.Records) > 0 != tt.changes {
			t.Errorf("%s: keeps %d records, %v", name, len(c.Records), err)
		}
		for _, m := range tt.now {
			if who := identitytest.CallerIn(there, m, late.At); !got.Share.Holds(who) {
				t.Errorf("%s: it is not for %s of %s", name, m.Name, m.Since)
			}
		}
	}
}

// Promise 2: what may be revealed only while a resource is open is shared only while it is.
func TestWhatIsSharedRestsOnAllThatLetsItsSharerIn(t *testing.T) {
	ann := by(ridge, "Ann")
	f := sharingWith(ann, locked(site("Contoso", nil)))
	f.Way.Resource = access.Resource{
		Organization: ridge.ID, ID: "res_a", Name: "Router", Version: 2,
		Assignments: []access.Assignment{{ID: "assign_1", Member: ann.Person, Credential: "cred_a", Mode: credential.Read, Since: nine}},
	}
	f.Way.Credential.Resource, f.Way.Standing = "res_a", access.Standing{Resource: "res_a", Person: ann.Person, Version: 4}
	f.Way.Resource.Address = "https://router.example"
	r, c, err := Share(ann, f, everyone, credential.SealedKey{Bytes: []byte("k")})
	if err != nil {
		t.Fatal(err)
	}
	if r.Address != f.Way.Resource.Address || r.Had(f.Way.Credential).URL != r.Address { // rule G6
		t.Errorf("it is filled in at %q there", r.Address)
	}
	f.Before, f.Way.Resource.Address = r, "https://router.example:8443"
	f.Before.Version = 1
	if got, c, err := Amend(ann, f, everyone, credential.SealedKey{}); err != nil || got.Address != f.Way.Resource.Address || len(c.Records) == 0 || len(c.Orders) != 2 || c.Orders[1].Chore != credential.HadChore {
		t.Errorf("updated, it is filled in at %q there, and %+v, %v", got.Address, c.Orders, err)
	}
	for _, want := range []change.Record{f.Way.Resource, f.Way.Standing, f.Way.Reader, f.To} {
		if !slices.ContainsFunc(c.Checks, func(r change.Record) bool {
			return reflect.TypeOf(r) == reflect.TypeOf(want) && r.Seen() == want.Seen()
		}) {
			t.Errorf("%T may have moved", want)
		}
	}
}
