// Provider-see says whose site an organization is, and since when (rule S1).
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) see(ctx context.Context, c identity.Call, in api.ProviderSee) (api.ProviderSeen, error) {
	types := filing.Types{Organization: in.Organization}
	by, err := f.table.FindShut(ctx, c, in.Organization, &types)
	if err != nil {
		return api.ProviderSeen{}, err
	}
	home := by.Home()
	if !home.IsSite() {
		return api.ProviderSeen{}, fault.Absent("provider")
	}
	return api.ProviderFrom(home, types), nil
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("provider-see", f.table, f.see)
}
