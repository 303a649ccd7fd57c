package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// members are those an audience of members names who are active ones now: one of
// them, or all who may decide what asker asks for: never the asker (rule J5).
func (f function) members(ctx context.Context, a change.Audience, asker id.Person) ([]recipient, error) {
	all := []identity.Member{{Organization: a.Organization, Person: a.Member}}
	if a.Decide != "" {
		r := access.Resource{Organization: a.Organization, ID: a.Decide}
		err := f.table.Read(ctx, &r)
		if err != nil {
			return nil, err
		}
		if all, err = f.table.DecidersOf(ctx, r, asker, 0); err != nil {
			return nil, err
		}
	} else if err := f.table.Read(ctx, &all[0]); err != nil {
		return nil, err
	}
	var out []recipient
	for _, m := range all {
		if m.Active() && m.Person != a.Except {
			out = append(out, recipient{string(m.Person), m.Email})
		}
	}
	return out, nil
}
