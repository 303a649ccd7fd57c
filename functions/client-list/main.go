// Client-list lists the clients whose folders the caller may look into (rule S7).
package main

import (
	"context"
	"slices"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/filing"
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
	all, next, err := table.Shown(table.Page(in.Page), func(p table.Page) ([]filing.Client, string, error) {
		return f.seen(ctx, by, p)
	}, table.AfterClient)
	out := api.Clients{Items: []api.Client{}, Next: next}
	for _, cl := range all {
		out.Items = append(out.Items, api.ClientFrom(cl))
	}
	return out, err
}

// seen is a page of the clients, without those whose folders the caller does not see.
func (f function) seen(ctx context.Context, by identity.Caller, p table.Page) ([]filing.Client, string, error) {
	some, next, err := f.table.ClientsOf(ctx, by.Organization, p)
	if err != nil {
		return nil, "", err
	}
	roots := make([]id.Folder, len(some))
	for i, cl := range some {
		roots[i] = cl.Folder
	}
	paths, err := f.table.PathsOf(ctx, by.Organization, roots)
	return slices.DeleteFunc(some, func(cl filing.Client) bool { return !paths[cl.Folder].Sees(by) }), next, err
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("client-list", f.table, f.list)
}
