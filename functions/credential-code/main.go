// Credential-code answers the current sign-in code of a credential to who may sign in
// with it, once that is on record. The key that makes the codes never leaves.
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

func (f function) code(ctx context.Context, c identity.Call, in api.CredentialCode) (api.SignInCode, error) {
	o, err := f.door.Code(ctx, c, api.CredentialUse{Organization: in.Organization, Resource: in.Resource, Credential: in.Credential})
	if err != nil {
		return api.SignInCode{}, err
	}
	return api.SignInCode{Code: o.Code, Ends: o.CodeEnds}, nil
}

func main() {
	f := function{door: opening.Door{
		Table: table.Open(env.AWS("dynamodb"), env.Must("TABLE")),
		Keys:  envelope.New(env.AWS("kms"), env.Must("ENVELOPE_KEY")),
	}}
	lambdahttp.Start("credential-code", f.door.Table, f.code)
}
