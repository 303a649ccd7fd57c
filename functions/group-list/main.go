// Group-list lists an organization's groups.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) list(ctx context.Context, c identity.Call, in api.GroupList) (api.Groups, error) {
	by, err := f.table.Find(ctx, c, in.Organization)
	if err != nil {
		return api.Groups{}, err
	}
	all, next, err := f.table.GroupsOf(ctx, by.Organization, table.Page(in.Page))
	if err != nil {
		return api.Groups{}, err
	}
	out := api.Groups{Items: []api.Group{}, Next: next}
	for _, g := range all {
		if g.Here() {
			out.Items = append(out.Items, api.GroupFrom(g))
		}
	}
	return out, nil
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("group-list", f.table, f.list)
}
