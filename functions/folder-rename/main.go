// Folder-rename gives a folder another name.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) rename(ctx context.Context, c identity.Call, in api.FolderRename) (api.Folder, error) {
	by, err := f.table.Find(ctx, c, in.Organization)
	if err != nil {
		return api.Folder{}, err
	}
	p, err := f.table.PathOf(ctx, by.Organization, in.Folder)
	if err != nil {
		return api.Folder{}, err
	}
	changed, ch, err := filing.Rename(by, p[0], in.Name)
	if err != nil {
		return api.Folder{}, err
	}
	out := api.FolderFrom(append(filing.Path{changed}, p[1:]...), by)
	return out, f.table.Save(ctx, c, ch, out)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("folder-rename", f.table, f.rename)
}
