// Type-set makes the organization's own list of credential types (rule C8), with
// after how many days their secrets are old (rule C12).
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

func (f function) set(ctx context.Context, c identity.Call, in api.TypeSet) (api.Types, error) {
	types := filing.Types{Organization: in.Organization}
	by, err := f.table.Find(ctx, c, in.Organization, &types)
	if err != nil {
		return api.Types{}, err
	}
	changed, ch, err := filing.SetTypes(by, types, in.Types, api.LimitsOf(in.Limits))
	if err != nil {
		return api.Types{}, err
	}
	out := api.TypesFrom(changed)
	return out, f.table.Save(ctx, c, ch, out)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("type-set", f.table, f.set)
}
