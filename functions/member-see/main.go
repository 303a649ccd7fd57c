// Member-see shows one member, and what removing them would end.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

// most is up to how many received credentials are counted.
const most = 1000

func (f function) see(ctx context.Context, c identity.Call, in api.MemberSee) (api.MemberDetail, error) {
	m := identity.Member{Organization: in.Organization, Person: in.Person}
	roster := identity.Roster{Organization: in.Organization}
	by, err := f.table.Find(ctx, c, in.Organization, &m, &roster)
	if err != nil {
		return api.MemberDetail{}, err
	}
	if m.Version == 0 {
		return api.MemberDetail{}, fault.Absent("member")
	}
	assigned, err := f.table.ListedFor(ctx, by.Organization, string(m.Person))
	if err != nil {
		return api.MemberDetail{}, err
	}
	known, _, err := f.table.KnownBy(ctx, by.Organization, m.Person, table.Page{Limit: most})
	if err != nil {
		return api.MemberDetail{}, err
	}
	out := api.MemberDetailFrom(m, roster)
	out.Assignments, out.Received = assigned, len(known)
	return out, nil
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("member-see", f.table, f.see)
}
