// Password-change changes the caller's password.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) change(ctx context.Context, c identity.Call, in api.PasswordChange) (lambdahttp.None, error) {
	r := identity.Repassword{Old: in.Password, New: in.NewPassword, Logins: identity.Logins{Person: c.Token.Person}}
	by, err := f.table.Find(ctx, c, "", &r.Logins)
	if err != nil {
		return lambdahttp.None{}, err
	}
	if err := r.Good(); err != nil {
		return lambdahttp.None{}, err
	}
	if r.Right, err = f.table.Knock(ctx, c, identity.Address(by.Email), in.Password); err != nil {
		return lambdahttp.None{}, err
	}
	if r.Sessions, err = f.table.SessionsOf(ctx, r.Logins); err != nil {
		return lambdahttp.None{}, err
	}
	ch, err := identity.ChangePassword(by, r)
	if err != nil {
		return lambdahttp.None{}, err
	}
	return lambdahttp.None{}, f.table.Save(ctx, c, ch, nil)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("password-change", f.table, f.change)
}
