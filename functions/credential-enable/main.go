// Credential-enable opens a disabled credential again, to whomever the gates let in
// now, and says who that is by assignment or loan (rule C10).
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

func (f function) enable(ctx context.Context, c identity.Call, in api.VaultUse) (api.CredentialState, error) {
	by, found, readers, err := f.table.Written(ctx, c, in.Organization, in.Credential)
	if err != nil {
		return api.CredentialState{}, err
	}
	changed, ch, err := credential.Enable(by, found.Credential, readers)
	if err != nil {
		return api.CredentialState{}, err
	}
	found.Credential = changed
	out := api.CredentialStateFrom(found, readers, by)
	return out, f.table.Save(ctx, c, ch, out)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("credential-enable", f.table, f.enable)
}
