// Session-list shows where the caller is signed in.
package main

import (
	"context"
	"slices"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) list(ctx context.Context, c identity.Call, _ api.Empty) (api.Sessions, error) {
	l := identity.Logins{Person: c.Token.Person}
	by, err := f.table.Find(ctx, c, "", &l)
	if err != nil {
		return api.Sessions{}, err
	}
	all, err := f.table.SessionsOf(ctx, l)
	if err != nil {
		return api.Sessions{}, err
	}
	out := api.Sessions{Items: []api.SessionSeen{}}
	for _, s := range slices.Backward(all) { // newest first
		if s.Open(c.At) {
			out.Items = append(out.Items, api.SessionSeenFrom(s, by))
		}
	}
	return out, nil
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("session-list", f.table, f.list)
}
