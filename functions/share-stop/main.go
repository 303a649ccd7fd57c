// Share-stop ends a share, at once and for everybody there (rule H5).
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

func (f function) stop(ctx context.Context, c identity.Call, in api.ShareAsk) (lambdahttp.None, error) {
	is := sharing.SharedOf(in.Credential, in.Partner)
	by, err := f.table.Find(ctx, c, in.Organization, is.Wanted()...)
	if err != nil {
		return lambdahttp.None{}, err
	}
	at, err := f.table.FoundOf(ctx, in.Organization, is.Credential)
	if err != nil {
		return lambdahttp.None{}, err
	}
	ch, err := sharing.Stop(by, at, is.Reader)
	if err != nil {
		return lambdahttp.None{}, err
	}
	return lambdahttp.None{}, f.table.Save(ctx, c, ch, nil)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("share-stop", f.table, f.stop)
}
