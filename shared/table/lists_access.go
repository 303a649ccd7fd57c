package table

import (
	"context"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// StoodOf reads how somebody stands to resources: the standings in one snapshot
// and then, if any says that a request waits, the requests in another. There is
// nothing to read of what the caller never has to ask for.
func (t *Table) StoodOf(ctx context.Context, by identity.Caller, all ...access.Resource) (map[id.Resource]access.Stood, error) {
	var asked []id.Resource
	for _, r := range all {
		if r.Asks(by) {
			asked = append(asked, r.ID)
		}
	}
	standings, err := readAll(ctx, t, asked, func(r id.Resource) access.Standing {
		return access.Standing{Resource: r, Person: by.Person}
	})
	if err != nil {
		return nil, err
	}
	var waiting []access.Standing
	out := make(map[id.Resource]access.Stood, len(standings))
	for _, s := range standings {
		out[s.Resource] = access.Stood{Standing: s}
		if s.Pending != "" {
			waiting = append(waiting, s)
		}
	}
	requests, err := readAll(ctx, t, waiting, func(s access.Standing) access.Request { return access.Request{ID: s.Pending} })
	for _, q := range requests {
		f := out[q.Resource]
		f.Pending = q
		out[q.Resource] = f
	}
	return out, err
}

// VoidOf names for each just-in-time assignment of a resource those for whom a
// standing one makes it void (rule J1); nothing is read where none can.
func (t *Table) VoidOf(ctx context.Context, r access.Resource) (map[id.Assignment][]string, error) {
	groups, err := readAll(ctx, t, r.VoidBetween(), func(g id.Group) identity.Group {
		return identity.Group{Organization: r.Organization, ID: g}
	})
	if err != nil {
		return nil, err
	}
	members, err := readAll(ctx, t, r.VoidFor(groups), func(p id.Person) identity.Member {
		return identity.Member{Organization: r.Organization, Person: p}
	})
	return r.Void(members), err
}
