// Site-on enables client sign-in: a site is open to its people, as it was when it was
// closed (rule S1).
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/sharing"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) on(ctx context.Context, c identity.Call, in api.SiteOn) (api.Site, error) {
	site := identity.Organization{ID: in.Site}
	by, err := f.table.Find(ctx, c, in.Organization, &site)
	if err != nil {
		return api.Site{}, err
	}
	site, ch, err := sharing.Turn(by, site, true)
	if err != nil {
		return api.Site{}, err
	}
	out := api.SiteFrom(site)
	return out, f.table.Save(ctx, c, ch, out)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("site-on", f.table, f.on)
}
