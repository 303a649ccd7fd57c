// Signup-confirm makes the organization of a sign-up whose address is confirmed.
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

func (f function) confirm(ctx context.Context, c identity.Call, in api.SignupConfirm) (api.SignedIn, error) {
	token, _ := identity.ParseLinkToken(in.Token, 1)
	s := identity.Signup{ID: id.Signup(token.Thing(0))}
	if err := f.table.Read(ctx, &s); err != nil {
		return api.SignedIn{}, err
	}
	known := identity.Signin{Address: identity.Address(s.Email)}
	if err := f.table.Read(ctx, &known); err != nil {
		return api.SignedIn{}, err
	}
	done, err := identity.Confirm(c, s, known, token, in.Password, func() (identity.NewKeys, error) {
		return f.keys.Make(ctx, identity.Mint[id.Organization](c, 0))
	})
	if err != nil {
		return api.SignedIn{}, err
	}
	return api.SignedInFrom(done, in.Carry), f.table.Save(ctx, c, done.Change, nil)
}

func main() {
	f := function{
		table: table.Open(env.AWS("dynamodb"), env.Must("TABLE")),
		keys:  envelope.New(env.AWS("kms"), env.Must("ENVELOPE_KEY")),
	}
	lambdahttp.Start("signup-confirm", f.table, f.confirm)
}
