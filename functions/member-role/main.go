// Member-role gives a member another role.
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

func (f function) role(ctx context.Context, c identity.Call, in api.MemberRole) (api.Member, error) {
	facts := identity.RulingOf(in.Organization, in.Person)
	by, err := f.table.Find(ctx, c, in.Organization, facts.Wanted()...)
	if err != nil {
		return api.Member{}, err
	}
	m, ch, err := identity.SetRole(by, facts, identity.Role(in.Role))
	if err != nil {
		return api.Member{}, err
	}
	out := api.MemberFrom(m)
	return out, f.table.Save(ctx, c, ch, out)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("member-role", f.table, f.role)
}
