// Request-create asks to be let in, or for more time (rules J3, J4, J8). Asking while
// a request waits answers that one.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) create(ctx context.Context, c identity.Call, in api.RequestCreate) (api.Request, error) {
	facts := access.AskingFor(in.Organization, in.Resource, c.Token.Person)
	by, err := f.table.Find(ctx, c, in.Organization, &facts.Resource, &facts.Standing)
	if err != nil {
		return api.Request{}, err
	}
	facts.Assignment, facts.Length, facts.Reason = in.Assignment, in.Length, in.Reason
	if facts.Pending.ID = facts.Standing.Pending; facts.Pending.ID != "" {
		if err := f.table.Read(ctx, &facts.Pending); err != nil {
			return api.Request{}, err
		}
	}
	if needs := facts.Needs(by); needs > 0 {
		if facts.Others, err = f.table.DecidersOf(ctx, facts.Resource, by.Person, needs); err != nil {
			return api.Request{}, err
		}
	}
	q, ch, err := access.AskIn(by, facts)
	if err != nil {
		return api.Request{}, err
	}
	out := api.RequestFrom(q, facts.Resource, by)
	return out, f.table.Save(ctx, c, ch, out)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("request-create", f.table, f.create)
}
