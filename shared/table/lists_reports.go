package table

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// Reporting is what a report asks (rule J11).
type Reporting struct {
	Organization id.Organization
	At           time.Time // of the call
	From, To     time.Time // a day; zero: as it is now
}

func (r Reporting) ofDay() bool { return !r.From.IsZero() }

// What one page of a report costs at most, whatever is reported: it may be short,
// or empty, and still have a next.
const (
	membersAtOnce   = 1000 // looked at
	membersByQuery  = 100
	resourcesAtOnce = 200
	resourcesByTurn = 50 // each carries its assignments
	turnsAtOnce     = 10 // resources of a group
	pastsAtOnce     = 1000
	asksOfOne       = 1000 // rows about one member and one resource
	requestsOfOne   = 100  // of those, read
	requestsAtOnce  = 1000
	linesOfReport   = 1000 // one member's on one resource are kept together
)

// forever is the end of how things stand now.
var forever = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

// kind is a kind of record of which it is known how it stood.
type kind[R, P any] struct {
	name    string
	id      func(P) string
	span    func(P) (from, until time.Time)
	current func(R) P
}

var memberKind = kind[identity.Member, identity.PastMember]{
	name: "MEMBER",
	id:   func(p identity.PastMember) string { return string(p.Was.Person) },
	span: func(p identity.PastMember) (time.Time, time.Time) { return p.From, p.Until },
	current: func(m identity.Member) identity.PastMember {
		return identity.PastMember{Was: m, From: m.StoodFrom(), Until: forever}
	},
}

var resourceKind = kind[access.Resource, access.PastResource]{
	name: "RESOURCE",
	id:   func(p access.PastResource) string { return string(p.Was.ID) },
	span: func(p access.PastResource) (time.Time, time.Time) { return p.From, p.Until },
	current: func(r access.Resource) access.PastResource {
		return access.PastResource{Was: r, From: r.StoodFrom(), Until: forever}
	},
}

// walk reads the next of an organization's members or resources, in the order of
// their ids, each with how it stood in the time of the report, in its order. It
// answers the last id it read; "" if there is none after it.
func (k kind[R, P]) walk(ctx context.Context, t *Table, q Reporting, after string, limit int) ([][]P, string, error) {
	prefix := k.name + "#"
	if after != "" {
		after = prefix + after
	}
	items, next, err := t.query(ctx, list{pk: "ORG#" + string(q.Organization), from: prefix, after: after, limit: limit})
	if err != nil || len(items) == 0 {
		return nil, "", err
	}
	out := make([][]P, len(items))
	for i, item := range items {
		var r R
		if err := decode(item, &r); err != nil {
			return nil, "", fmt.Errorf("table: report a %T: %w", r, err)
		}
		out[i] = []P{k.current(r)}
	}
	next = strings.TrimPrefix(next, prefix)
	if q.ofDay() {
		return k.stood(ctx, t, q, out, next)
	}
	return out, next, nil
}

// stood adds how they stood before. If that is too much for one query, fewer are
// answered, and the first at least.
func (k kind[R, P]) stood(ctx context.Context, t *Table, q Reporting, all [][]P, next string) ([][]P, string, error) {
	first, last := k.id(all[0][0]), k.id(all[len(all)-1][0])
	items, more, err := t.query(ctx, list{pk: pastKey(q.Organization, k.name), from: first + "#", to: last + "#~", limit: pastsAtOnce})
	if err != nil {
		return nil, "", err
	}
	if more != "" {
		unread, _, _ := strings.Cut(more, "#")
		n := slices.IndexFunc(all, func(s []P) bool { return k.id(s[0]) >= unread })
		if all = all[:max(n, 1)]; n < 1 {
			all[0], err = k.of(ctx, t, q, all[0][0])
			return all, first, err
		}
		next = k.id(all[len(all)-1][0])
	}
	before := map[string][]P{}
	for _, item := range items {
		var p P
		if err := decode(item, &p); err != nil {
			return nil, "", fmt.Errorf("table: report a %T: %w", p, err)
		}
		before[k.id(p)] = append(before[k.id(p)], p)
	}
	for i, s := range all {
		all[i] = k.within(q, append(before[k.id(s[0])], s[0]))
	}
	return all, next, nil
}

// of is how one of them stood in the time of the report; now is how it does.
func (k kind[R, P]) of(ctx context.Context, t *Table, q Reporting, now P) ([]P, error) {
	if !q.ofDay() {
		return []P{now}, nil
	}
	l := list{pk: pastKey(q.Organization, k.name), from: k.id(now) + "#" + instant(q.From), to: k.id(now) + "#~"}
	var before []P
	for p := (Page{Limit: 25}); ; {
		l.limit = p.Limit
		items, next, err := t.query(ctx, l)
		if err != nil {
			return nil, err
		}
		for _, item := range items {
			var s P
			if err := decode(item, &s); err != nil {
				return nil, fmt.Errorf("table: report a %T: %w", s, err)
			}
			if from, _ := k.span(s); !from.Before(q.To) {
				return k.within(q, before), nil
			}
			before = append(before, s)
		}
		if l.after = next; next == "" {
			return k.within(q, append(before, now)), nil
		}
	}
}

