// Delegation-join makes the owner's free account with the mailed code, and claims
// the request for it.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/delegation"
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

func (f function) join(ctx context.Context, c identity.Call, in api.DelegationJoin) (api.SignedIn, error) {
	token, _ := identity.ParseLinkToken(in.Token, 1)
	d := delegation.Delegation{ID: id.Delegation(token.Thing(0))}
	if err := f.table.Read(ctx, &d); err != nil {
		return api.SignedIn{}, err
	}
	if err := f.prove(ctx, c, d, token, in.Code); err != nil {
		return api.SignedIn{}, err
	}
	known := identity.Signin{Address: identity.Address(d.Email)}
	if err := f.table.Read(ctx, &known); err != nil {
		return api.SignedIn{}, err
	}
	verifier, err := identity.NewVerifier(in.Password)
	if err != nil {
		return api.SignedIn{}, err
	}
	keys, err := f.keys.Make(ctx, identity.PersonalOrganization(identity.Mint[id.Person](c, 0)))
	if err != nil {
		return api.SignedIn{}, err
	}
	done, err := identity.Welcome(c, in.Name, d.Email, verifier, known, keys)
	if err != nil {
		return api.SignedIn{}, err
	}
	claim, err := delegation.Claim(d, done.Person, done.Organization, c.At)
	if err != nil {
		return api.SignedIn{}, err
	}
	done.Change.Add(claim)
	out := api.SignedInFrom(done, in.Carry)
	out.Delegation = d.ID
	return out, f.table.Save(ctx, c, done.Change, nil)
}

// prove holds the code against the request; a wrong try counts.
func (f function) prove(ctx context.Context, c identity.Call, d delegation.Delegation, t identity.LinkToken, code secret.Text) error {
	wrong, err := delegation.Prove(c, d, t, code)
	if !wrong {
		return err
	}
	if saved := f.table.Save(ctx, c, delegation.WrongCode(d), nil); saved != nil {
		return saved
	}
	return err
}

func main() {
	f := function{
		table: table.Open(env.AWS("dynamodb"), env.Must("TABLE")),
		keys:  envelope.New(env.AWS("kms"), env.Must("ENVELOPE_KEY")),
	}
	lambdahttp.Start("delegation-join", f.table, f.join)
}
