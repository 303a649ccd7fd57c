// Approvers-set says which groups may decide requests for a resource.
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

func (f function) set(ctx context.Context, c identity.Call, in api.ApproversSet) (api.Policies, error) {
	r := access.Resource{Organization: in.Organization, ID: in.Resource}
	groups, wanted := identity.GroupsOf(in.Organization, in.Groups)
	by, err := f.table.Find(ctx, c, in.Organization, append(wanted, &r)...)
	if err != nil {
		return api.Policies{}, err
	}
	r, ch, err := access.SetApprovers(by, r, groups)
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
	lambdahttp.Start("approvers-set", f.table, f.set)
}
