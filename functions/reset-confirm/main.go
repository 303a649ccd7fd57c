// Reset-confirm gives somebody who forgot their password a new one.
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

func (f function) confirm(ctx context.Context, c identity.Call, in api.ResetConfirm) (lambdahttp.None, error) {
	token, _ := identity.ParseLinkToken(in.Token, 1)
	r := identity.Resetting{Token: token, Code: in.Code, Password: in.Password}
	r.Reset.ID = id.Reset(token.Thing(0))
	if err := f.table.Read(ctx, &r.Reset); err != nil {
		return lambdahttp.None{}, err
	}
	// Of an address without an account, nobody's are read: it costs the same.
	r.Known.Address, r.Person.ID, r.Logins.Person = r.Reset.Address, r.Reset.Person, r.Reset.Person
	guard := identity.NewGuard(r.Reset.Address, c.From)
	r.Near, r.All = guard.Near, guard.All
	if err := f.table.Read(ctx, &r.Known, &r.Person, &r.Logins, &r.Near, &r.All); err != nil {
		return lambdahttp.None{}, err
	}
	err := r.Right(c)
	if err != nil {
		return lambdahttp.None{}, f.table.Count(ctx, c, err)
	}
	if r.Sessions, err = f.table.SessionsOf(ctx, r.Logins); err != nil {
		return lambdahttp.None{}, err
	}
	ch, err := identity.ConfirmReset(c, r)
	if err != nil {
		return lambdahttp.None{}, err
	}
	return lambdahttp.None{}, f.table.Save(ctx, c, ch, nil)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("reset-confirm", f.table, f.confirm)
}
