package api_test

import (
	"reflect"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/id"
)

func TestEachAssignmentSaysThePolicyThatDecidesForIt(t *testing.T) { // rule J1
	day := access.Policy{JustInTime: true, Longest: 86_400, Automatic: true, Reason: true, Waits: 60, BreakGlass: true, RotateAfterUse: true}
	locks := access.Policy{LockAfter: 7, Needs: 2}
	r := access.Resource{
		Version: 1, Policy: &day, Approvers: []id.Group{"group_a"},
		Assignments: []access.Assignment{{ID: "assign_a", Name: "Sales"}, {ID: "assign_b", Name: "Bob", Policy: &locks}},
	}
	got := api.PoliciesFrom(r, map[id.Assignment][]string{"assign_a": {"Bob"}})
	want := api.Policies{
		Policy: &api.Policy{JustInTime: true, Longest: 86_400, Automatic: true, Reason: true, Waits: 60, BreakGlass: true, RotateAfterUse: true},
		Assignments: []api.AssignmentPolicy{
			{Assignment: "assign_a", Name: "Sales", Policy: api.Policy(day), Inherited: true, Void: []string{"Bob"}},
			{Assignment: "assign_b", Name: "Bob", Policy: api.Policy{LockAfter: 7, Needs: 2}, Void: []string{}},
		},
		Approvers: []id.Group{"group_a"},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v", got)
	}
	if none := api.PoliciesFrom(access.Resource{Version: 1}, nil); none.Policy != nil || none.Assignments == nil || none.Approvers == nil {
		t.Errorf("a list that is empty is absent: %+v", none)
	}
}

func TestHowOneStandsIsAsTheRulesSay(t *testing.T) { // rule J3
	end := nine.Add(time.Hour)
	glass := access.Policy{JustInTime: true, Longest: 3600, Needs: 1, BreakGlass: true}
	r := access.Resource{Organization: team.ID, Version: 1, Assignments: []access.Assignment{
		{ID: "assign_a", Group: "group_a", Credential: "cred_a", Policy: &glass},
		{ID: "assign_b", Group: "group_a", Credential: "cred_b", Policy: &glass},
		{ID: "assign_c", Group: "group_a", Credential: "cred_c"},
	}}
	s := access.Standing{Periods: []access.Period{{Request: "request_a", Assignment: "assign_a", Start: nine, End: end}}}
	got := api.ResourceFrom(r, uma, access.Stood{Standing: s})
	want := []api.MyAccess{
		{Assignment: "assign_a", Credential: "cred_a", State: "open", Until: &end, Policy: api.Policy(glass), Request: "request_a"},
		{Assignment: "assign_b", Credential: "cred_b", State: "locked", Policy: api.Policy(glass), BreakGlass: true},
		{Assignment: "assign_c", Credential: "cred_c", State: "standing"},
	}
	if !reflect.DeepEqual(got.Access, want) || len(got.Opens) != 2 || got.Opens[0].Credential != "cred_a" || got.Opens[1].Credential != "cred_c" {
		t.Errorf("%+v, opens %+v", got.Access, got.Opens)
	}
	if got := api.ResourceFrom(r, ada, access.Stood{}); got.Access == nil || len(got.Access) != 0 {
		t.Errorf("who is not assigned stands as %+v", got.Access)
	}
}
