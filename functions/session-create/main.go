// Session-create signs in.
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

func (f function) signIn(ctx context.Context, c identity.Call, in api.SessionCreate) (api.SignedIn, error) {
	s := identity.Signin{Address: identity.Address(in.Email)}
	if err := f.table.Read(ctx, &s); err != nil {
		return api.SignedIn{}, err
	}
	p := identity.Person{ID: s.Person} // read for an unknown address too: it costs the same
	if err := f.table.Read(ctx, &p); err != nil {
		return api.SignedIn{}, err
	}
	done, err := identity.SignIn(c, s, p, in.Password)
	if err != nil {
		return api.SignedIn{}, err
	}
	return api.SignedInFrom(done, in.Carry), f.table.Save(ctx, c, done.Change, nil)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("session-create", f.table, f.signIn)
}
