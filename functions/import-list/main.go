// Import-list lists the files that were imported, newest first (rule C13).
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

func (f function) list(ctx context.Context, c identity.Call, in api.ImportList) (api.Imports, error) {
	by, err := f.table.Find(ctx, c, in.Organization)
	if err != nil {
		return api.Imports{}, err
	}
	some, next, err := f.table.ImportsOf(ctx, by.Organization, table.Page(in.Page))
	if err != nil {
		return api.Imports{}, err
	}
	out := api.Imports{Items: []api.Import{}, Next: next}
	for _, im := range some {
		out.Items = append(out.Items, api.ImportFrom(im))
	}
	return out, nil
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("import-list", f.table, f.list)
}
