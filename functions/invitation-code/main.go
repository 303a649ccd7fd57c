// Invitation-code mails the code that proves the invited address.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct {
	table *table.Table
	keys  *envelope.Keys
}

func (f function) code(ctx context.Context, c identity.Call, in api.LinkLook) (api.Accepted, error) {
	token, _ := identity.ParseLinkToken(in.Token, 2)
	inv := identity.Invitation{Organization: id.Organization(token.Thing(0)), ID: id.Invitation(token.Thing(1))}
	if err := f.table.Read(ctx, &inv); err != nil {
		return api.Accepted{}, err
	}
	if err := identity.Invited(c, inv, token); err != nil {
		return api.Accepted{}, err // before anything is asked of KMS
	}
	code := identity.NewCode()
	sealed, err := f.keys.SealLink(ctx, string(inv.ID), code)
	if err != nil {
		return api.Accepted{}, err
	}
	ch, err := identity.SendInvitationCode(c, inv, token, identity.Code{
		Hash: token.HashCode(code), Sealed: sealed, Expires: c.At.Add(identity.CodeLife),
	})
	if err != nil {
		return api.Accepted{}, err
	}
	return api.Accepted{Message: "A code is on its way to " + identity.HalfHidden(inv.Email) + "."}, f.table.Save(ctx, c, ch, nil)
}

func main() {
	f := function{
		table: table.Open(env.AWS("dynamodb"), env.Must("TABLE")),
		keys:  envelope.New(env.AWS("kms"), env.Must("ENVELOPE_KEY")),
	}
	lambdahttp.Start("invitation-code", f.table, f.code)
}
