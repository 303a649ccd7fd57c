// Site-see shows a provider one of its sites, and whom it invited there: nothing of
// what is in it (rule S3).
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

func (f function) see(ctx context.Context, c identity.Call, in api.SiteSee) (api.SiteDetail, error) {
	site, roster, types := identity.Organization{ID: in.Site}, identity.Roster{Organization: in.Site}, filing.Types{Organization: in.Site}
	by, err := f.table.Find(ctx, c, in.Organization, &site, &roster, &types)
	if err != nil {
		return api.SiteDetail{}, err
	}
	if !site.IsSiteOf(by.Organization) {
		return api.SiteDetail{}, fault.Absent("site")
	}
	pending, err := f.table.InvitationsOf(ctx, site.ID)
	if err != nil {
		return api.SiteDetail{}, err
	}
	return api.SiteDetailFrom(site, roster, types, pending, by), nil
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("site-see", f.table, f.see)
}
