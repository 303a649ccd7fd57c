// Relation-end ends what a provider and its site have to do with each other (rule S1).
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

func (f function) end(ctx context.Context, c identity.Call, in api.RelationEnd) (lambdahttp.None, error) {
	other := identity.Organization{ID: in.Partner}
	by, err := f.table.FindShut(ctx, c, in.Organization, &other)
	if err != nil {
		return lambdahttp.None{}, err
	}
	site, err := sharing.SiteOf(by, other)
	if err != nil {
		return lambdahttp.None{}, err
	}
	facts := sharing.EndingOf(site, other, in.Name)
	if err := f.table.Read(ctx, facts.Wanted()...); err != nil {
		return lambdahttp.None{}, err
	}
	if facts.Pending, err = f.table.InvitationsOf(ctx, site.ID); err != nil {
		return lambdahttp.None{}, err
	}
	ch, err := sharing.End(by, facts)
	if err != nil {
		return lambdahttp.None{}, err
	}
	return lambdahttp.None{}, f.table.Save(ctx, c, ch, nil)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("relation-end", f.table, f.end)
}
