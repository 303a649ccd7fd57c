// Credential-reveal shows a credential to a person, where its mode allows, once
// the reveal is on record (rule C11).
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/opening"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ door opening.Door }

func (f function) reveal(ctx context.Context, c identity.Call, in api.CredentialUse) (api.Revealed, error) {
	o, err := f.door.Open(ctx, c, in)
	if err != nil {
		return api.Revealed{}, err
	}
	return api.Revealed{
		Username: o.Username, Secret: o.Plain.Secret.Reveal(), Notes: o.Plain.Notes.Reveal(), Version: o.Number,
	}, nil
}

func main() {
	f := function{door: opening.Door{
		Table: table.Open(env.AWS("dynamodb"), env.Must("TABLE")),
		Keys:  envelope.New(env.AWS("kms"), env.Must("ENVELOPE_KEY")),
	}}
	lambdahttp.Start("credential-reveal", f.door.Table, f.reveal)
}
