// Request-end ends a period before its end (rule J8).
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

func (f function) end(ctx context.Context, c identity.Call, in api.RequestEnd) (api.Request, error) {
	by, facts, err := f.table.Deciding(ctx, c, in.Organization, in.Request, nil)
	if err != nil {
		return api.Request{}, err
	}
	if err := f.table.Read(ctx, facts.Following(c.At)...); err != nil {
		return api.Request{}, err
	}
	q, ch, err := access.End(by, facts)
	if err != nil {
		return api.Request{}, err
	}
	out := api.RequestFrom(q, facts.Resource, by)
	return out, f.table.Save(ctx, c, ch, out)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("request-end", f.table, f.end)
}
