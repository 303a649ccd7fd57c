// Delegation-unknown is for somebody without an account who says "I do not know
// them": the link names the request, and the mailed code proves the address. The
// link alone decides nothing (promise 6).
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/secret"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) unknown(ctx context.Context, c identity.Call, in api.DelegationUnknown) (api.DelegationSeen, error) {
	token, _ := identity.ParseLinkToken(in.Token, 1)
	d := delegation.Delegation{ID: id.Delegation(token.Thing(0))}
	if err := f.table.Read(ctx, &d); err != nil {
		return api.DelegationSeen{}, err
	}
	if err := f.prove(ctx, c, d, token, in.Code); err != nil {
		return api.DelegationSeen{}, err
	}
	facts, err := f.table.Disowning(ctx, d)
	if err != nil {
		return api.DelegationSeen{}, err
	}
	d, ch, err := delegation.DisownProven(c, facts)
	if err != nil {
		return api.DelegationSeen{}, err
	}
	return api.SeenFrom(d, c.At), f.table.Save(ctx, c, ch, nil)
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
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("delegation-unknown", f.table, f.unknown)
}
