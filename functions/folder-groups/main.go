// Folder-groups says whom a folder is for (rule F3). It holds at once for all that is
// in it; that it is found by whom it is for now is a chore.
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

func (f function) regroup(ctx context.Context, c identity.Call, in api.FolderGroups) (api.Folder, error) {
	groups, wanted := identity.GroupsOf(in.Organization, in.Groups)
	by, err := f.table.Find(ctx, c, in.Organization, wanted...)
	if err != nil {
		return api.Folder{}, err
	}
	p, err := f.table.PathOf(ctx, by.Organization, in.Folder)
	if err != nil {
		return api.Folder{}, err
	}
	changed, ch, err := filing.Regroup(by, p, groups, in.Closed)
	if err != nil {
		return api.Folder{}, err
	}
	out := api.FolderFrom(append(filing.Path{changed}, p[1:]...), by)
	return out, f.table.Save(ctx, c, ch, out)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("folder-groups", f.table, f.regroup)
}
