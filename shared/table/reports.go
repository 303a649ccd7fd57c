package table

import (
	"context"
	"slices"
	"strings"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// ReportOfResource is a page of who gets into a resource, in the order of the
// members' ids. All members are walked: whoever was removed since, or was in a
// group that is gone, is on the report of a day.
func (t *Table) ReportOfResource(ctx context.Context, q Reporting, r access.Resource, at Page) ([]access.Line, string, error) {
	after, err := at.after("MEMBER#")
	if err != nil {
		return nil, "", err
	}
	resources, err := resourceKind.of(ctx, t, q, resourceKind.current(r))
	if err != nil {
		return nil, "", err
	}
	lines, next, err := t.acrossMembers(ctx, q, "", resources, strings.TrimPrefix(after, "MEMBER#"), at.Limit)
	if next != "" {
		next = cursor("MEMBER#" + next)
	}
	return lines, next, err
}

// acrossMembers are the lines of one resource and at most so many members, and
// the last member they are of; "" if there is none after.
func (t *Table) acrossMembers(ctx context.Context, q Reporting, group id.Group, resources []access.PastResource, after string, limit int) ([]access.Line, string, error) {
	var found []ofPair
	for looked := 0; looked < membersAtOnce && len(found) < limit && len(resources) > 0; looked += membersByQuery {
		some, next, err := memberKind.walk(ctx, t, q, after, membersByQuery)
		if err != nil {
			return nil, "", err
		}
		after = next
		for _, members := range some {
			p := ofPair{members, resources}
			if len(members) == 0 || !p.held(group) {
				continue
			}
			if len(found) == limit {
				after = string(found[limit-1].person())
				break
			}
			found = append(found, p)
		}
		if after == "" || len(found) == limit {
			break
		}
	}
	if len(resources) == 0 {
		after = ""
	}
	lines, done, err := t.linesOf(ctx, q, group, found)
	if done < len(found) {
		after = string(found[done-1].person())
	}
	return lines, after, err
}

// ReportOfMember is a page of what a member gets into, in the order of the
// resources' ids.
func (t *Table) ReportOfMember(ctx context.Context, q Reporting, m identity.Member, at Page) ([]access.Line, string, error) {
	after, err := at.after("RESOURCE#")
	if err != nil {
		return nil, "", err
	}
	members, err := memberKind.of(ctx, t, q, memberKind.current(m))
	if err != nil || len(members) == 0 {
		return nil, "", err
	}
	var found []ofPair
	next := strings.TrimPrefix(after, "RESOURCE#")
	if !q.ofDay() {
		found, next, err = t.listedFor(ctx, q, m, at)
	} else {
		var on [][]access.PastResource
		on, next, err = t.acrossResources(ctx, q, next, at.Limit, func(r []access.PastResource) bool { return ofPair{members, r}.held("") })
		for _, r := range on {
			found = append(found, ofPair{members, r})
		}
	}
	if err != nil {
		return nil, "", err
	}
	lines, done, err := t.linesOf(ctx, q, "", found)
	if done < len(found) {
		next = string(found[done-1].resource())
	}
	if next != "" {
		next = cursor("RESOURCE#" + next)
	}
	return lines, next, err
}

// listedFor finds what a member is on now, without looking at every resource.
func (t *Table) listedFor(ctx context.Context, q Reporting, m identity.Member, at Page) ([]ofPair, string, error) {
	audiences := []string{string(m.Person)}
	for _, g := range m.Groups {
		audiences = append(audiences, string(g))
	}
	all, next, err := t.ResourcesFor(ctx, q.Organization, audiences, at)
	if err != nil {
		return nil, "", err
	}
	var out []ofPair
	for _, r := range all {
		out = append(out, ofPair{[]identity.PastMember{memberKind.current(m)}, []access.PastResource{resourceKind.current(r)}})
	}
	if next == "" {
		return out, "", nil
	}
	last, err := Page{After: next}.after("RESOURCE#")
	return out, strings.TrimPrefix(last, "RESOURCE#"), err
}

// acrossResources finds the next resources that are meant, at most so many, and
// after which to go on; "" if there is none.
func (t *Table) acrossResources(ctx context.Context, q Reporting, after string, limit int, meant func([]access.PastResource) bool) ([][]access.PastResource, string, error) {
	var found [][]access.PastResource
	for looked := 0; looked < resourcesAtOnce; looked += resourcesByTurn {
		some, next, err := resourceKind.walk(ctx, t, q, after, resourcesByTurn)
		if err != nil {
			return nil, "", err
		}
		after = next
		for _, r := range some {
			if len(r) == 0 || !meant(r) {
				continue
			}
			if len(found) == limit {
				return found, string(found[limit-1][0].Was.ID), nil
			}
			found = append(found, r)
		}
		if after == "" || len(found) == limit {
			break
		}
	}
	return found, after, nil
}

// ReportOfGroup is a page of who gets into what through a group: resource by
// resource, and of each its members. A group that was deleted has one of the days
// before. Errors: Invalid, for a cursor of another list.
func (t *Table) ReportOfGroup(ctx context.Context, q Reporting, g id.Group, at Page) ([]access.Line, string, error) {
	const prefix = "RESOURCE#"
	after, err := at.after(prefix)
	if err != nil {
		return nil, "", err
	}
	after = strings.TrimPrefix(after, prefix)
	var out []access.Line
	for turns := 0; turns < turnsAtOnce && len(out) < at.Limit; turns++ {
		which, person, within := strings.Cut(after, "#")
		turn, next, err := t.onGroup(ctx, q, g, which, within)
		if err != nil {
			return nil, "", err
		}
		if len(turn) == 0 {
			if after = next; after == "" {
				return out, "", nil
			}
			continue
		}
		lines, last, err := t.acrossMembers(ctx, q, g, turn, person, at.Limit)
		if err != nil {
			return nil, "", err
		}
		out, after = append(out, lines...), string(turn[0].Was.ID)
		if last != "" {
			after += "#" + last
			break
		}
	}
	return out, cursor(prefix + after), nil
}

// onGroup is the resource whose turn it is: the one named if a page ended within
// it, or else the next that the group is on; none, and after which to go on, if it
// was not found by as much as a page looks at.
func (t *Table) onGroup(ctx context.Context, q Reporting, g id.Group, which string, within bool) ([]access.PastResource, string, error) {
	if !within && q.ofDay() {
		all, next, err := t.acrossResources(ctx, q, which, 1, func(r []access.PastResource) bool { return onAny(r, g) })
		if err != nil || len(all) == 0 {
			return nil, next, err
		}
		return all[0], "", nil
	}
	if !within {
		l := list{pk: audienceKey(q.Organization, string(g)), from: "RESOURCE#", limit: 1}
		if which != "" {
			l.after = "RESOURCE#" + which + "#~" // behind every assignment of that resource
		}
		items, _, err := t.query(ctx, l)
		if err != nil || len(items) == 0 {
			return nil, "", err
		}
		which, _, _ = strings.Cut(strings.TrimPrefix(text(items[0], sortKey), "RESOURCE#"), "#")
	}
	r := access.Resource{Organization: q.Organization, ID: id.Resource(which)}
	if err := t.Read(ctx, &r); err != nil {
		return nil, "", err
	}
	if r.Version == 0 {
		return nil, which, nil
	}
	all, err := resourceKind.of(ctx, t, q, resourceKind.current(r))
	return all, "", err
}

func onAny(resources []access.PastResource, g id.Group) bool {
	return slices.ContainsFunc(resources, func(r access.PastResource) bool {
		return slices.ContainsFunc(r.Was.Assignments, func(a access.Assignment) bool { return a.Group == g })
	})
}
