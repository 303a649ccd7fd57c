// Resource-unassign takes a group or a member off a resource.
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

func (f function) unassign(ctx context.Context, c identity.Call, in api.ResourceUnassign) (lambdahttp.None, error) {
	r := access.Resource{Organization: in.Organization, ID: in.Resource}
	by, err := f.table.Find(ctx, c, in.Organization, &r)
	if err != nil {
		return lambdahttp.None{}, err
	}
	a, _ := r.Assigned(in.Assignment)
	listed := access.Listed{Organization: in.Organization, For: a.For(), Resource: r.ID, Assignment: in.Assignment}
	if err := f.table.Read(ctx, &listed); err != nil {
		return lambdahttp.None{}, err
	}
	ch, err := access.Unassign(by, r, listed, in.Assignment)
	if err != nil {
		return lambdahttp.None{}, err
	}
	return lambdahttp.None{}, f.table.Save(ctx, c, ch, nil)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("resource-unassign", f.table, f.unassign)
}
