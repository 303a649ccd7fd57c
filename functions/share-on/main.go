// Share-on opens what another organization shares, and was closed here, again (rule H6).
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/sharing"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) on(ctx context.Context, c identity.Call, in api.VaultUse) (api.ReceivedState, error) {
	facts := sharing.SharedOf(in.Credential, in.Organization)
	by, err := f.table.Find(ctx, c, in.Organization, facts.Wanted()...)
	if err != nil {
		return api.ReceivedState{}, err
	}
	r, ch, err := sharing.Turned(by, facts, false)
	if err != nil {
		return api.ReceivedState{}, err
	}
	out := api.ReceivedStateFrom(r)
	return out, f.table.Save(ctx, c, ch, out)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("share-on", f.table, f.on)
}
