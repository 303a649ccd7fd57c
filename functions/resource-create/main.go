// Resource-create adds a resource of the organization's own.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) create(ctx context.Context, c identity.Call, in api.ResourceCreate) (api.Resource, error) {
	by, err := f.table.Find(ctx, c, in.Organization)
	if err != nil {
		return api.Resource{}, err
	}
	r, ch, err := access.NewResource(by, in.Name, in.Address)
	if err != nil {
		return api.Resource{}, err
	}
	out := api.ResourceFrom(r, by, access.Stood{}) // nobody is let in yet
	return out, f.table.Save(ctx, c, ch, out)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("resource-create", f.table, f.create)
}
