// Delegation-claim claims a request for the account the caller is signed in to.
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
	"github.com/valetkey/valetkey/shared/opening"
	"github.com/valetkey/valetkey/shared/secret"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct {
	table *table.Table
	keys  *envelope.Keys
}

func (f function) claim(ctx context.Context, c identity.Call, in api.DelegationClaim) (api.Claimed, error) {
	token, _ := identity.ParseLinkToken(in.Token, 1)
	d := delegation.Delegation{ID: id.Delegation(token.Thing(0))}
	by, err := f.table.Find(ctx, c, "", &d)
	if err != nil {
		return api.Claimed{}, err
	}
	if err := f.prove(ctx, by, d, token, in.Code); err != nil {
		return api.Claimed{}, err
	}
	if d.OwnerPerson == by.Person {
		return api.Claimed{Organization: d.Owner, Delegation: d.ID}, nil // theirs already
	}
	o, ch, err := opening.Door{Table: f.table, Keys: f.keys}.Home(ctx, by)
	if err != nil {
		return api.Claimed{}, err
	}
	claim, err := delegation.Claim(d, identity.Person{ID: by.Person, Name: by.Name}, o, c.At)
	if err != nil {
		return api.Claimed{}, err
	}
	ch.Add(claim)
	out := api.Claimed{Organization: o.ID, Delegation: d.ID}
	return out, f.table.Save(ctx, c, ch, out)
}

// prove asks for the code from somebody who has not proven to have the asked
// address; a wrong try counts.
func (f function) prove(ctx context.Context, by identity.Caller, d delegation.Delegation, t identity.LinkToken, code secret.Text) error {
	if !delegation.NeedsCode(by, d) {
		return delegation.Opened(d, t, by.At)
	}
	wrong, err := delegation.Prove(by.Call, d, t, code)
	if !wrong {
		return err
	}
	try := by.Call
	try.Repeat = identity.Repeat{} // another try with the same key is another try
	if saved := f.table.Save(ctx, try, delegation.WrongCode(d), nil); saved != nil {
		return saved
	}
	return err
}

func main() {
	f := function{
		table: table.Open(env.AWS("dynamodb"), env.Must("TABLE")),
		keys:  envelope.New(env.AWS("kms"), env.Must("ENVELOPE_KEY")),
	}
	lambdahttp.Start("delegation-claim", f.table, f.claim)
}
