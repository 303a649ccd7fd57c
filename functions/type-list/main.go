// Type-list lists the credential types to choose from (rule C8).
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

func (f function) list(ctx context.Context, c identity.Call, in api.TypeList) (api.Types, error) {
	types := filing.Types{Organization: in.Organization}
	if _, err := f.table.Find(ctx, c, in.Organization, &types); err != nil {
		return api.Types{}, err
	}
	return api.TypesFrom(types), nil
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("type-list", f.table, f.list)
}
