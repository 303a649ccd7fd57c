// Client-rename gives a client, and their folder, another name.
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

func (f function) rename(ctx context.Context, c identity.Call, in api.ClientRename) (api.Client, error) {
	cl := filing.Client{Organization: in.Organization, ID: in.Client}
	by, err := f.table.Find(ctx, c, in.Organization, &cl)
	if err != nil {
		return api.Client{}, err
	}
	root := filing.Folder{Organization: by.Organization, ID: cl.Folder}
	if err := f.table.Read(ctx, &root); err != nil {
		return api.Client{}, err
	}
	changed, ch, err := filing.RenameClient(by, cl, root, in.Name)
	if err != nil {
		return api.Client{}, err
	}
	out := api.ClientFrom(changed)
	return out, f.table.Save(ctx, c, ch, out)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("client-rename", f.table, f.rename)
}