// within keeps what was so in the time of the report.
func (k kind[R, P]) within(q Reporting, all []P) []P {
	return slices.DeleteFunc(all, func(p P) bool {
		from, until := k.span(p)
		return !from.Before(q.To) || !until.After(q.From)
	})
}

// ofPair is one member and one resource, each as it stood.
type ofPair struct {
	members   []identity.PastMember
	resources []access.PastResource
}

// held reports whether any assignment that is meant held the member; group is ""
// for every one.
func (p ofPair) held(group id.Group) bool {
	for _, m := range p.members {
		for _, r := range p.resources {
			if slices.ContainsFunc(r.Was.Assignments, func(a access.Assignment) bool {
				return (group == "" || a.Group == group) && a.HoldsMember(m.Was)
			}) {
				return true
			}
		}
	}
	return false
}

func (p ofPair) person() id.Person     { return p.members[0].Was.Person }
func (p ofPair) resource() id.Resource { return p.resources[0].Was.ID }

// linesOf are the lines of pairs, and how many of the pairs they are of: fewer
// where there is much to read, one at least.
func (t *Table) linesOf(ctx context.Context, q Reporting, group id.Group, all []ofPair) ([]access.Line, int, error) {
	standings, err := readAll(ctx, t, all, func(p ofPair) access.Standing {
		return access.Standing{Resource: p.resource(), Person: p.person()}
	})
	if err != nil {
		return nil, 0, err
	}
	stands := map[[2]string]access.Standing{}
	for _, s := range standings {
		stands[[2]string{string(s.Resource), string(s.Person)}] = s
	}
	var out []access.Line
	read := 0
	for i, p := range all {
		s := stands[[2]string{string(p.resource()), string(p.person())}]
		s.Resource, s.Person = p.resource(), p.person()
		asked, err := t.askedFor(ctx, q, s)
		if err != nil {
			return nil, 0, err
		}
		var lines []access.Line
		if q.ofDay() {
			lines = access.OnDay{From: q.From, To: q.To, Members: p.members, Resources: p.resources, Standing: s, Requests: asked}.Lines()
		} else {
			lines = access.Reported{Member: p.members[0].Was, Resource: p.resources[0].Was, Standing: s, Requests: asked}.Now(q.At)
		}
		for _, l := range lines {
			if group == "" || l.Assignment.Group == group {
				out = append(out, l)
			}
		}
		if read += len(asked); read >= requestsAtOnce || len(out) >= linesOfReport {
			return out, i + 1, nil
		}
	}
	return out, len(all), nil
}

// askedFor are the requests of a member for a resource that a report looks at,
// newest first.
func (t *Table) askedFor(ctx context.Context, q Reporting, s access.Standing) ([]access.Request, error) {
	from, to := q.At.Add(-access.ReportedFor), q.At
	if q.ofDay() {
		from, to = q.From.Add(-access.Lookback), q.To
	}
	prefix := string(s.Person) + "#"
	items, _, err := t.query(ctx, list{
		pk: aboutKey(s.Resource), from: prefix + instant(from), to: prefix + instant(to) + "~", newest: true, limit: asksOfOne,
	})
	if err != nil {
		return nil, err
	}
	var found []access.About
	for _, item := range items {
		var a access.About
		if err := decode(item, &a); err != nil {
			return nil, err
		}
		if !q.ofDay() || a.At.Before(q.To) && (a.Latest.After(q.From) || !a.At.Before(q.From)) {
			found = append(found, a)
		}
	}
	found = found[:min(len(found), requestsOfOne)]
	all, err := readAll(ctx, t, found, func(a access.About) access.Request { return access.Request{ID: a.Request} })
	slices.SortStableFunc(all, func(a, b access.Request) int { return cmp.Or(b.Asked.Compare(a.Asked), cmp.Compare(b.ID, a.ID)) })
	return all, err
}

// NamedIn reads the credentials that lines are about; one that is gone is left out.
func (t *Table) NamedIn(ctx context.Context, lines []access.Line) (map[id.Credential]credential.Credential, error) {
	var ids []id.Credential
	for _, l := range lines {
		if l.Assignment.Credential != "" {
			ids = append(ids, l.Assignment.Credential)
		}
	}
	slices.Sort(ids)
	return t.Credentials(ctx, slices.Compact(ids))
}
