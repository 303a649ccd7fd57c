package access

import (
	"slices"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// Ending is some of what an audience, a group or a person, is on: the rows by
// which its resources are found, and those resources.
type Ending struct {
	Listed    []Listed
	Resources []Resource
}

// EndGroup takes a deleted group off resources, by the admin who deletes it, and
// counts its assignments. Each takes up to four items of the transaction.
func EndGroup(by identity.Caller, g identity.Group, f Ending) (int, change.Change) {
	n, ended := f.take(ofGroup(g), func(r Resource, a Assignment) audit.Entry {
		return by.Entry(audit.ResourceUnassigned, string(r.ID), r.Name, a.Name+", a group that was deleted")
	})
	c := by.Change()
	c.Check(g)
	c.Add(ended)
	return n, c
}

// GroupGone is EndGroup for the chore that finishes what nobody sent again.
func GroupGone(at time.Time, g identity.Group, f Ending) change.Change {
	_, c := f.take(ofGroup(g), func(r Resource, a Assignment) audit.Entry {
		return r.entry(at, a.Name+", a group that was deleted")
	})
	return c
}

// NoApprover takes a deleted group off those of the resources that it decides for.
// It counts for nobody there already.
func NoApprover(at time.Time, g identity.Group, resources []Resource) change.Change {
	var c change.Change
	for _, r := range resources {
		if g.Deleted == nil || !slices.Contains(r.Approvers, g.ID) {
			continue
		}
		r.Approvers = slices.DeleteFunc(slices.Clone(r.Approvers), func(x id.Group) bool { return x == g.ID })
		c.Keep(r)
		e := r.entry(at, "without "+g.Name+", a group that was deleted")
		e.Action = audit.ResourceApprovers
		c.Entries = append(c.Entries, e)
	}
	return c
}

func ofGroup(g identity.Group) func(Assignment) bool {
	return func(a Assignment) bool { return g.Deleted != nil && a.Group == g.ID }
}

// MemberGone takes who is no longer a member off resources. What they were given
// since they became one again stays.
func MemberGone(at time.Time, m identity.Member, f Ending) change.Change {
	_, c := f.take(func(a Assignment) bool {
		return a.Member == m.Person && (m.Removed != nil || a.Since.Before(m.Since))
	}, func(r Resource, a Assignment) audit.Entry {
		return r.entry(at, a.Name+", no longer a member")
	})
	if len(c.Records)+len(c.Drops) > 0 {
		c.Check(m) // not a member again meanwhile
	}
	return c
}

// Retitle writes a group's name on its assignments.
func Retitle(g identity.Group, f Ending) change.Change {
	var c change.Change
	for _, r := range f.Resources {
		all, moved := slices.Clone(r.Assignments), false
		for i, a := range all {
			if a.Group == g.ID && a.Name != g.Name {
				all[i].Name, moved = g.Name, true
			}
		}
		if moved {
			r.Assignments = all
			c.Keep(r)
		}
	}
	if len(c.Records) > 0 {
		c.Check(g) // not given yet another name
	}
	return c
}

// take ends those of the listed assignments that are gone, with a line on record
// for each, and drops the rows that list what is not there.
func (f Ending) take(gone func(Assignment) bool, line func(Resource, Assignment) audit.Entry) (int, change.Change) {
	var c change.Change
	kept := map[id.Assignment]bool{}
	for _, r := range f.Resources {
		var stay []Assignment
		for _, a := range r.Assignments {
			if f.lists(a) && gone(a) {
				c.Entries = append(c.Entries, line(r, a))
				continue
			}
			stay, kept[a.ID] = append(stay, a), true
		}
		if len(stay) < len(r.Assignments) {
			r.Assignments = stay
			c.Keep(r)
		}
	}
	for _, l := range f.Listed {
		if !kept[l.Assignment] {
			c.Drop(l)
		}
	}
	return len(c.Entries), c
}

func (f Ending) lists(a Assignment) bool {
	return slices.ContainsFunc(f.Listed, func(l Listed) bool { return l.Assignment == a.ID })
}

// entry is a line that nobody in particular makes: what follows from a decision
// that has its own.
func (r Resource) entry(at time.Time, detail string) audit.Entry {
	return audit.Entry{
		Organization: r.Organization, At: at, Action: audit.ResourceUnassigned,
		Thing: string(r.ID), ThingName: r.Name, Detail: detail,
	}
}
