// Request-break breaks the glass: it opens at once, in need and loudly (rule J12).
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

func (f function) breakGlass(ctx context.Context, c identity.Call, in api.RequestBreak) (api.Request, error) {
	facts := access.AskingFor(in.Organization, in.Resource, c.Token.Person)
	by, err := f.table.Find(ctx, c, in.Organization, &facts.Resource, &facts.Standing)
	if err != nil {
		return api.Request{}, err
	}
	facts.Assignment, facts.Length, facts.Reason = in.Assignment, in.Length, in.Reason
	q, ch, err := access.BreakGlass(by, facts)
	if err != nil {
		return api.Request{}, err
	}
	out := api.RequestFrom(q, facts.Resource, by)
	return out, f.table.Save(ctx, c, ch, out)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("request-break", f.table, f.breakGlass)
}
