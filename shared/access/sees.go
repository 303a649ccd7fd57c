package access

import (
	"slices"

	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/identity"
)

// Sees reports whether the caller has the resource on a list: admins and
// auditors every one, a member what they are assigned to, open or locked (rule J3).
func (r Resource) Sees(by identity.Caller) bool {
	return r.Version != 0 && r.Organization == by.Organization &&
		(by.IsAdmin() || by.Role == identity.Auditor || len(r.held(by)) > 0)
}

// AssignmentsSeen is what the caller sees of who is assigned: admins and
// auditors all, a member their own.
func (r Resource) AssignmentsSeen(by identity.Caller) []Assignment {
	if by.IsAdmin() || by.Role == identity.Auditor {
		return r.Assignments
	}
	return slices.DeleteFunc(slices.Clone(r.Assignments), func(a Assignment) bool { return !a.Holds(by) })
}

// SeesLogin reports whether the caller sees that a credential of the resource
// exists (rule C4): admins and auditors every one, a member their own and those
// they are assigned with.
func (r Resource) SeesLogin(by identity.Caller, c credential.Credential) bool {
	if !r.has(c) {
		return false
	}
	assigned := slices.ContainsFunc(r.Assignments, func(a Assignment) bool { return a.Credential == c.ID && a.Holds(by) })
	return by.IsAdmin() || by.Role == identity.Auditor || c.Own(by) || assigned
}

// Lender is the name of the outside owner who lends the resource, if one does.
func (r Resource) Lender() string {
	if r.Loan == nil {
		return ""
	}
	return r.Loan.Owner
}
