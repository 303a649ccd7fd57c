// Group-delete deletes a group, with every assignment it carried.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

// piece is how many assignments one call ends: each takes up to four items of a
// transaction that takes a hundred.
const piece = 22

// remove first marks the group: from then on nothing can be assigned to it, so
// that what it carries is read whole, and ended. What one call leaves, the next
// ends; or, a moment later, the chore that the mark ordered.
func (f function) remove(ctx context.Context, c identity.Call, in api.GroupDelete) (api.GroupGone, error) {
	g := identity.Group{Organization: in.Organization, ID: in.Group}
	by, err := f.table.Find(ctx, c, in.Organization, &g)
	if err != nil {
		return api.GroupGone{}, err
	}
	members, err := f.table.MembersIn(ctx, in.Organization, g.Members[:min(identity.AtOnce, len(g.Members))])
	if err != nil {
		return api.GroupGone{}, err
	}
	g, ch, err := identity.DeleteGroup(by, g, members)
	if err != nil {
		return api.GroupGone{}, err
	}
	mark := c
	mark.Repeat, mark.ID = identity.Repeat{}, c.ID+" mark" // the answer is kept with what follows
	if err := f.table.Save(ctx, mark, ch, nil); err != nil {
		return api.GroupGone{}, err
	}
	if len(ch.Records) > 0 {
		g.Version++
	}
	facts, next, err := f.table.EndingOf(ctx, in.Organization, string(g.ID), table.Page{Limit: piece})
	if err != nil {
		return api.GroupGone{}, err
	}
	ended, ch := access.EndGroup(by, g, facts)
	out := api.GroupGone{Ended: ended, Left: next != ""}
	err = f.table.Save(ctx, c, ch, out)
	if fault.Of(err) == fault.Moved { // most likely by the chore, which ends the same
		return api.GroupGone{Left: true}, nil
	}
	return out, err
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("group-delete", f.table, f.remove)
}
