package access

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/identity/identitytest"
)

var pendingSince = identitytest.Nine.Add(time.Hour)

// pending is Uma's request, through a group, and an admin who may decide it.
func pending() (Deciding, identity.Member) {
	team := identity.Organization{ID: "org_a", Name: "Team", Kind: identity.Provider}
	at := pendingSince
	asker, admin := identitytest.Member(team, "Uma", identity.User), identitytest.Member(team, "Ada", identity.Admin)
	asker.Groups = append(asker.Groups, "group_a")
	return Deciding{
		Resource: Resource{
			Organization: team.ID, ID: "res_a", Name: "Server", Version: 1,
			Assignments: []Assignment{{ID: "assign_a", Group: "group_a", Credential: "cred_a", Since: at.Add(-time.Hour)}},
		},
		Request: Request{
			Organization: team.ID, ID: "req_a", Resource: "res_a", ResourceName: "Server", Person: asker.Person, Name: "Uma", Want: Entering, Assignment: "assign_a",
			Credential: "cred_a", Policy: Policy{JustInTime: true, Longest: 60, Needs: 2}, Length: 60, Granted: 60, Asked: at, Lapses: at.Add(time.Hour), State: RequestPending, Version: 1,
		},
		Standing: Standing{Resource: "res_a", Person: asker.Person, Pending: "req_a", Version: 1},
		Asker:    asker,
	}, admin
}

// rules J1, J4: a request keeps the policy it was made under.
func TestAPolicyChangedUnderARequestNeitherEasesNorHardensIt(t *testing.T) {
	for name, policy := range map[string]Policy{
		"fewer approvals":  {JustInTime: true, Longest: 60, Needs: 1},
		"more approvals":   {JustInTime: true, Longest: 60, Needs: 5},
		"a shorter period": {JustInTime: true, Longest: 1, Needs: 2},
		"a reason":         {JustInTime: true, Longest: 60, Automatic: true},
	} {
		f, admin := pending()
		f.Resource.Policy = &policy
		one, _, err := Approve(identitytest.Caller(admin, pendingSince.Add(time.Minute)), f, 0, "")
		if err != nil || one.State != RequestPending {
			t.Fatalf("%s: %v, and it is %s after one of two", name, err, one.State)
		}
		_, other := pending()
		other.Person = "person_other"
		f.Request, f.Voters = one, []identity.Member{admin}
		if two, _, err := Approve(identitytest.Caller(other, pendingSince.Add(2*time.Minute)), f, 0, ""); err != nil || two.State != RequestApproved || two.Granted != 60 {
			t.Errorf("%s: %v, %+v", name, err, two)
		}
	}
}

// rules J1, F5: what carried an asker is gone when their request is decided.
func TestARequestOpensNothingThroughWhatIsGone(t *testing.T) {
	at := pendingSince.Add(time.Second)
	for name, gone := range map[string]func(*Deciding){
		"nothing":                    func(*Deciding) {},
		"the group, which ended it":  func(f *Deciding) { f.Resource.Assignments = nil },
		"the asker, of the group":    func(f *Deciding) { f.Asker.Groups = nil },
		"the asker, who left":        func(f *Deciding) { f.Asker.Removed = &at },
		"the asker, suspended":       func(f *Deciding) { f.Asker.Suspended = &at },
		"the assignment, made again": func(f *Deciding) { f.Resource.Assignments[0].ID = "assign_b" },
	} {
		f, admin := pending()
		f.Request.Policy.Needs = 1
		gone(&f)
		q, c, err := Approve(identitytest.Caller(admin, pendingSince.Add(time.Minute)), f, 0, "")
		if name == "nothing" {
			if err != nil || q.Period == nil {
				t.Errorf("%v: %+v", err, q)
			}
			continue
		}
		if fault.Of(err) != fault.Conflict || len(c.Records) > 0 {
			t.Errorf("gone is %s: %v, %+v", name, err, c.Records)
		}
	}
}
