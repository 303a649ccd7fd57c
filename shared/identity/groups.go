package identity

import (
	"slices"
	"strings"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
)

// MaxGroups is how many groups a member is in at most: the membership carries
// them all.
const MaxGroups = 50

// NewGroup makes a group with its first members.
func NewGroup(by Caller, name string, members []Member) (Group, change.Change, error) {
	if err := by.ForTeam(); err != nil {
		return Group{}, change.Change{}, err
	}
	g := Group{Organization: by.Organization, ID: Mint[id.Group](by.Call, 0), Name: strings.TrimSpace(name), Since: by.At}
	if g.Name == "" {
		return Group{}, change.Change{}, fault.BadField("body.name", "is empty")
	}
	c := by.Change()
	var names []string
	for _, m := range members {
		switch {
		case !m.Here():
			return Group{}, change.Change{}, fault.BadField("body.members", "names somebody who is no member here")
		case slices.Contains(g.Members, m.Person):
			return Group{}, change.Change{}, fault.BadField("body.members", "names somebody twice")
		case len(m.Groups) >= MaxGroups:
			return Group{}, change.Change{}, fault.BadField("body.members", "%s is in %d groups, the most there can be", m.Name, MaxGroups)
		}
		m.Groups = append(slices.Clone(m.Groups), g.ID)
		g.Members, names = append(g.Members, m.Person), append(names, m.Name)
		c.Keep(m)
	}
	with := ""
	if len(names) > 0 {
		with = "with " + strings.Join(names, ", ") // who is in it from the start is on record like who is put in later (rule A1)
	}
	c.Keep(g)
	c.Entries = append(c.Entries, by.Entry(audit.GroupCreated, string(g.ID), g.Name, with))
	return g, c, nil
}

// GroupsOf names groups of an organization, to be read.
func GroupsOf(o id.Organization, ids []id.Group) ([]Group, []change.Record) {
	groups, wanted := make([]Group, len(ids)), make([]change.Record, len(ids))
	for i, g := range ids {
		groups[i] = Group{Organization: o, ID: g}
		wanted[i] = &groups[i]
	}
	return groups, wanted
}

// Here reports whether there is a group: one that was deleted is none, though
// its row may still be there.
func (g Group) Here() bool { return g.Version != 0 && g.Deleted == nil }

// RenameGroup gives a group another name. Its assignments, which show it, follow.
func RenameGroup(by Caller, g Group, name string) (Group, change.Change, error) {
	if !g.Here() {
		return Group{}, change.Change{}, fault.Absent("group")
	}
	was := g.Name
	if g.Name = strings.TrimSpace(name); g.Name == "" {
		return Group{}, change.Change{}, fault.BadField("body.name", "is empty")
	}
	if g.Name == was {
		return g, change.Change{}, nil
	}
	c := by.Change()
	c.Keep(g)
	c.Entries = append(c.Entries, by.Entry(audit.GroupRenamed, string(g.ID), g.Name, "was "+was))
	c.Orders = append(c.Orders, change.Order{
		Door: change.Drive, At: by.At, Chore: RetitleChore, Thing: string(g.ID), Home: string(g.Organization),
	})
	return g, c, nil
}

// AddToGroup puts a member into a group: what it is on is open to them from the
// next call on. carries says that it is on a resource: an admin who puts
// themselves into it gives themselves access, and the other admins are told
// (rule G2). Who is in it already stays so.
func AddToGroup(by Caller, g Group, m Member, carries bool) (Group, change.Change, error) {
	switch {
	case !g.Here():
		return Group{}, change.Change{}, fault.Absent("group")
	case !m.Here():
		return Group{}, change.Change{}, fault.BadField("body.person", "there is no such member here")
	case m.has(g.ID):
		return g, change.Change{}, nil
	case len(m.Groups) >= MaxGroups:
		return Group{}, change.Change{}, fault.BadField("body.person", "%s is in %d groups, the most there can be", m.Name, MaxGroups)
	}
	m.Groups = append(slices.Clone(m.Groups), g.ID)
	g.Members = append(without(g.Members, m.Person), m.Person)
	c := by.Change()
	c.Keep(g, m)
	own := carries && m.Person == by.Person
	c.Entries = append(c.Entries, by.Entry(audit.GroupJoined, string(g.ID), g.Name, OwnAccess(m.Name, own)))
	if own {
		c.Notices = append(c.Notices, by.OwnAccess(string(g.ID)))
	}
	return g, c, nil
}

