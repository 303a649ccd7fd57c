// Folder-list lists the folders that the caller may look into.
package main

import (
	"context"
	"slices"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) list(ctx context.Context, c identity.Call, in api.FolderList) (api.Folders, error) {
	by, err := f.table.Find(ctx, c, in.Organization)
	if err != nil {
		return api.Folders{}, err
	}
	all, next, err := table.Shown(table.Page(in.Page), func(p table.Page) ([]filing.Path, string, error) {
		some, next, err := f.table.FoldersOf(ctx, by.Organization, p)
		return slices.DeleteFunc(some, func(p filing.Path) bool { return !p[0].Here() || !p.Sees(by) }), next, err
	}, table.AfterFolder)
	if err != nil {
		return api.Folders{}, err
	}
	out := api.Folders{Items: []api.Folder{}, Next: next}
	for _, p := range all {
		out.Items = append(out.Items, api.FolderFrom(p, by))
	}
	return out, nil
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("folder-list", f.table, f.list)
}
