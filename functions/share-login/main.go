// Share-login makes what another organization shares a login of a resource here, or
// lets it follow its folder again (rules G3, G5).
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) login(ctx context.Context, c identity.Call, in api.ShareLogin) (api.ReceivedState, error) {
	is, r := credential.Credential{ID: in.Credential}, access.Resource{Organization: in.Organization, ID: in.Resource}
	wanted := []change.Record{&is}
	if in.Resource != "" {
		wanted = append(wanted, &r)
	}
	by, err := f.table.Find(ctx, c, in.Organization, wanted...)
	if err != nil {
		return api.ReceivedState{}, err
	}
	found, err := f.table.FoundOf(ctx, in.Organization, is)
	if err != nil {
		return api.ReceivedState{}, err
	}
	found, ch, err := access.PutOn(by, r, found)
	if err != nil {
		return api.ReceivedState{}, err
	}
	out := api.ReceivedStateFrom(found.Reader)
	return out, f.table.Save(ctx, c, ch, out)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("share-login", f.table, f.login)
}
