// Signup-create keeps a sign-up until its mail is confirmed. Whether the address is
// known already changes neither the answer nor what it costs.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/secret"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct {
	table *table.Table
	keys  *envelope.Keys
}

func (f function) create(ctx context.Context, c identity.Call, in api.SignupCreate) (api.Accepted, error) {
	address := identity.Address(in.Email)
	if address == "" {
		return api.Accepted{}, identity.BadAddress("body.email", in.Email)
	}
	known := identity.Signin{Address: address}
	knocks := identity.NewKnocking(address, c.From)
	if err := f.table.Read(ctx, append(knocks.Wanted(), &known)...); err != nil {
		return api.Accepted{}, err
	}
	verifier, err := identity.NewVerifier(in.Password)
	if err != nil {
		return api.Accepted{}, err
	}
	s := identity.Signup{
		ID: identity.Mint[id.Signup](c, 0), Organization: in.Organization, Name: in.Name, Email: in.Email, Verifier: verifier,
	}
	token := identity.NewLinkToken(string(s.ID))
	sealed, err := f.keys.SealLink(ctx, string(s.ID), secret.Text(token.Reveal()))
	if err != nil {
		return api.Accepted{}, err
	}
	s.Link = identity.Link{Hash: token.Hash(), Sealed: sealed, Expires: c.At.Add(identity.SignupLife)}
	ch, err := identity.SignUp(c, s, known, knocks)
	if err != nil {
		return api.Accepted{}, err
	}
	return api.Accepted{Message: "Look into your mailbox: the link in the mail goes on."}, f.table.Save(ctx, c, ch, nil)
}

func main() {
	f := function{
		table: table.Open(env.AWS("dynamodb"), env.Must("TABLE")),
		keys:  envelope.New(env.AWS("kms"), env.Must("ENVELOPE_KEY")),
	}
	lambdahttp.Start("signup-create", f.table, f.create)
}
