// Address-ask mails a code to the address that the caller wants for theirs.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct {
	table *table.Table
	keys  *envelope.Keys
}

func (f function) ask(ctx context.Context, c identity.Call, in api.AddressAsk) (api.CodeMailed, error) {
	before := identity.NewAddress{Person: c.Token.Person}
	taken := identity.Signin{Address: identity.Address(in.Email)}
	by, err := f.table.Find(ctx, c, "", &before, &taken)
	if err != nil {
		return api.CodeMailed{}, err
	}
	if err := identity.MayWant(by, before, in.Email); err != nil {
		return api.CodeMailed{}, err
	}
	right, err := f.table.Knock(ctx, c, identity.Address(by.Email), in.Password)
	if err != nil {
		return api.CodeMailed{}, err
	}
	token, code := identity.NewLinkToken(), identity.NewCode()
	sealed, err := f.keys.SealLink(ctx, string(by.Person), code)
	if err != nil {
		return api.CodeMailed{}, err
	}
	expires := c.At.Add(identity.CodeLife)
	want := identity.NewAddress{Email: in.Email, Link: identity.Link{Hash: token.Hash(), Expires: expires}}
	want.Proof.Code = identity.Code{Hash: token.HashCode(code), Sealed: sealed, Expires: expires}
	ch, err := identity.AskAddress(by, right, before, want, taken)
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
	lambdahttp.Start("address-ask", f.table, f.ask)
}
