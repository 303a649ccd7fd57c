// Site-list lists a provider's sites.
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

func (f function) list(ctx context.Context, c identity.Call, in api.SiteList) (api.Sites, error) {
	if _, err := f.table.Find(ctx, c, in.Organization); err != nil {
		return api.Sites{}, err
	}
	all, next, err := f.table.SitesOf(ctx, in.Organization, table.Page(in.Page))
	if err != nil {
		return api.Sites{}, err
	}
	out := api.Sites{Items: []api.Site{}, Next: next}
	for _, o := range all {
		out.Items = append(out.Items, api.SiteFrom(o))
	}
	return out, nil
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("site-list", f.table, f.list)
}
