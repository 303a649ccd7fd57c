// Request-review is the review that a broken glass owes (rule J12).
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

func (f function) review(ctx context.Context, c identity.Call, in api.RequestReview) (api.Request, error) {
	by, facts, err := f.table.Deciding(ctx, c, in.Organization, in.Request, nil)
	if err != nil {
		return api.Request{}, err
	}
	q, ch, err := access.Review(by, facts, in.Note)
	if err != nil {
		return api.Request{}, err
	}
	out := api.RequestFrom(q, facts.Resource, by)
	return out, f.table.Save(ctx, c, ch, out)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("request-review", f.table, f.review)
}
