// Request-queue lists what waits for the caller's decision or review, or was
// decided, newest first (rule J6).
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

func (f function) queue(ctx context.Context, c identity.Call, in api.RequestQueue) (api.Requests, error) {
	by, err := f.table.Find(ctx, c, in.Organization)
	if err != nil {
		return api.Requests{}, err
	}
	open := in.State != "done"
	all, next, err := f.table.QueueOf(ctx, by.Organization, access.Bodies(by), open, table.Page(in.Page))
	if err != nil {
		return api.Requests{}, err
	}
	resources, err := f.table.ResourcesIn(ctx, by.Organization, all)
	if err != nil {
		return api.Requests{}, err
	}
	out := api.Requests{Items: []api.Request{}, Next: next}
	for _, q := range all {
		// A queue only finds: what its reader may not decide as of now is not shown.
		if r := resources[q.Resource]; access.MayDecide(r, q, by.Membership()) && q.Waits(c.At) == open {
			out.Items = append(out.Items, api.RequestFrom(q, r, by))
		}
	}
	return out, nil
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("request-queue", f.table, f.queue)
}
