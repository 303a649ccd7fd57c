// Vault-list lists the credentials that the caller sees, by name. The lists only
// find: what is found is judged by where it is now.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) list(ctx context.Context, c identity.Call, in api.VaultList) (api.FiledPage, error) {
	by, err := f.table.Find(ctx, c, in.Organization)
	if err != nil {
		return api.FiledPage{}, err
	}
	audiences, err := f.audiences(ctx, by, in)
	if err != nil {
		return api.FiledPage{}, err
	}
	some, next, err := f.table.VaultOf(ctx, by.Organization, audiences, table.Page(in.Page))
	if err != nil {
		return api.FiledPage{}, err
	}
	found, err := f.table.Places(ctx, by.Organization, some)
	if err != nil {
		return api.FiledPage{}, err
	}
	return api.FiledPage{Items: api.FiledOf(found, by), Next: next}, nil
}

// audiences are by whose lists it is found: one place's, or all of the caller's.
func (f function) audiences(ctx context.Context, by identity.Caller, in api.VaultList) ([]credential.Audience, error) {
	switch {
	case in.Folder != "":
		return []credential.Audience{credential.In(in.Folder)}, nil
	case in.Client != "":
		return []credential.Audience{credential.Audience(in.Client)}, nil
	case in.Owner != "":
		return []credential.Audience{credential.Audience(in.Owner)}, nil
	default:
		return f.table.AudiencesOf(ctx, by)
	}
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("vault-list", f.table, f.list)
}
