// Credential-launch signs the caller in with a credential of a resource: it answers a
// ticket for the extension that fills it in, once the use is on record (rule G6).
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

func (f function) launch(ctx context.Context, c identity.Call, in api.CredentialUse) (api.Launched, error) {
	return f.door.Launch(ctx, c, in)
}

func main() {
	f := function{door: opening.Door{Table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}}
	lambdahttp.Start("credential-launch", f.door.Table, f.launch)
}
