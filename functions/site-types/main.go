// Site-types forces the provider's list of credential types on a site, or gives it its
// own back (rule C8).
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/sharing"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) types(ctx context.Context, c identity.Call, in api.SiteTypes) (api.Types, error) {
	facts := sharing.Typing{
		Site: identity.Organization{ID: in.Site}, Types: filing.Types{Organization: in.Site}, Own: filing.Types{Organization: in.Organization},
	}
	by, err := f.table.Find(ctx, c, in.Organization, &facts.Site, &facts.Types, &facts.Own)
	if err != nil {
		return api.Types{}, err
	}
	types, ch, err := sharing.SetTypes(by, facts, in.Forced)
	if err != nil {
		return api.Types{}, err
	}
	out := api.TypesFrom(types)
	return out, f.table.Save(ctx, c, ch, out)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("site-types", f.table, f.types)
}
