// Request-queue lists what waits for the caller's decision or review, or was
// decided, newest first (rule J6).
package main

import (
	"context"
	"maps"
	"slices"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/id"
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
	resources := map[id.Resource]access.Resource{}
	all, next, err := table.Shown(table.Page(in.Page), func(p table.Page) ([]access.Request, string, error) {
		some, next, err := f.table.QueueOf(ctx, by.Organization, access.Bodies(by), open, p)
		if err != nil {
			return nil, "", err
		}
		found, err := f.table.ResourcesIn(ctx, by.Organization, some)
		maps.Copy(resources, found)
		// A queue only finds: what its reader may not decide as of now is not shown.
		return slices.DeleteFunc(some, func(q access.Request) bool {
			return !access.MayDecide(found[q.Resource], q, by.Membership()) || q.Waits(c.At) != open
		}), next, err
	}, func(q access.Request) string { return table.AfterQueued(q, open) })
	out := api.Requests{Items: []api.Request{}, Next: next}
	for _, q := range all {
		out.Items = append(out.Items, api.RequestFrom(q, resources[q.Resource], by))
	}
	return out, err
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("request-queue", f.table, f.queue)
}
