// Member-leaving says what a member would leave behind if they were removed now
// (rule C14): their unmanaged logins, to be requested first. Of what is personal it
// knows nothing: it looks at a list on which that is not.
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

func (f function) leaving(ctx context.Context, c identity.Call, in api.MemberLeaving) (api.Leaving, error) {
	m := identity.Member{Organization: in.Organization, Person: in.Person}
	by, err := f.table.Find(ctx, c, in.Organization, &m)
	if err != nil {
		return api.Leaving{}, err
	}
	if !m.Here() {
		return api.Leaving{}, fault.Absent("member")
	}
	all, err := f.table.LeavingOf(ctx, by.Organization, m.Person)
	if err != nil {
		return api.Leaving{}, err
	}
	some := all.Unmanaged[:min(len(all.Unmanaged), api.LeavingShown)]
	found, err := f.table.Places(ctx, by.Organization, some)
	if err != nil {
		return api.Leaving{}, err
	}
	asked, err := f.table.AskedFor(ctx, some)
	if err != nil {
		return api.Leaving{}, err
	}
	return api.LeavingFrom(m, all, found, asked, c.At), nil
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("member-leaving", f.table, f.leaving)
}
