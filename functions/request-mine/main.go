// Request-mine lists what the caller asked for, newest first.
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

func (f function) mine(ctx context.Context, c identity.Call, in api.RequestMine) (api.Requests, error) {
	by, err := f.table.Find(ctx, c, in.Organization)
	if err != nil {
		return api.Requests{}, err
	}
	all, next, err := f.table.RequestsOf(ctx, by.Organization, by.Person, table.Page(in.Page))
	if err != nil {
		return api.Requests{}, err
	}
	out := api.Requests{Items: []api.Request{}, Next: next}
	for _, q := range all {
		out.Items = append(out.Items, api.RequestFrom(q, access.Resource{}, by)) // nobody decides their own
	}
	return out, nil
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("request-mine", f.table, f.mine)
}
