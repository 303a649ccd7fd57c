package access

import (
	"slices"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// Assigning is what is known when somebody is put on a resource. Group and
// Member are the one meant, the other is the zero value.
type Assigning struct {
	Resource   Resource
	Group      identity.Group
	Member     identity.Member
	Own        bool // with a login of their own
	Credential credential.Credential
	Reader     credential.Reader
	Mode       credential.Mode
}

// Assign puts a group or a member on a resource (rule G3).
func Assign(by identity.Caller, f Assigning) (Assignment, change.Change, error) {
	a, err := f.assignment(by)
	if err != nil {
		return Assignment{}, change.Change{}, err
	}
	for _, other := range f.Resource.Assignments {
		if other.For() == a.For() && other.Credential == a.Credential {
			return Assignment{}, change.Change{}, fault.New(fault.Conflict, "%s is assigned with that credential already.", a.Name)
		}
	}
	if len(f.Resource.Assignments) >= MaxAssignments {
		return Assignment{}, change.Change{}, fault.New(fault.Conflict, "A resource takes %d assignments at most: assign a group.", MaxAssignments)
	}
	r := f.Resource
	r.Assignments = append(slices.Clone(r.Assignments), a)
	c := by.Change()
	c.Keep(r, Listed{Organization: r.Organization, For: a.For(), Resource: r.ID, Assignment: a.ID})
	if f.Group.Version != 0 { // neither left meanwhile
		c.Keep(f.Group) // moved: an admin who joins it at the same moment is judged anew, by what it carries now (rule G2)
	} else {
		c.Check(f.Member)
	}
	if !f.Own {
		c.Check(f.Credential) // it was not ended or disabled meanwhile
		if f.Reader.Via == credential.Shared {
			c.Check(f.Reader) // and is a login of the resource still
		}
	}
	own := a.Member == by.Person || slices.Contains(by.Groups, a.Group)
	c.Entries = append(c.Entries, by.Entry(audit.ResourceAssigned, string(r.ID), r.Name, identity.OwnAccess(a.Name+", to "+string(a.Mode), own)))
	if own {
		c.Notices = append(c.Notices, by.OwnAccess(string(r.ID)))
	}
	return a, c, nil
}

func (f Assigning) assignment(by identity.Caller) (Assignment, error) {
	a := Assignment{ID: identity.Mint[id.Assignment](by.Call, 0), Mode: f.Mode, Since: by.At}
	if a.Mode == "" {
		a.Mode = credential.Use
	}
	if f.Resource.Version == 0 {
		return a, fault.Absent("resource")
	}
	switch {
	case f.Group.Here():
		a.Group, a.Name = f.Group.ID, f.Group.Name
	case f.Member.Here():
		a.Member, a.Name = f.Member.Person, f.Member.Name
	case f.Group.ID != "":
		return a, fault.BadField("body.group", "there is no such group here")
	default:
		return a, fault.BadField("body.member", "there is no such member here")
	}
	if f.Own && f.Resource.Loan != nil {
		return a, fault.BadField("body.credential", "is needed: the login is the outside owner's")
	}
	if f.Own {
		return a, nil
	}
	a.Credential = f.Credential.ID
	switch {
	case f.Reader.Via == credential.Shared && f.Reader.Resource != f.Resource.ID && (Found{Reader: f.Reader}).received(by):
		return a, fault.BadField("body.credential", "is shared by %s, and no login of this resource: make it one first", f.Reader.Lender)
	case !f.Resource.has(f.Reader.Had(f.Credential)) || f.Reader.Version == 0 || f.Credential.Owner != "":
		return a, fault.BadField("body.credential", "is not one of this resource's to assign")
	case f.Reader.Over(by.At):
		return a, taken(f.Reader)
	case a.Mode == credential.Read && f.Reader.Mode != credential.Read:
		return a, fault.BadField("body.mode", "its owner lets you use it, not see it")
	}
	return a, nil
}

// has reports whether c, as the organization has it, is one of the resource's
// credentials: lent for it, made for it here, or shared and made a login of it.
func (r Resource) has(c credential.Credential) bool {
	if c.Version == 0 {
		return false
	}
	if r.Loan != nil && r.Loan.Credential == c.ID {
		return true
	}
	return c.Resource == r.ID && r.ID != ""
}

// Unassign takes a group or a member off a resource.
func Unassign(by identity.Caller, r Resource, listed Listed, a id.Assignment) (change.Change, error) {
	i := slices.IndexFunc(r.Assignments, func(x Assignment) bool { return x.ID == a })
	if r.Version == 0 || i < 0 {
		return change.Change{}, fault.Absent("assignment")
	}
	gone := r.Assignments[i]
	r.Assignments = slices.Delete(slices.Clone(r.Assignments), i, i+1)
	c := by.Change()
	c.Keep(r)
	if listed.Version != 0 {
		c.Drop(listed)
	}
	if gone.Credential != "" { // one's own login stays open to oneself
		c.Orders = append(c.Orders, credential.WeighOrder(gone.Credential, by.At, by.At, r.Organization))
	}
	c.Entries = append(c.Entries, by.Entry(audit.ResourceUnassigned, string(r.ID), r.Name, gone.Name))
	return c, nil
}

// Assigned finds an assignment of the resource; false if it has none of that id.
func (r Resource) Assigned(a id.Assignment) (Assignment, bool) {
	i := slices.IndexFunc(r.Assignments, func(x Assignment) bool { return x.ID == a })
	if i < 0 {
		return Assignment{}, false
	}
	return r.Assignments[i], true
}
