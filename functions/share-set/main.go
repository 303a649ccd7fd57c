// Share-set shares a credential with a partner, or updates how it is shared (rules H1,
// H2, H4).
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

func (f function) set(ctx context.Context, c identity.Call, in api.ShareSet) (api.Share, error) {
	r, ch, _, err := f.door.Share(ctx, c, opening.Sharing{
		Home: in.Organization, Credential: in.Credential, To: in.Partner, People: in.People, Groups: in.Groups, Options: in.Options(),
	})
	if err != nil {
		return api.Share{}, err
	}
	out := api.ShareFrom(r)
	return out, f.door.Table.Save(ctx, c, ch, out)
}

func main() {
	f := function{door: opening.Door{
		Table: table.Open(env.AWS("dynamodb"), env.Must("TABLE")),
		Keys:  envelope.New(env.AWS("kms"), env.Must("ENVELOPE_KEY")),
	}}
	lambdahttp.Start("share-set", f.door.Table, f.set)
}
