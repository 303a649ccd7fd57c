// Address-confirm moves the caller to their new mail address.
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

func (f function) confirm(ctx context.Context, c identity.Call, in api.AddressConfirm) (lambdahttp.None, error) {
	m := identity.Moving{Code: in.Code}
	m.Token, _ = identity.ParseLinkToken(in.Token, 0)
	m.Want.Person, m.Person.ID = c.Token.Person, c.Token.Person
	by, err := f.table.Find(ctx, c, "", &m.Want, &m.Person)
	if err != nil {
		return lambdahttp.None{}, err
	}
	m.Old.Address, m.New.Address = identity.Address(by.Email), identity.Address(m.Want.Email)
	if err := f.table.Read(ctx, &m.Old, &m.New); err != nil {
		return lambdahttp.None{}, err
	}
	ch, err := identity.ConfirmAddress(by, m)
	if err != nil {
		return lambdahttp.None{}, f.table.Count(ctx, c, err)
	}
	return lambdahttp.None{}, f.table.Save(ctx, c, ch, nil)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("address-confirm", f.table, f.confirm)
}
