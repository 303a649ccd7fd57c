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
	right, err := f.table.Knock(ctx, c, identity.Address(in.Email), in.Password)
	if err != nil {
		return api.SignedIn{}, err
	}
	p := identity.Person{ID: right.Known.Person}
	l := identity.Logins{Person: p.ID}
	if err := f.table.Read(ctx, &p, &l); err != nil {
		return api.SignedIn{}, err
	}
	oldest, full := l.Oldest(c.At)
	if full {
		if err := f.table.Read(ctx, &oldest); err != nil {
			return api.SignedIn{}, err
		}
	}
	done, err := identity.SignIn(c, right, p, l, oldest)
	if err != nil {
		return api.SignedIn{}, err
	}
	return api.SignedInFrom(done, in.Carry), f.table.Save(ctx, c, done.Change, nil)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("session-create", f.table, f.signIn)
}
