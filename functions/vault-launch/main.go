// Vault-launch signs the caller in with a credential at its own address, where its
// folder or its resource allows, once the use is on record (rules G4, G5, G6).
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/opening"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ door opening.Door }

func (f function) launch(ctx context.Context, c identity.Call, in api.VaultUse) (api.Fill, error) {
	o, err := f.door.Open(ctx, c, api.CredentialUse{Organization: in.Organization, Credential: in.Credential}, credential.Use)
	if err != nil {
		return api.Fill{}, err
	}
	return api.Fill{
		Address: o.Address, Username: o.Username, Secret: o.Plain.Secret.Reveal(), Code: o.Code, CodeEnds: o.CodeEnds, Version: o.Number,
	}, nil
}

func main() {
	f := function{door: opening.Door{
		Table: table.Open(env.AWS("dynamodb"), env.Must("TABLE")),
		Keys:  envelope.New(env.AWS("kms"), env.Must("ENVELOPE_KEY")),
	}}
	lambdahttp.Start("vault-launch", f.door.Table, f.launch)
}
