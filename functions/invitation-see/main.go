// Invitation-see shows what a mailed invitation is about.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) see(ctx context.Context, c identity.Call, in api.LinkLook) (api.InvitationSeen, error) {
	token, _ := identity.ParseLinkToken(in.Token, 2)
	inv := identity.Invitation{Organization: id.Organization(token.Thing(0)), ID: id.Invitation(token.Thing(1))}
	if err := f.table.Read(ctx, &inv); err != nil {
		return api.InvitationSeen{}, err
	}
	if err := identity.Invited(c, inv, token); err != nil {
		return api.InvitationSeen{}, err
	}
	known := identity.Signin{Address: identity.Address(inv.Email)}
	if err := f.table.Read(ctx, &known); err != nil {
		return api.InvitationSeen{}, err
	}
	return api.InvitationSeen{
		Organization: inv.OrganizationName, By: inv.Inviter(), Email: inv.Email, Role: string(inv.Role),
		Expires: inv.Link.Expires, Known: known.Version != 0,
	}, nil
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("invitation-see", f.table, f.see)
}
