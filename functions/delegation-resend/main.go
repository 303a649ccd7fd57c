// Delegation-resend mails a request to its owner again.
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

func (f function) resend(ctx context.Context, c identity.Call, in api.DelegationResend) (api.Resource, error) {
	var facts delegation.Request
	facts.Resource.Organization, facts.Resource.ID, facts.Organization.ID = in.Organization, in.Resource, in.Organization
	by, err := f.table.Find(ctx, c, in.Organization, &facts.Resource, &facts.Organization)
	if err != nil {
		return api.Resource{}, err
	}
	request, err := facts.Found()
	if err != nil {
		return api.Resource{}, err
	}
	if err := f.table.Read(ctx, request...); err != nil {
		return api.Resource{}, err
	}
	r, ch, err := delegation.Resend(by, facts)
	if err != nil {
		return api.Resource{}, err
	}
	out := api.ResourceFrom(r, by, access.Stood{}) // nobody is let in yet
	return out, f.table.Save(ctx, c, ch, out)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("delegation-resend", f.table, f.resend)
}
