// Viewing-set says which admins may view the managed logins of a resource that are
// others' (rule C5).
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) set(ctx context.Context, c identity.Call, in api.ViewingSet) (api.Viewing, error) {
	r := access.Resource{Organization: in.Organization, ID: in.Resource}
	naming := access.Naming{All: in.All, Admins: make([]identity.Member, len(in.Admins))}
	groups, wanted := identity.GroupsOf(in.Organization, in.Groups)
	for i, p := range in.Admins {
		naming.Admins[i] = identity.Member{Organization: in.Organization, Person: p}
		wanted = append(wanted, &naming.Admins[i])
	}
	by, err := f.table.Find(ctx, c, in.Organization, append(wanted, &r)...)
	if err != nil {
		return api.Viewing{}, err
	}
	naming.Groups = groups
	r, ch, err := access.SetViewing(by, r, naming)
	if err != nil {
		return api.Viewing{}, err
	}
	out := api.ViewingFrom(r, by)
	return out, f.table.Save(ctx, c, ch, out)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("viewing-set", f.table, f.set)
}
