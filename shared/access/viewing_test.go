package access_test

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/identity/identitytest"
)

// colleague is a use of another's managed login for a resource that all admins may
// view, and nobody is assigned to.
func colleague() access.Facts {
	f := company()
	f.Credential.Owner, f.Credential.Managed = "person_x", true
	f.Resource.Assignments, f.Resource.Viewing = nil, &access.Viewing{All: true}
	return f
}

// Rules C4, C5, G1, G4, promises 7 and 9: who may use and reveal a colleague's login.
func TestWhoMayViewAColleaguesLogin(t *testing.T) {
	abe := identitytest.Caller(identitytest.Member(team, "Abe", identity.Admin), nine) // in no group
	owner := identitytest.Caller(identitytest.Member(team, "Ivo", identity.User), nine)
	people := []identity.Caller{ada, abe, uma, audra, owner} // an admin in sales, an admin, a user in sales, an auditor, the owner
	no, hidden, ask, ok := fault.Forbidden, fault.NotFound, fault.NotOpen, fault.Kind("")
	strict := &access.Policy{JustInTime: true, Longest: 60, Needs: 1}
	in := func(a identity.Caller, p *access.Policy) access.Assignment {
		return access.Assignment{ID: "assign_v", Member: a.Person, Credential: "cred_b", Mode: credential.Use, Policy: p, Since: nine}
	}
	period := func(f *access.Facts, from, to time.Duration) {
		f.Standing.Periods = []access.Period{{Request: "req_a", Assignment: "assign_v", Start: nine.Add(from), End: nine.Add(to)}}
	}
	for name, tt := range map[string]struct {
		edit func(*access.Facts)
		want [5]fault.Kind
	}{
		"all admins":      {func(*access.Facts) {}, [5]fault.Kind{ok, ok, hidden, hidden, ok}},
		"nobody is named": {func(f *access.Facts) { f.Resource.Viewing = nil }, [5]fault.Kind{no, no, hidden, hidden, ok}},
		"one is named": {func(f *access.Facts) {
			f.Resource.Viewing = &access.Viewing{Admins: []access.Viewer{{Person: abe.Person, Since: nine}}}
		}, [5]fault.Kind{no, ok, hidden, hidden, ok}},
		"named before removal": {func(f *access.Facts) {
			f.Resource.Viewing = &access.Viewing{Admins: []access.Viewer{{Person: abe.Person, Since: nine.Add(-1)}}}
		}, [5]fault.Kind{no, no, hidden, hidden, ok}},
		"a group of admins": {func(f *access.Facts) { f.Resource.Viewing = &access.Viewing{Groups: []id.Group{sales}} }, [5]fault.Kind{ok, no, hidden, hidden, ok}},
		"a user is named": {func(f *access.Facts) {
			f.Resource.Viewing = &access.Viewing{Admins: []access.Viewer{{Person: uma.Person, Since: nine}}}
		}, [5]fault.Kind{no, no, hidden, hidden, ok}},
		"unmanaged": {func(f *access.Facts) { f.Credential.Managed = false }, [5]fault.Kind{no, no, hidden, hidden, ok}},
		"unmanaged, and all are assigned and let in": {func(f *access.Facts) {
			f.Credential.Managed = false
			f.Resource.Assignments = []access.Assignment{{ID: "assign_a", Group: sales, Credential: "cred_a", Mode: credential.Read, Since: nine}, in(abe, nil)}
		}, [5]fault.Kind{no, no, hidden, hidden, ok}},
		"disabled":                    {func(f *access.Facts) { f.Credential.Disabled = &nine }, [5]fault.Kind{no, no, hidden, hidden, no}},
		"just-in-time, none assigned": {func(f *access.Facts) { f.Resource.Policy = strict }, [5]fault.Kind{no, no, hidden, hidden, ok}},
		"just-in-time, assigned": {func(f *access.Facts) {
			f.Resource.Policy = strict
			f.Resource.Assignments = []access.Assignment{in(abe, nil)}
		}, [5]fault.Kind{no, ask, hidden, hidden, ok}},
		"just-in-time, in a period": {func(f *access.Facts) {
			f.Resource.Policy = strict
			f.Resource.Assignments = []access.Assignment{in(abe, nil)}
			period(f, 0, time.Minute)
		}, [5]fault.Kind{no, ok, hidden, hidden, ok}},
		"just-in-time, at its end": {func(f *access.Facts) {
			f.Resource.Policy = strict
			f.Resource.Assignments = []access.Assignment{in(abe, nil)}
			period(f, -time.Minute, 0)
		}, [5]fault.Kind{no, ask, hidden, hidden, ok}},
		"just-in-time, not one's own": {func(f *access.Facts) {
			f.Resource.Policy = strict
			f.Resource.Assignments = []access.Assignment{in(ada, nil)}
			period(f, 0, time.Minute)
		}, [5]fault.Kind{ok, no, hidden, hidden, ok}},
		"just-in-time for whom it is": {func(f *access.Facts) { f.Resource.Assignments = []access.Assignment{in(abe, strict)} }, [5]fault.Kind{ok, ask, hidden, hidden, ok}},
		"in a period, and nobody named": {func(f *access.Facts) {
			f.Resource.Viewing, f.Resource.Policy, f.Resource.Assignments = nil, strict, []access.Assignment{in(abe, nil)}
			period(f, 0, time.Minute)
		}, [5]fault.Kind{no, no, hidden, hidden, ok}},
	} {
		for i, by := range people {
			f := colleague()
			f.Credential.Owner = owner.Person
			tt.edit(&f)
			for _, mode := range []credential.Mode{credential.Use, credential.Read} {
				_, err := access.Enter(by, f, mode)
				if got := fault.Of(err); got != tt.want[i] || (err == nil) != (tt.want[i] == "") {
					t.Errorf("%s: %s, to %s: %v, want %q", name, by.Name, mode, err, tt.want[i])
				}
			}
		}
	}
}

