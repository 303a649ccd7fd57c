// Consent-list lists the credential requests that are the caller's to answer, and
// those that they asked.
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

func (f function) list(ctx context.Context, c identity.Call, in api.ConsentList) (api.Consents, error) {
	by, err := f.table.Find(ctx, c, in.Organization)
	if err != nil {
		return api.Consents{}, err
	}
	all, next, err := f.table.ConsentsOf(ctx, by.Organization, by.Person, table.Page{After: in.After, Limit: in.Limit})
	if err != nil {
		return api.Consents{}, err
	}
	out := api.Consents{Items: []api.Consent{}, Next: next}
	for _, q := range all {
		if q.Sees(by) {
			out.Items = append(out.Items, api.ConsentFrom(q, by, c.At))
		}
	}
	return out, nil
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("consent-list", f.table, f.list)
}
