// Session-end-all signs out everywhere, or everywhere else.
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

func (f function) end(ctx context.Context, c identity.Call, in api.SessionEndAll) (lambdahttp.None, error) {
	l := identity.Logins{Person: c.Token.Person}
	by, err := f.table.Find(ctx, c, "", &l)
	if err != nil {
		return lambdahttp.None{}, err
	}
	all, err := f.table.SessionsOf(ctx, l)
	if err != nil {
		return lambdahttp.None{}, err
	}
	return lambdahttp.None{}, f.table.Save(ctx, c, identity.EndAll(by, l, all, in.KeepThis), nil)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("session-end-all", f.table, f.end)
}