// Rule G4: what another's login was viewed with is not what the viewer picked.
func TestViewingPicksNothing(t *testing.T) {
	f := colleague()
	f.Standing.Picked = "cred_mine"
	ch, err := access.Enter(ada, f, credential.Read)
	if err != nil {
		t.Fatal(err)
	}
	checked := false
	for _, r := range ch.Checks {
		x, is := r.(access.Resource)
		checked = checked || is && x.Seen() == f.Resource.Version // whom it names is as it was when it is kept
	}
	for _, r := range ch.Records {
		if s, is := r.(access.Standing); is && (s.Picked != "cred_mine" || !s.LastUse.Equal(nine)) {
			t.Errorf("%+v", s)
		}
	}
	if !checked {
		t.Errorf("checks %+v", ch.Checks)
	}
}

// Rules C5, G2.
func TestGivingOneselfTheViewingRightIsOwnAccess(t *testing.T) {
	member := func(by identity.Caller) identity.Member { return by.Membership() }
	abe := identitytest.Caller(identitytest.Member(team, "Abe", identity.Admin), nine)
	group := identity.Group{Organization: team.ID, ID: sales, Name: "Sales", Version: 2}
	for name, tt := range map[string]struct {
		was  *access.Viewing
		f    access.Naming
		told int
	}{
		"all admins":             {nil, access.Naming{All: true}, 1},
		"oneself":                {nil, access.Naming{Admins: []identity.Member{member(ada)}}, 1},
		"one's group":            {nil, access.Naming{Groups: []identity.Group{group}}, 1},
		"another":                {nil, access.Naming{Admins: []identity.Member{member(abe)}}, 0},
		"oneself, who might":     {&access.Viewing{All: true}, access.Naming{Admins: []identity.Member{member(ada)}}, 0},
		"nobody, after all":      {&access.Viewing{All: true}, access.Naming{}, 0},
		"what it is (no change)": {&access.Viewing{All: true}, access.Naming{All: true}, 0},
	} {
		r := access.Resource{Organization: team.ID, ID: "res_a", Name: "Shop", Viewing: tt.was, Version: 4}
		_, ch, err := access.SetViewing(ada, r, tt.f)
		if err != nil || len(ch.Notices) != tt.told || tt.told > 0 && ch.Notices[0].Kind != change.OwnAccess {
			t.Errorf("%s: told %+v, %v", name, ch.Notices, err)
		}
		if r.Viewing != tt.was {
			t.Errorf("%s: the resource is changed", name)
		}
	}
}

// Rule C5: no more are named than a use reads at once.
func TestSoManyMayBeNamed(t *testing.T) {
	r := access.Resource{Organization: team.ID, ID: "res_a", Version: 4}
	many := func(n int) (f access.Naming) {
		for i := range n {
			f.Admins = append(f.Admins, identitytest.Member(team, "Admin "+string(rune('A'+i)), identity.Admin))
		}
		return f
	}
	if _, ch, err := access.SetViewing(ada, r, many(access.MaxViewers)); err != nil || len(ch.Checks) > 95 {
		t.Errorf("%d: %v", len(ch.Checks), err)
	}
	if _, _, err := access.SetViewing(ada, r, many(access.MaxViewers+1)); fault.Of(err) != fault.Invalid {
		t.Errorf("%v", err)
	}
}

