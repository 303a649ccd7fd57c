// Session-end-one signs out one of the caller's sessions.
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

func (f function) end(ctx context.Context, c identity.Call, in api.SessionEndOne) (lambdahttp.None, error) {
	l := identity.Logins{Person: c.Token.Person}
	s := identity.Session{Person: c.Token.Person, ID: in.Session}
	by, err := f.table.Find(ctx, c, "", &l, &s)
	if err != nil {
		return lambdahttp.None{}, err
	}
	ch, err := identity.EndOne(by, s, l)
	if err != nil {
		return lambdahttp.None{}, err
	}
	return lambdahttp.None{}, f.table.Save(ctx, c, ch, nil)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("session-end-one", f.table, f.end)
}
