// Delegation-amend changes the end date of a loan, and whether they may see the
// password. The next use is judged by it.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) amend(ctx context.Context, c identity.Call, in api.DelegationAmend) (api.Delegation, error) {
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
	a := delegation.Amending{AllowViewing: in.AllowViewing, Ends: in.Ends, Endless: in.Endless}
	if in.AllowViewing != nil && *in.AllowViewing && facts.Credential.Resource != "" {
		a.Way = access.FactsOf(by.Person, by.Organization, facts.Credential.Resource, facts.Credential.ID)
		if err := f.table.Read(ctx, a.Way.Wanted()...); err != nil {
			return api.Delegation{}, err
		}
	}
	d, ch, err := delegation.Amend(by, facts, a)
	if err != nil {
		return api.Delegation{}, err
	}
	out := api.DelegationFrom(d, facts.Credential.Codes, c.At)
	return out, f.table.Save(ctx, c, ch, out)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("delegation-amend", f.table, f.amend)
}