// DropFromGroup takes a member out of a group: what only it opened to them is
// closed in the next call.
func DropFromGroup(by Caller, g Group, m Member) (Group, change.Change, error) {
	if !g.Here() {
		return Group{}, change.Change{}, fault.Absent("group")
	}
	if m.Version == 0 || !m.has(g.ID) && !slices.Contains(g.Members, m.Person) {
		return Group{}, change.Change{}, fault.Absent("member")
	}
	m.Groups, g.Members = without(m.Groups, g.ID), without(g.Members, m.Person)
	c := by.Change()
	c.Keep(g, m)
	c.Entries = append(c.Entries, by.Entry(audit.GroupLeft, string(g.ID), g.Name, m.Name))
	c.Orders = append(c.Orders, m.weigh(by.At, by.At))
	return g, c, nil
}

// AtOnce is how many members of a group its deletion takes out of it in one
// transaction: each leaves behind how they stood, too (rule J11), and an order.
const AtOnce = 30

// DeleteGroup deletes a group. From this one change on nothing can be assigned to
// it or put into it, and members, the first AtOnce of those it lists, are not in
// it any more: what it carries opens for none of them. What is left of it, the
// members of a very large one and its assignments, a chore takes apart.
func DeleteGroup(by Caller, g Group, members []Member) (Group, change.Change, error) {
	if g.Version == 0 {
		return Group{}, change.Change{}, fault.Absent("group")
	}
	if g.Deleted != nil {
		return g, change.Change{}, nil // it is being taken apart
	}
	g.Deleted = &by.At
	c := by.Change()
	for _, m := range members {
		if m.has(g.ID) {
			m.Groups = without(m.Groups, g.ID)
			c.Keep(m)
			c.Orders = append(c.Orders, m.weigh(by.At, by.At))
		}
		g.Members = without(g.Members, m.Person)
	}
	c.Keep(g)
	c.Entries = append(c.Entries, by.Entry(audit.GroupDeleted, string(g.ID), g.Name, ""))
	c.Orders = append(c.Orders, change.Order{
		Door: change.Drive, At: by.At, Chore: UngroupChore, Thing: string(g.ID), Home: string(g.Organization),
	})
	return g, c, nil
}

// weigh orders that what a member received is held against their ways to it, as they
// are after what happened at an instant. now is when it is ordered.
func (m Member) weigh(now, at time.Time) change.Order {
	o := change.Order{Door: change.Drive, At: now, Chore: WeighChore, Thing: string(m.Person), Home: string(m.Organization)}
	if at.Before(now) {
		o.Of = &at
	}
	return o
}

// Disband takes some of its people out of a deleted group; members are those of
// them who ever were members. With the last of them the group itself goes. now is
// when that is done.
func Disband(now time.Time, g Group, some []id.Person, members []Member) change.Change {
	var c change.Change
	if g.Deleted == nil {
		return c
	}
	for _, m := range members {
		if m.has(g.ID) {
			m.Groups = without(m.Groups, g.ID)
			c.Keep(m)
			c.Orders = append(c.Orders, m.weigh(now, *g.Deleted))
		}
	}
	g.Members = slices.DeleteFunc(slices.Clone(g.Members), func(p id.Person) bool { return slices.Contains(some, p) })
	if len(g.Members) > 0 {
		c.Keep(g)
	} else {
		c.Drop(g)
	}
	return c
}

// OwnAccess marks what is on record of an admin who gives themselves access (rule G2).
func OwnAccess(detail string, own bool) string {
	if own {
		return detail + " (own access)"
	}
	return detail
}

// OwnAccess tells the other admins that the caller gave themselves access by
// what they did to a thing: at once, and whether or not it lasts (rule G2).
func (by Caller) OwnAccess(thing string) change.Notice {
	return change.Notice{
		Kind: change.OwnAccess, At: by.At, By: by.Name, About: thing, Home: string(by.Organization),
		To: change.Audience{Organization: by.Organization, Except: by.Person},
	}
}
