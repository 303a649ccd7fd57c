// Reset-create mails a code for a new password to an address, if it has an account.
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

func (f function) create(ctx context.Context, c identity.Call, in api.ResetCreate) (api.CodeMailed, error) {
	address := identity.Address(in.Email)
	if address == "" {
		return api.CodeMailed{}, identity.BadAddress("body.email", in.Email)
	}
	known, knocks := identity.Signin{Address: address}, identity.NewKnocking(address, c.From)
	if err := f.table.Read(ctx, append(knocks.Wanted(), &known)...); err != nil {
		return api.CodeMailed{}, err
	}
	r := identity.Reset{ID: identity.Mint[id.Reset](c, 0)}
	token, code := identity.NewLinkToken(string(r.ID)), identity.NewCode()
	sealed, err := f.keys.SealLink(ctx, string(r.ID), code)
	if err != nil {
		return api.CodeMailed{}, err
	}
	expires := c.At.Add(identity.CodeLife)
	r.Link = identity.Link{Hash: token.Hash(), Expires: expires}
	ch, err := identity.AskReset(c, r, identity.Code{Hash: token.HashCode(code), Sealed: sealed, Expires: expires}, known, knocks)
	if err != nil {
		return api.CodeMailed{}, err
	}
	return api.CodeMailed{Token: token.Reveal(), Expires: expires}, f.table.Save(ctx, c, ch, nil)
}

func main() {
	f := function{
		table: table.Open(env.AWS("dynamodb"), env.Must("TABLE")),
		keys:  envelope.New(env.AWS("kms"), env.Must("ENVELOPE_KEY")),
	}
	lambdahttp.Start("reset-create", f.table, f.create)
}
