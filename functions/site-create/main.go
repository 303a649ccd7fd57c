// Site-create adds a client as a site: an organization of its own, which is closed
// until client sign-in is enabled (rules S1, S7).
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/sharing"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct {
	table *table.Table
	keys  *envelope.Keys
}

func (f function) create(ctx context.Context, c identity.Call, in api.SiteCreate) (api.Site, error) {
	asks := delegation.Asks{Organization: in.Organization}
	n := sharing.Founding{Name: in.Name, Exists: in.Client != "", Client: filing.Client{Organization: in.Organization, ID: in.Client}}
	var wanted []change.Record
	n.Groups, wanted = identity.GroupsOf(in.Organization, in.Groups)
	if n.Exists {
		wanted = append(wanted, &n.Client)
	}
	by, err := f.table.Find(ctx, c, in.Organization, append(wanted, &asks)...)
	if err != nil {
		return api.Site{}, err
	}
	site, _, ch, err := sharing.New(by, n, func() (identity.NewKeys, error) {
		return f.keys.Make(ctx, identity.Mint[id.Organization](c, 0))
	})
	if err != nil {
		return api.Site{}, err
	}
	if ch, err = asks.Founds(by.Home(), c.At, ch); err != nil {
		return api.Site{}, err
	}
	out := api.SiteFrom(site)
	return out, f.table.Save(ctx, c, ch, out)
}

func main() {
	f := function{
		table: table.Open(env.AWS("dynamodb"), env.Must("TABLE")),
		keys:  envelope.New(env.AWS("kms"), env.Must("ENVELOPE_KEY")),
	}
	lambdahttp.Start("site-create", f.table, f.create)
}
