// Delegation-list lists what an owner was asked for and what they lend.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) list(ctx context.Context, c identity.Call, in api.DelegationList) (api.Delegations, error) {
	by, err := f.table.Find(ctx, c, in.Organization)
	if err != nil {
		return api.Delegations{}, err
	}
	all, next, err := f.table.DelegationsOf(ctx, by.Organization, table.Page(in.Page))
	if err != nil {
		return api.Delegations{}, err
	}
	lent, err := f.logins(ctx, all)
	if err != nil {
		return api.Delegations{}, err
	}
	out := api.Delegations{Items: []api.Delegation{}, Next: next}
	for i, d := range all {
		out.Items = append(out.Items, api.DelegationFrom(d, lent[i].Codes, c.At))
	}
	return out, nil
}

// logins reads what is lent by each of them, without anything sealed; the zero
// value where nothing is.
func (f function) logins(ctx context.Context, all []delegation.Delegation) ([]credential.Credential, error) {
	out := make([]credential.Credential, len(all))
	var wanted []change.Record
	for i, d := range all {
		if out[i].ID = d.Credential; d.Credential != "" {
			wanted = append(wanted, &out[i])
		}
	}
	return out, f.table.Read(ctx, wanted...)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("delegation-list", f.table, f.list)
}
