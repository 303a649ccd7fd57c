// Member-received lists what a member, or somebody removed, received and may still know (rule C12).
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

func (f function) received(ctx context.Context, c identity.Call, in api.MemberReceived) (api.Received, error) {
	m := identity.Member{Organization: in.Organization, Person: in.Person}
	by, err := f.table.Find(ctx, c, in.Organization, &m)
	if err != nil {
		return api.Received{}, err
	}
	if m.Version == 0 {
		return api.Received{}, fault.Absent("member")
	}
	all, next, err := f.table.ReceivedBy(ctx, by.Organization, m.Person, table.Page(in.Page))
	if err != nil {
		return api.Received{}, err
	}
	lines, err := f.table.Knowing(ctx, by, all)
	if err != nil {
		return api.Received{}, err
	}
	out := api.Received{Items: []api.ReceivedSeen{}, Next: next}
	for _, k := range lines {
		if k.Reported(by) { // what is somebody's own is nobody else's matter, so that a page may be short
			out.Items = append(out.Items, api.ReceivedFrom(k.Received, k.Of))
		}
	}
	return out, nil
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("member-received", f.table, f.received)
}
