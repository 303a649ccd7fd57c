// Delegation-deny denies a request.
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

func (f function) deny(ctx context.Context, c identity.Call, in api.DelegationDeny) (api.Delegation, error) {
	facts := delegation.Facts{Delegation: delegation.Delegation{ID: in.Delegation}}
	by, err := f.table.Find(ctx, c, in.Organization, &facts.Delegation)
	if err != nil {
		return api.Delegation{}, err
	}
	if err := delegation.MayAnswer(by, facts.Delegation); err != nil {
		return api.Delegation{}, err
	}
	if err := f.table.Read(ctx, facts.Answering()...); err != nil {
		return api.Delegation{}, err
	}
	d, ch, err := delegation.Deny(by, facts, in.Note)
	if err != nil {
		return api.Delegation{}, err
	}
	out := api.DelegationFrom(d, false, c.At)
	return out, f.table.Save(ctx, c, ch, out)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("delegation-deny", f.table, f.deny)
}
