// Group-drop takes a member out of a group.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) drop(ctx context.Context, c identity.Call, in api.GroupDrop) (api.Group, error) {
	g := identity.Group{Organization: in.Organization, ID: in.Group}
	m := identity.Member{Organization: in.Organization, Person: in.Person}
	by, err := f.table.Find(ctx, c, in.Organization, &g, &m)
	if err != nil {
		return api.Group{}, err
	}
	g, ch, err := identity.DropFromGroup(by, g, m)
	if err != nil {
		return api.Group{}, err
	}
	out := api.GroupFrom(g)
	return out, f.table.Save(ctx, c, ch, out)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("group-drop", f.table, f.drop)
}
