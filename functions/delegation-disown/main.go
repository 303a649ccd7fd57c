// Delegation-disown is for an owner who says "I do not know them": it ends all
// that waits from there to their address. What they share already stays shared.
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

func (f function) disown(ctx context.Context, c identity.Call, in api.DelegationDisown) (api.Delegation, error) {
	d := delegation.Delegation{ID: in.Delegation}
	by, err := f.table.Find(ctx, c, in.Organization, &d)
	if err != nil {
		return api.Delegation{}, err
	}
	if err := delegation.MayDisown(by, d); err != nil {
		return api.Delegation{}, err
	}
	facts, err := f.table.Disowning(ctx, d)
	if err != nil {
		return api.Delegation{}, err
	}
	d, ch, err := delegation.Disown(by, facts)
	if err != nil {
		return api.Delegation{}, err
	}
	out := api.DelegationFrom(d, false, c.At)
	return out, f.table.Save(ctx, c, ch, out)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("delegation-disown", f.table, f.disown)
}
