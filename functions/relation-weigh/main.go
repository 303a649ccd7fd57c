// Relation-weigh counts what is shared both ways with a partner: what would end with
// the relation, before it is ended (rule S1).
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

func (f function) weigh(ctx context.Context, c identity.Call, in api.RelationWeigh) (api.RelationWeighed, error) {
	other := identity.Organization{ID: in.Partner}
	by, err := f.table.FindShut(ctx, c, in.Organization, &other)
	if err != nil {
		return api.RelationWeighed{}, err
	}
	if _, err := sharing.SiteOf(by, other); err != nil {
		return api.RelationWeighed{}, err
	}
	given, more, err := f.table.HandedCount(ctx, in.Organization, in.Partner)
	if err != nil {
		return api.RelationWeighed{}, err
	}
	received, most, err := f.table.HandedCount(ctx, in.Partner, in.Organization)
	return api.RelationWeighed{Given: given, Received: received, More: more || most}, err
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("relation-weigh", f.table, f.weigh)
}
