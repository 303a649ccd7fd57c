// Share-list says with which partners a credential is shared, and how; or, of what
// another organization shares, how this one has it (rule H3).
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/sharing"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) list(ctx context.Context, c identity.Call, in api.ShareListing) (api.Shares, error) {
	cred := credential.Credential{ID: in.Credential}
	by, err := f.table.Find(ctx, c, in.Organization, &cred)
	if err != nil {
		return api.Shares{}, err
	}
	at, err := f.table.FoundOf(ctx, in.Organization, cred)
	if err != nil {
		return api.Shares{}, err
	}
	var readers []credential.Reader
	if at.Keeps(by) {
		if readers, err = f.table.LentTo(ctx, cred); err != nil {
			return api.Shares{}, err
		}
	}
	all, err := sharing.See(by, at, readers)
	return api.SharesFrom(all, by), err
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("share-list", f.table, f.list)
}
