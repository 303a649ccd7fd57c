// Member-leave ends the caller's own membership.
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

func (f function) leave(ctx context.Context, c identity.Call, in api.MemberLeave) (lambdahttp.None, error) {
	facts := identity.RulingOf(in.Organization, c.Token.Person)
	by, err := f.table.Find(ctx, c, in.Organization, facts.Ending()...)
	if err != nil {
		return lambdahttp.None{}, err
	}
	leaves, err := f.table.LeavingOf(ctx, by.Organization, by.Person)
	if err != nil {
		return lambdahttp.None{}, err
	}
	facts.Leaves = leaves.Said()
	ch, err := identity.Leave(by, facts)
	if err != nil {
		return lambdahttp.None{}, err
	}
	return lambdahttp.None{}, f.table.Save(ctx, c, ch, nil)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("member-leave", f.table, f.leave)
}
