// Member-share says whether a member may share with other organizations (rule H1).
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

func (f function) share(ctx context.Context, c identity.Call, in api.MemberShare) (api.Member, error) {
	facts := identity.RulingOf(in.Organization, in.Person)
	by, err := f.table.Find(ctx, c, in.Organization, facts.Wanted()...)
	if err != nil {
		return api.Member{}, err
	}
	m, ch, err := identity.LetShare(by, facts, in.MayShare)
	if err != nil {
		return api.Member{}, err
	}
	out := api.MemberFrom(m)
	return out, f.table.Save(ctx, c, ch, out)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("member-share", f.table, f.share)
}
