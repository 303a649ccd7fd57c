// Member-list lists who is invited and who is a member, or who was one.
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

func (f function) list(ctx context.Context, c identity.Call, in api.MemberList) (api.Members, error) {
	by, err := f.table.Find(ctx, c, in.Organization)
	if err != nil {
		return api.Members{}, err
	}
	which := f.table.MembersOf
	if in.State == "removed" {
		which = f.table.PastMembersOf
	}
	all, next, err := which(ctx, by.Organization, table.Page(in.Page))
	if err != nil {
		return api.Members{}, err
	}
	out := api.Members{Items: []api.Member{}, Next: next}
	for _, b := range all {
		if b.Member.Version == 0 {
			out.Items = append(out.Items, api.InvitedFrom(b.Invitation, c.At))
		} else {
			out.Items = append(out.Items, api.MemberFrom(b.Member))
		}
	}
	return out, nil
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("member-list", f.table, f.list)
}
