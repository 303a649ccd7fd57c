// Share-see says how a credential is shared with a partner, as it is amended from there,
// and who there received it, as they may remember it when it is stopped (rules H4, H5).
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/sharing"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

// named is how many of those who received it are named.
const named = 100

func (f function) see(ctx context.Context, c identity.Call, in api.ShareAsk) (api.ShareSeen, error) {
	is := sharing.SharedOf(in.Credential, in.Partner)
	by, err := f.table.Find(ctx, c, in.Organization, is.Wanted()...)
	if err != nil {
		return api.ShareSeen{}, err
	}
	at, err := f.table.FoundOf(ctx, in.Organization, is.Credential)
	if err != nil {
		return api.ShareSeen{}, err
	}
	if err := sharing.SeeOne(by, at, is.Reader); err != nil {
		return api.ShareSeen{}, err
	}
	all, next, err := f.table.ReceiversOf(ctx, in.Credential, in.Partner, table.Page{Limit: named})
	return api.ShareSeenFrom(is.Credential, is.Reader, all, next != ""), err
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("share-see", f.table, f.see)
}
