// Client-list lists the clients whose folders the caller may look into (rule S7).
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) list(ctx context.Context, c identity.Call, in api.ClientList) (api.Clients, error) {
	by, err := f.table.Find(ctx, c, in.Organization)
	if err != nil {
		return api.Clients{}, err
	}
	some, next, err := f.table.ClientsOf(ctx, by.Organization, table.Page(in.Page))
	if err != nil {
		return api.Clients{}, err
	}
	roots := make([]id.Folder, len(some))
	for i, cl := range some {
		roots[i] = cl.Folder
	}
	paths, err := f.table.PathsOf(ctx, by.Organization, roots)
	if err != nil {
		return api.Clients{}, err
	}
	out := api.Clients{Items: []api.Client{}, Next: next}
	for _, cl := range some {
		if paths[cl.Folder].Sees(by) {
			out.Items = append(out.Items, api.ClientFrom(cl))
		}
	}
	return out, nil
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("client-list", f.table, f.list)
}
