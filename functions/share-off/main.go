// Share-off closes what another organization shares to everybody here (rule H6): the
// credential and the share stay as they are.
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

func (f function) off(ctx context.Context, c identity.Call, in api.VaultUse) (api.ReceivedState, error) {
	facts := sharing.SharedOf(in.Credential, in.Organization)
	by, err := f.table.Find(ctx, c, in.Organization, facts.Wanted()...)
	if err != nil {
		return api.ReceivedState{}, err
	}
	r, ch, err := sharing.Turned(by, facts, true)
	if err != nil {
		return api.ReceivedState{}, err
	}
	out := api.ReceivedStateFrom(r)
	return out, f.table.Save(ctx, c, ch, out)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("share-off", f.table, f.off)
}
