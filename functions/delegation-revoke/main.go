// Delegation-revoke takes a loan back, at once and for everybody there.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) revoke(ctx context.Context, c identity.Call, in api.DelegationRevoke) (api.Delegation, error) {
	facts := delegation.Facts{Delegation: delegation.Delegation{ID: in.Delegation}}
	by, err := f.table.Find(ctx, c, in.Organization, &facts.Delegation)
	if err != nil {
		return api.Delegation{}, err
	}
	if err := delegation.MayRevoke(by, facts.Delegation); err != nil {
		return api.Delegation{}, err
	}
	if err := f.table.Read(ctx, append(facts.AskingSide(), facts.Lent()...)...); err != nil {
		return api.Delegation{}, err
	}
	d, ch, err := delegation.Revoke(by, facts)
	if err != nil {
		return api.Delegation{}, err
	}
	out := api.DelegationFrom(d, facts.Credential.Codes, c.At)
	return out, f.table.Save(ctx, c, ch, out)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("delegation-revoke", f.table, f.revoke)
}
