// Folder-remove takes an empty folder away. If something comes in meanwhile, it is
// put back.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) remove(ctx context.Context, c identity.Call, in api.FolderRemove) (struct{}, error) {
	by, err := f.table.Find(ctx, c, in.Organization)
	if err != nil {
		return struct{}{}, err
	}
	tree, err := f.table.TreeOf(ctx, by.Organization)
	if err != nil {
		return struct{}{}, err
	}
	filed, _, err := f.table.VaultOf(ctx, by.Organization, []credential.Audience{credential.In(in.Folder)}, table.Page{Limit: 1})
	if err != nil {
		return struct{}{}, err
	}
	ch, err := filing.Remove(by, tree[in.Folder], !filing.Holds(tree, in.Folder) && len(filed) == 0)
	if err != nil {
		return struct{}{}, err
	}
	return struct{}{}, f.table.Save(ctx, c, ch, nil)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("folder-remove", f.table, f.remove)
}
