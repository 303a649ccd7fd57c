package table

import (
	"context"
	"slices"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// RequestsOf lists what somebody asked for, newest first.
func (t *Table) RequestsOf(ctx context.Context, o id.Organization, p id.Person, at Page) ([]access.Request, string, error) {
	found, next, err := page[access.Mine](ctx, t, list{pk: mineKey(o, p), newest: true}, at)
	if err != nil {
		return nil, "", err
	}
	all, err := readAll(ctx, t, found, func(m access.Mine) access.Request { return access.Request{ID: m.Request} })
	return all, next, err
}

// QueueOf lists what any of these bodies has to decide, or decided, newest first.
// The queues only find: whether somebody may decide a request is judged anew.
func (t *Table) QueueOf(ctx context.Context, o id.Organization, bodies []id.Group, open bool, at Page) ([]access.Request, string, error) {
	after, err := at.after("")
	if err != nil {
		return nil, "", err
	}
	found := map[string]id.Request{}
	var horizon string // before it, some queue has not been read
	for _, b := range bodies {
		items, next, err := t.query(ctx, list{pk: queueKey(o, b, open), newest: true, after: after, limit: at.Limit})
		if err != nil {
			return nil, "", err
		}
		for _, item := range items {
			var q access.Queued
			if err := decode(item, &q); err != nil {
				return nil, "", err
			}
			found[text(item, sortKey)] = q.Request
		}
		horizon = max(horizon, next)
	}
	var rows []string
	for sk := range found {
		if sk >= horizon {
			rows = append(rows, sk)
		}
	}
	slices.Sort(rows)
	slices.Reverse(rows)
	more := horizon != ""
	if len(rows) > at.Limit {
		rows, more = rows[:at.Limit], true
	}
	next := ""
	if more && len(rows) > 0 {
		next = cursor(rows[len(rows)-1])
	}
	all, err := readAll(ctx, t, rows, func(sk string) access.Request { return access.Request{ID: found[sk]} })
	return all, next, err
}

// AfterQueued is the cursor of the page of a queue that begins after a request.
func AfterQueued(q access.Request, open bool) string { return cursor(keyOf(q.Queued("", open)).sk) }

// ResourcesIn reads the resources of requests.
func (t *Table) ResourcesIn(ctx context.Context, o id.Organization, all []access.Request) (map[id.Resource]access.Resource, error) {
	var ids []id.Resource
	for _, q := range all {
		ids = append(ids, q.Resource)
	}
	slices.Sort(ids)
	found, err := t.resources(ctx, o, slices.Compact(ids))
	out := map[id.Resource]access.Resource{}
	for _, r := range found {
		out[r.ID] = r
	}
	return out, err
}

// StepsOf lists the first steps of a request, oldest first: more than a hundred
// are not shown.
func (t *Table) StepsOf(ctx context.Context, q id.Request) ([]Step, error) {
	all, _, err := page[Step](ctx, t, list{pk: "REQUEST#" + string(q), from: "STEP#"}, Page{Limit: 100})
	return all, err
}

// DecidersOf lists who may decide what except asks for: active admins, reviewers
// and members of the approver groups; at most so many, 0 for all. Few are asked
// for to see whether there are enough: then no more are read than that takes.
func (t *Table) DecidersOf(ctx context.Context, r access.Resource, except id.Person, most int) ([]identity.Member, error) {
	roster := identity.Roster{Organization: r.Organization}
	r, groups, err := t.approversOf(ctx, r, &roster)
	if err != nil {
		return nil, err
	}
	might := slices.Concat(roster.People, roster.Reviewers)
	for _, g := range groups {
		if g.Here() {
			might = append(might, g.Members...)
		}
	}
	slices.Sort(might)
	might = slices.Compact(might)
	some := maxItems
	if most > 0 {
		some = min(2*most, maxItems)
	}
	asked := access.Request{Organization: r.Organization, Person: except}
	var out []identity.Member
	for part := range slices.Chunk(might, some) {
		members, err := t.MembersIn(ctx, r.Organization, part)
		if err != nil {
			return nil, err
		}
		for _, m := range members {
			if access.MayDecide(r, asked, m) {
				out = append(out, m)
			}
			if most > 0 && len(out) == most {
				return out, nil
			}
		}
	}
	return out, nil
}
