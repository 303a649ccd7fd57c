// Credential-disable closes a credential to everybody, here and where it is lent, and
// says who had the use of it (rule C10). Nothing of it is lost.
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

func (f function) disable(ctx context.Context, c identity.Call, in api.VaultUse) (api.CredentialState, error) {
	cred := credential.Credential{ID: in.Credential}
	by, err := f.table.Find(ctx, c, in.Organization, &cred)
	if err != nil {
		return api.CredentialState{}, err
	}
	if err := credential.MayWrite(by, cred); err != nil {
		return api.CredentialState{}, f.table.Told(ctx, by, cred, err)
	}
	found, err := f.table.FoundOf(ctx, by.Organization, cred)
	if err != nil {
		return api.CredentialState{}, err
	}
	readers, err := f.table.LentTo(ctx, cred)
	if err != nil {
		return api.CredentialState{}, err
	}
	changed, ch, err := credential.Disable(by, cred, readers)
	if err != nil {
		return api.CredentialState{}, err
	}
	found.Credential = changed
	out := api.CredentialStateFrom(found, readers, by)
	return out, f.table.Save(ctx, c, ch, out)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("credential-disable", f.table, f.disable)
}
