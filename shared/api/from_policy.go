package api

import (
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// PoliciesFrom is how a resource's assignments open; void names for each those
// for whom another makes it void.
func PoliciesFrom(r access.Resource, void map[id.Assignment][]string) Policies {
	out := Policies{Assignments: []AssignmentPolicy{}, Approvers: orEmpty(r.Approvers)}
	if r.Policy != nil {
		p := Policy(*r.Policy)
		out.Policy = &p
	}
	for _, a := range r.Assignments {
		out.Assignments = append(out.Assignments, AssignmentPolicy{
			Assignment: a.ID, Name: a.Name, Policy: Policy(r.PolicyOf(a)), Inherited: a.Policy == nil, Void: orEmpty(void[a.ID]),
		})
	}
	return out
}

// myAccessFrom is how the caller stands to a resource.
func myAccessFrom(r access.Resource, by identity.Caller, f access.Stood) []MyAccess {
	out := []MyAccess{}
	for _, s := range r.Stances(by, f) {
		out = append(out, MyAccess{
			Assignment: s.Assignment.ID, Credential: s.Assignment.Credential, State: string(s.State), Until: never(s.Until),
			Policy: Policy(s.Policy), Request: s.Request, Asked: s.Asked, BreakGlass: s.Glass,
		})
	}
	return out
}

// never is nil for the instant that never comes.
func never(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
