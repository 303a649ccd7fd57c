package identity

import (
	"slices"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
)

// Chores that identity leaves behind.
const (
	// GoneChore writes down what a membership's end has ended. Thing is the
	// person, home the organization, and the order's instant that of the end.
	GoneChore = "member-gone"
	// WeighChore marks what somebody received and has no way to any more, as a member
	// still. Thing is the person, home the organization.
	WeighChore = "weigh-person"
	// UngroupChore ends what a deleted group carried, takes its members out of it
	// and drops it. Thing is the group, home the organization.
	UngroupChore = "group-gone"
	// RetitleChore writes a group's new name on its assignments. Thing is the
	// group, home the organization.
	RetitleChore = "group-renamed"
)

// Remove ends a membership and everything they had by it (rule F5). This one
// change decides: from the next call on the organization is closed to them, as
// to a stranger. Their row stays, for the name (rule A3); what hangs on them
// elsewhere is written down by a chore.
func Remove(by Caller, f Ruling) (change.Change, error) {
	m, err := f.member(by)
	if err != nil {
		return change.Change{}, err
	}
	if m.Person == by.Person {
		return change.Change{}, fault.New(fault.Forbidden, "To go yourself, leave the organization.")
	}
	c, err := f.end(by, audit.MemberRemoved)
	if err != nil {
		return change.Change{}, err
	}
	c.Notices = append(c.Notices, change.Notice{
		Kind: change.MemberRemoved, At: by.At, By: by.Name, To: m.audience(), About: string(m.Person), Home: string(m.Organization),
	})
	return c, nil
}

// Leave ends the caller's own membership, as Remove does. A personal
// organization is its owner's: it is closed, not left.
func Leave(by Caller, f Ruling) (change.Change, error) {
	if by.Kind == Personal {
		return change.Change{}, fault.New(fault.Forbidden, "A personal account is yours alone: close it instead.")
	}
	m, err := f.member(by)
	if err != nil {
		return change.Change{}, err
	}
	c, err := f.end(by, audit.MemberLeft)
	if err != nil {
		return change.Change{}, err
	}
	c.Notices = append(c.Notices, change.Notice{
		Kind: change.MemberLeft, At: by.At, By: by.Name, To: change.Audience{Organization: m.Organization},
		About: string(m.Person), Home: string(m.Organization),
	})
	return c, nil
}

func (f Ruling) end(by Caller, act audit.Action) (change.Change, error) {
	m := f.Member
	m.Removed, m.EndedBy, m.Suspended, m.Groups = &by.At, by.Name, nil, nil
	c, err := f.rule(by, m, act, f.Leaves)
	if err != nil {
		return change.Change{}, err
	}
	m.leave(&c, f.Left, by.Name)
	f.Member.knew(&c, by)
	c.Orders = append(c.Orders, change.Order{
		Door: change.Drive, At: by.At, Chore: GoneChore, Thing: string(m.Person), Home: string(m.Organization),
	})
	return c, nil
}

// Unlist takes who is not in them any more off the lists of groups. A membership
// that began anew since then is heeded: the groups it names keep them.
func Unlist(m Member, groups []Group) change.Change {
	var c change.Change
	for _, g := range groups {
		if slices.Contains(g.Members, m.Person) && !slices.Contains(m.Groups, g.ID) {
			g.Members = without(g.Members, m.Person)
			c.Keep(g)
		}
	}
	if len(c.Records) > 0 {
		c.Check(m) // not put into one of them meanwhile
	}
	return c
}

func without[T comparable](list []T, gone T) []T {
	return slices.DeleteFunc(slices.Clone(list), func(x T) bool { return x == gone })
}

// has reports whether the member is in the group.
func (m Member) has(g id.Group) bool { return slices.Contains(m.Groups, g) }
