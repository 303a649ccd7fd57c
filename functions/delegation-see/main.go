// Delegation-see shows the holder of a mailed link who asks and for what. It
// changes nothing.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) see(ctx context.Context, c identity.Call, in api.LinkLook) (api.DelegationSeen, error) {
	token, _ := identity.ParseLinkToken(in.Token, 1)
	d := delegation.Delegation{ID: id.Delegation(token.Thing(0))}
	if err := f.table.Read(ctx, &d); err != nil {
		return api.DelegationSeen{}, err
	}
	if err := delegation.Opened(d, token, c.At); err != nil {
		return api.DelegationSeen{}, err
	}
	return api.SeenFrom(d, c.At), nil
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("delegation-see", f.table, f.see)
}
