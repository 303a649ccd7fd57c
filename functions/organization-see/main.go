// Organization-see shows an organization and its settings to its members.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) see(ctx context.Context, c identity.Call, in api.OrganizationSee) (api.Organization, error) {
	home := identity.Organization{ID: in.Organization}
	roster := identity.Roster{Organization: in.Organization}
	asks := delegation.Asks{Organization: in.Organization}
	by, err := f.table.Find(ctx, c, in.Organization, &home, &roster, &asks)
	if err != nil {
		return api.Organization{}, err
	}
	return api.OrganizationFrom(home, roster, asks, by), nil
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("organization-see", f.table, f.see)
}
