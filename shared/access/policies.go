package access

import (
	"slices"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// MaxApprovers is how many approver groups a resource has at most: a request has
// a row in the queue of each.
const MaxApprovers = 10

// SetPolicy sets how the assignments of a resource open that have no policy of
// their own (rules J1, J2).
func SetPolicy(by identity.Caller, r Resource, p Policy) (Resource, change.Change, error) {
	if r.Version == 0 {
		return r, change.Change{}, fault.Absent("resource")
	}
	if err := p.Valid(); err != nil {
		return r, change.Change{}, err
	}
	was := r
	r.Policy = &p
	if was.defaults() == p {
		return was, change.Change{}, nil
	}
	return r, r.ruled(by, was, audit.PolicySet, p.String()+"; was "+was.defaults().String()), nil
}

// ClearPolicy makes the assignments of a resource standing, but those with a
// policy of their own.
func ClearPolicy(by identity.Caller, r Resource) (Resource, change.Change, error) {
	if r.Version == 0 {
		return r, change.Change{}, fault.Absent("resource")
	}
	was := r
	if r.Policy = nil; was.Policy == nil {
		return r, change.Change{}, nil
	}
	return r, r.ruled(by, was, audit.PolicyCleared, "standing; was "+was.Policy.String()), nil
}

// OverridePolicy gives an assignment a policy of its own, which stands in the
// place of the resource's as a whole (rule J1).
func OverridePolicy(by identity.Caller, r Resource, a id.Assignment, p Policy) (Resource, change.Change, error) {
	was, i, err := r.policed(a)
	if err != nil {
		return r, change.Change{}, err
	}
	if err := p.Valid(); err != nil {
		return r, change.Change{}, err
	}
	of := was.Assignments[i]
	if of.Policy != nil && *of.Policy == p {
		return r, change.Change{}, nil
	}
	r.Assignments = slices.Clone(r.Assignments)
	r.Assignments[i].Policy = &p
	return r, r.ruled(by, was, audit.PolicySet, of.Name+": "+p.String()+"; was "+was.PolicyOf(of).String()), nil
}

// InheritPolicy takes an assignment's own policy away: it opens as the
// resource's says.
func InheritPolicy(by identity.Caller, r Resource, a id.Assignment) (Resource, change.Change, error) {
	was, i, err := r.policed(a)
	if err != nil {
		return r, change.Change{}, err
	}
	of := was.Assignments[i]
	if of.Policy == nil {
		return r, change.Change{}, nil
	}
	r.Assignments = slices.Clone(r.Assignments)
	r.Assignments[i].Policy = nil
	return r, r.ruled(by, was, audit.PolicyCleared, of.Name+": "+r.defaults().String()+", as the resource; was "+of.Policy.String()), nil
}

// SetApprovers says which groups may decide for a resource, beside admins and
// reviewers (rule J5). None leaves it to those.
func SetApprovers(by identity.Caller, r Resource, groups []identity.Group) (Resource, change.Change, error) {
	if r.Version == 0 {
		return r, change.Change{}, fault.Absent("resource")
	}
	c := by.Change()
	var ids []id.Group
	said := "none"
	for i, g := range groups {
		switch {
		case !g.Here():
			return r, change.Change{}, fault.BadField("body.groups", "names a group that is not here")
		case slices.Contains(ids, g.ID):
			return r, change.Change{}, fault.BadField("body.groups", "names %s twice", g.Name)
		case i == MaxApprovers:
			return r, change.Change{}, fault.BadField("body.groups", "are at most %d", MaxApprovers)
		case i == 0:
			said = g.Name
		default:
			said += ", " + g.Name
		}
		ids = append(ids, g.ID)
		c.Check(g) // it is not deleted meanwhile
	}
	if slices.Equal(slices.Sorted(slices.Values(ids)), slices.Sorted(slices.Values(r.Approvers))) {
		return r, change.Change{}, nil
	}
	r.Approvers = ids
	c.Keep(r)
	c.Entries = append(c.Entries, by.Entry(audit.ResourceApprovers, string(r.ID), r.Name, said))
	return r, c, nil
}

// Approved is the resource with those of its approver groups that are here. One
// that was deleted counts for nobody, though memberships name it still.
func (r Resource) Approved(groups []identity.Group) Resource {
	r.Approvers = slices.DeleteFunc(slices.Clone(r.Approvers), func(a id.Group) bool {
		return !slices.ContainsFunc(groups, func(g identity.Group) bool { return g.ID == a && g.Here() })
	})
	return r
}

// policed finds the assignment whose policy is meant.
func (r Resource) policed(a id.Assignment) (Resource, int, error) {
	i := slices.IndexFunc(r.Assignments, func(x Assignment) bool { return x.ID == a })
	if r.Version == 0 || i < 0 {
		return r, i, fault.Absent("assignment")
	}
	return r, i, nil
}

// defaults is what decides for an assignment without a policy of its own.
func (r Resource) defaults() Policy { return r.PolicyOf(Assignment{}) }

// ruled keeps a resource whose policies changed. An admin who eases what holds
// themselves does so, and the other admins are told (rule G2).
func (r Resource) ruled(by identity.Caller, was Resource, act audit.Action, said string) change.Change {
	own := slices.ContainsFunc(was.Assignments, func(a Assignment) bool {
		now, _ := r.Assigned(a.ID)
		return a.Holds(by) && r.PolicyOf(now).eases(was.PolicyOf(a))
	})
	c := by.Change()
	c.Keep(r)
	c.Entries = append(c.Entries, by.Entry(act, string(r.ID), r.Name, identity.OwnAccess(said, own)))
	if own {
		c.Notices = append(c.Notices, by.OwnAccess(string(r.ID)))
	}
	return c
}

// eases reports whether whom the policy holds gets in more easily than by
// another, in any one way: what is harder in the same stroke does not make up
// for it.
func (p Policy) eases(was Policy) bool {
	switch {
	case !was.asks():
		return false // nothing is easier than never to ask
	case !p.asks(), was.JustInTime && !p.JustInTime:
		return true
	}
	return p.Automatic && !was.Automatic ||
		!p.Automatic && !was.Automatic && p.Needs < was.Needs ||
		was.JustInTime && p.Longest > was.Longest ||
		p.BreakGlass && !was.BreakGlass ||
		!p.JustInTime && p.LockAfter > was.LockAfter
}
