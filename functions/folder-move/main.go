// Folder-move hangs a folder, with all in it, under another or from the top (rule F1).
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) move(ctx context.Context, c identity.Call, in api.FolderMove) (api.Folder, error) {
	by, err := f.table.Find(ctx, c, in.Organization)
	if err != nil {
		return api.Folder{}, err
	}
	tree, err := f.table.TreeOf(ctx, by.Organization) // to see how deep it goes
	if err != nil {
		return api.Folder{}, err
	}
	switch {
	case !tree[in.Folder].Here():
		return api.Folder{}, fault.Absent("folder")
	case in.Parent != "" && !tree[in.Parent].Here():
		return api.Folder{}, fault.BadField("body.parent", "there is no such folder")
	}
	above := filing.PathIn(tree, in.Parent)
	_, deepest := filing.Below(tree, in.Folder)
	moved, ch, err := filing.Move(by, tree[in.Folder], deepest, above)
	if err != nil {
		return api.Folder{}, err
	}
	out := api.FolderFrom(append(filing.Path{moved}, above...), by)
	return out, f.table.Save(ctx, c, ch, out)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("folder-move", f.table, f.move)
}
