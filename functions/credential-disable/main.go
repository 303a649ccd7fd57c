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
	by, found, readers, err := f.table.Written(ctx, c, in.Organization, in.Credential)
	if err != nil {
		return api.CredentialState{}, err
	}
	changed, ch, err := credential.Disable(by, found.Credential, readers)
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
