// Partner-list lists the organizations that this one may share with: its sites, or the
// provider whose site it is.
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

func (f function) list(ctx context.Context, c identity.Call, in api.PartnerList) (api.Partners, error) {
	by, err := f.table.Find(ctx, c, in.Organization)
	if err == nil {
		err = sharing.MaySee(by)
	}
	if err != nil {
		return api.Partners{}, err
	}
	out := api.Partners{Items: []api.Partner{}}
	if home := by.Home(); home.IsSite() {
		provider := identity.Organization{ID: home.Relation.Provider}
		if err := f.table.Read(ctx, &provider); err != nil {
			return api.Partners{}, err
		}
		out.Items = append(out.Items, api.PartnerFrom(provider, home))
		return out, nil
	}
	sites, next, err := f.table.SitesOf(ctx, in.Organization, table.Page(in.Page))
	for _, o := range sites {
		out.Items = append(out.Items, api.PartnerFrom(o, o))
	}
	out.Next = next
	return out, err
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("partner-list", f.table, f.list)
}
