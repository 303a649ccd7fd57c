// Organization-change changes the settings: how long the record stays.
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

func (f function) change(ctx context.Context, c identity.Call, in api.OrganizationChange) (api.Organization, error) {
	home := identity.Organization{ID: in.Organization}
	roster := identity.Roster{Organization: in.Organization}
	asks := delegation.Asks{Organization: in.Organization}
	by, err := f.table.Find(ctx, c, in.Organization, &home, &roster, &asks)
	if err != nil {
		return api.Organization{}, err
	}
	home, change, err := identity.KeepRecord(by, home, in.AuditYears)
	if err != nil {
		return api.Organization{}, err
	}
	out := api.OrganizationFrom(home, roster, asks, by)
	return out, f.table.Save(ctx, c, change, out)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("organization-change", f.table, f.change)
}
