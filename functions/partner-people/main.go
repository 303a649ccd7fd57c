// Partner-people names whom to choose at a partner: its groups and active members, and
// of them nothing else (rule S8).
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

func (f function) people(ctx context.Context, c identity.Call, in api.PartnerPeople) (api.PeopleThere, error) {
	other := identity.Organization{ID: in.Partner}
	by, err := f.table.Find(ctx, c, in.Organization, &other)
	if err != nil {
		return api.PeopleThere{}, err
	}
	if _, err := sharing.SiteOf(by, other); err != nil {
		return api.PeopleThere{}, err
	}
	if err := sharing.MayChoose(by); err != nil {
		return api.PeopleThere{}, err
	}
	all, next, err := f.table.ChosenOf(ctx, other.ID, in.Begins, table.Page(in.Page))
	if err != nil {
		return api.PeopleThere{}, err
	}
	return api.PeopleFrom(all, next), nil
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("partner-people", f.table, f.people)
}
