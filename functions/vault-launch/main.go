// Vault-launch signs the caller in with a credential at its own address, where its
// folder or its resource allows: with a ticket for the extension that fills it in,
// once the use is on record (rules G4, G5, G6).
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/opening"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ door opening.Door }

func (f function) launch(ctx context.Context, c identity.Call, in api.VaultUse) (api.Launched, error) {
	return f.door.Launch(ctx, c, api.CredentialUse{Organization: in.Organization, Credential: in.Credential})
}

func main() {
	f := function{door: opening.Door{Table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}}
	lambdahttp.Start("vault-launch", f.door.Table, f.launch)
}