// Rule C7: what rests on the consent is who may view it now, and who has seen it.
func TestWhatRestsOnAConsentIsCounted(t *testing.T) {
	owner := identitytest.Caller(identitytest.Member(team, "Ivo", identity.Admin, sales), nine)
	f := colleague()
	f.Credential.Owner = owner.Person
	f.Resource.Viewing = &access.Viewing{Groups: []id.Group{sales}}
	all := []identity.Member{ada.Membership(), owner.Membership(), identitytest.Member(team, "Abe", identity.Admin)}
	got := []credential.Received{{Person: ada.Person}, {Person: owner.Person}}
	rests, err := access.Rests(owner, f.Resource, f.Credential, all, got)
	if err != nil || len(rests.Viewers) != 1 || rests.Viewers[0].Person != ada.Person || len(rests.Seen) != 1 || rests.Seen[0].Person != ada.Person {
		t.Errorf("%+v, %v", rests, err)
	}
	if _, err := access.Rests(ada, f.Resource, f.Credential, all, got); fault.Of(err) != fault.Forbidden {
		t.Errorf("to an admin: %v", err)
	}
}

// Rule C5: those who view are admins.
func TestNobodyButAnActiveAdminIsNamed(t *testing.T) {
	r := access.Resource{Organization: team.ID, ID: "res_a", Version: 4}
	away := identitytest.Member(team, "Abe", identity.Admin)
	away.Suspended = &nine
	for _, m := range []identity.Member{uma.Membership(), audra.Membership(), away, {Organization: team.ID, Person: "person_none"}} {
		if _, _, err := access.SetViewing(ada, r, access.Naming{Admins: []identity.Member{m}}); fault.Of(err) != fault.Invalid {
			t.Errorf("%s, %s: %v", m.Name, m.Role, err)
		}
	}
}

// Rules C5, C12: who is named no more has lost the way to it; the others and the
// owner have not.
func TestWhoIsNamedNoMoreHasLostTheWay(t *testing.T) {
	f := colleague()
	f.Resource.Viewing = &access.Viewing{Groups: []id.Group{sales}}
	abe := identitytest.Member(team, "Abe", identity.Admin)
	var all []access.Weighed
	for _, m := range []identity.Member{ada.Membership(), abe} {
		f.Received = credential.Received{Person: m.Person, Last: nine, Version: 1}
		all = append(all, access.Weighed{Member: m, Facts: f})
	}
	owner := identitytest.Member(team, "Xan", identity.User)
	f.Credential.Owner, f.Credential.Managed = owner.Person, false
	f.Received.Person = owner.Person
	all = append(all, access.Weighed{Member: owner, Facts: f})
	ch := access.Weigh(nine, nine, all)
	if len(ch.Records) != 1 || ch.Records[0].(credential.Received).Person != abe.Person {
		t.Errorf("%+v", ch.Records)
	}
}

// Rules F5, C5, C14: a managed login stays with the organization when its owner goes,
// with what admins set since. Who is a member again has it when an admin gives it.
func TestAManagedLoginOfAnEarlierMembershipIsNoLongerOnesOwn(t *testing.T) {
	m := identitytest.Member(team, "Ivo", identity.User)
	m.Since = nine.Add(time.Hour)
	back := identitytest.Caller(m, nine.Add(2*time.Hour))
	f := colleague()
	f.Credential.Owner, f.Credential.Owned = back.Person, nine
	where := access.Found{Credential: f.Credential, Resource: f.Resource}
	for _, want := range []credential.Mode{credential.Use, credential.Read} {
		if _, err := access.Enter(back, f, want); fault.Of(err) != fault.NotFound {
			t.Errorf("to %s: %v", want, err)
		}
	}
	if where.Shows(back) || credential.MayWrite(back, f.Credential) == nil || (access.Judging{Own: true}).Covers(back, f.Credential) {
		t.Error("it is theirs to find, to write or to have judged")
	}
	if _, _, err := credential.WithdrawConsent(back, f.Resource.ID, f.Credential); fault.Of(err) != fault.NotFound {
		t.Errorf("they end admin access: %v", err)
	}
	later := ada
	later.At = back.At
	given, _, err := credential.Reassign(later, credential.Reassigning{Credential: f.Credential, Resource: f.Resource.ID, To: m, Was: m}, m.Person)
	if err != nil || !given.Own(back) {
		t.Errorf("given again by an admin: %v", err)
	}
	f.Credential.Managed = false // unmanaged, it waited for them (rule C14)
	if _, err := access.Enter(back, f, credential.Read); err != nil {
		t.Errorf("what they kept to themselves: %v", err)
	}
}
