// Resource-list lists resources with their state: an admin or auditor sees all, a
// member what they are assigned to, open or locked.
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

func (f function) list(ctx context.Context, c identity.Call, in api.ResourceList) (api.Resources, error) {
	by, err := f.table.Find(ctx, c, in.Organization)
	if err != nil {
		return api.Resources{}, err
	}
	all, next, err := f.page(ctx, by, table.Page(in.Page))
	if err != nil {
		return api.Resources{}, err
	}
	stood, err := f.table.StoodOf(ctx, by, all...)
	if err != nil {
		return api.Resources{}, err
	}
	out := api.Resources{Items: []api.Resource{}, Next: next}
	for _, r := range all {
		if r.Sees(by) {
			out.Items = append(out.Items, api.ResourceFrom(r, by, stood[r.ID]))
		}
	}
	return out, nil
}

func (f function) page(ctx context.Context, by identity.Caller, p table.Page) ([]access.Resource, string, error) {
	if by.Role == identity.Admin || by.Role == identity.Auditor {
		return f.table.ResourcesOf(ctx, by.Organization, p)
	}
	return f.table.ResourcesFor(ctx, by.Organization, by.Audiences(), p)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("resource-list", f.table, f.list)
}
