// Request-see shows one request, who may decide it and what happened to it.
package main

import (
	"context"
	"slices"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

// deciders is how many of those who may decide are named at most.
const deciders = 50

func (f function) see(ctx context.Context, c identity.Call, in api.RequestSee) (api.RequestDetail, error) {
	q := access.Request{ID: in.Request}
	by, err := f.table.Find(ctx, c, in.Organization, &q)
	if err != nil {
		return api.RequestDetail{}, err
	}
	r := access.Resource{Organization: by.Organization, ID: q.Resource}
	if q.Version != 0 {
		if err := f.table.Read(ctx, &r); err != nil {
			return api.RequestDetail{}, err
		}
	}
	if !q.Sees(by, r) {
		return api.RequestDetail{}, fault.Absent("request")
	}
	out := api.RequestDetail{Request: api.RequestFrom(q, r, by), Deciders: []string{}}
	if q.Waits(c.At) {
		all, err := f.table.DecidersOf(ctx, r, q.Person, deciders)
		if err != nil {
			return api.RequestDetail{}, err
		}
		for _, m := range all {
			out.Deciders = append(out.Deciders, m.Name)
		}
		slices.Sort(out.Deciders)
	}
	steps, err := f.table.StepsOf(ctx, q.ID)
	out.Timeline = api.TimelineFrom(steps, by)
	return out, err
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("request-see", f.table, f.see)
}
