// Policy-set sets how the assignments of a resource open.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) set(ctx context.Context, c identity.Call, in api.PolicySet) (api.Policies, error) {
	r := access.Resource{Organization: in.Organization, ID: in.Resource}
	by, err := f.table.Find(ctx, c, in.Organization, &r)
	if err != nil {
		return api.Policies{}, err
	}
	r, ch, err := access.SetPolicy(by, r, access.Policy(in.Policy))
	if err != nil {
		return api.Policies{}, err
	}
	void, err := f.table.VoidOf(ctx, r)
	if err != nil {
		return api.Policies{}, err
	}
	out := api.PoliciesFrom(r, void)
	return out, f.table.Save(ctx, c, ch, out)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("policy-set", f.table, f.set)
}
