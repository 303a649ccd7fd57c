// Person-me says who is signed in, and where they are members.
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

func (f function) me(ctx context.Context, c identity.Call, _ api.Empty) (api.Me, error) {
	by, err := f.table.Find(ctx, c, "")
	if err != nil {
		return api.Me{}, err
	}
	all, err := f.table.BelongingsOf(ctx, by.Person)
	if err != nil {
		return api.Me{}, err
	}
	out := api.Me{
		Person:      api.PersonSummary{ID: by.Person, Name: by.Name, Email: by.Email},
		Memberships: []api.Membership{}, Ends: by.Session.Ends, Idles: by.Session.Idles,
	}
	for _, b := range all {
		out.Memberships = append(out.Memberships, api.Membership{
			Organization: b.Organization, Name: b.Name, Kind: string(b.Kind), Role: string(b.Role), Suspended: b.Suspended,
		})
	}
	return out, nil
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("person-me", f.table, f.me)
}
