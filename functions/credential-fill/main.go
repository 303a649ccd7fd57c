// Credential-fill redeems the ticket of a launch, once, for the browser that launched
// and while every gate is open still: it answers what the extension fills in at the
// credential's own address (rule G6). The use was on record before (promise 1).
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

func (f function) fill(ctx context.Context, c identity.Call, in api.CredentialFill) (api.Fill, error) {
	o, err := f.door.Fill(ctx, c, in)
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
	lambdahttp.Start("credential-fill", f.door.Table, f.fill)
}
