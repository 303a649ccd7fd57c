// Folder-create makes a folder, at the top or in another (rules F1, F3).
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

func (f function) create(ctx context.Context, c identity.Call, in api.FolderCreate) (api.Folder, error) {
	groups, wanted := identity.GroupsOf(in.Organization, in.Groups)
	by, err := f.table.Find(ctx, c, in.Organization, wanted...)
	if err != nil {
		return api.Folder{}, err
	}
	above, err := f.table.PathOf(ctx, in.Organization, in.Parent)
	if err != nil {
		return api.Folder{}, err
	}
	if in.Parent != "" && !above[0].Here() {
		return api.Folder{}, fault.BadField("body.parent", "there is no such folder")
	}
	made, ch, err := filing.NewFolder(by, above, in.Name, groups, in.Closed)
	if err != nil {
		return api.Folder{}, err
	}
	out := api.FolderFrom(append(filing.Path{made}, above...), by)
	return out, f.table.Save(ctx, c, ch, out)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("folder-create", f.table, f.create)
}
