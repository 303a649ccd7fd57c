// Group-add puts a member into a group.
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

func (f function) add(ctx context.Context, c identity.Call, in api.GroupAdd) (api.Group, error) {
	g := identity.Group{Organization: in.Organization, ID: in.Group}
	m := identity.Member{Organization: in.Organization, Person: in.Person}
	by, err := f.table.Find(ctx, c, in.Organization, &g, &m)
	if err != nil {
		return api.Group{}, err
	}
	carries := 0
	if m.Person == by.Person { // whether it is own access (rule G2)
		if carries, err = f.table.ListedFor(ctx, in.Organization, string(g.ID)); err != nil {
			return api.Group{}, err
		}
	}
	g, ch, err := identity.AddToGroup(by, g, m, carries > 0)
	if err != nil {
		return api.Group{}, err
	}
	out := api.GroupFrom(g)
	return out, f.table.Save(ctx, c, ch, out)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("group-add", f.table, f.add)
}
