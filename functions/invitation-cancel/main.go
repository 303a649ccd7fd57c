// Invitation-cancel takes an invitation back.
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

func (f function) cancel(ctx context.Context, c identity.Call, in api.InvitationCancel) (lambdahttp.None, error) {
	inv := identity.Invitation{Organization: in.Organization, ID: in.Invitation}
	by, err := f.table.Find(ctx, c, in.Organization, &inv)
	if err != nil {
		return lambdahttp.None{}, err
	}
	ch, err := identity.Uninvite(by, inv)
	if err != nil {
		return lambdahttp.None{}, err
	}
	return lambdahttp.None{}, f.table.Save(ctx, c, ch, nil)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("invitation-cancel", f.table, f.cancel)
}
