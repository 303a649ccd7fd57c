// Group-create makes a group with its first members.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) create(ctx context.Context, c identity.Call, in api.GroupCreate) (api.Group, error) {
	members := make([]identity.Member, len(in.Members))
	wanted := make([]change.Record, len(in.Members))
	for i, p := range in.Members {
		members[i].Organization, members[i].Person = in.Organization, p
		wanted[i] = &members[i]
	}
	by, err := f.table.Find(ctx, c, in.Organization, wanted...)
	if err != nil {
		return api.Group{}, err
	}
	g, ch, err := identity.NewGroup(by, in.Name, members)
	if err != nil {
		return api.Group{}, err
	}
	out := api.GroupFrom(g)
	return out, f.table.Save(ctx, c, ch, out)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("group-create", f.table, f.create)
}
