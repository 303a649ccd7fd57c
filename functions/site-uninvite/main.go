// Site-uninvite takes back an invitation to a site that its provider made.
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

func (f function) uninvite(ctx context.Context, c identity.Call, in api.SiteUninvite) (lambdahttp.None, error) {
	site, inv := identity.Organization{ID: in.Site}, identity.Invitation{Organization: in.Site, ID: in.Invitation}
	by, err := f.table.Find(ctx, c, in.Organization, &site, &inv)
	if err != nil {
		return lambdahttp.None{}, err
	}
	ch, err := identity.UninviteFromSite(by, site, inv)
	if err != nil {
		return lambdahttp.None{}, err
	}
	return lambdahttp.None{}, f.table.Save(ctx, c, ch, nil)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("site-uninvite", f.table, f.uninvite)
}
