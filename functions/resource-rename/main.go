// Resource-rename gives a resource another name, on this side only.
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

func (f function) rename(ctx context.Context, c identity.Call, in api.ResourceRename) (api.Resource, error) {
	r := access.Resource{Organization: in.Organization, ID: in.Resource}
	by, err := f.table.Find(ctx, c, in.Organization, &r)
	if err != nil {
		return api.Resource{}, err
	}
	r, ch, err := access.Rename(by, r, in.Name)
	if err != nil {
		return api.Resource{}, err
	}
	stood, err := f.table.StoodOf(ctx, by, r)
	if err != nil {
		return api.Resource{}, err
	}
	out := api.ResourceFrom(r, by, stood[r.ID])
	return out, f.table.Save(ctx, c, ch, out)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("resource-rename", f.table, f.rename)
}
