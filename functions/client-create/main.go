// Client-create adds a client as a place to file, with a folder of its own (rule S7).
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) create(ctx context.Context, c identity.Call, in api.ClientCreate) (api.Client, error) {
	groups, wanted := identity.GroupsOf(in.Organization, in.Groups)
	by, err := f.table.Find(ctx, c, in.Organization, wanted...)
	if err != nil {
		return api.Client{}, err
	}
	made, _, ch, err := filing.NewClient(by, in.Name, groups)
	if err != nil {
		return api.Client{}, err
	}
	out := api.ClientFrom(made)
	return out, f.table.Save(ctx, c, ch, out)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("client-create", f.table, f.create)
}
