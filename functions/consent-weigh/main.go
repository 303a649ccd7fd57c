// Consent-weigh says what rests on the consent to one's own login, before it is
// taken back (rule C7).
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) weigh(ctx context.Context, c identity.Call, in api.ConsentOwn) (api.ConsentWeighed, error) {
	r := access.Resource{Organization: in.Organization, ID: in.Resource}
	login := credential.Credential{ID: in.Credential}
	by, err := f.table.Find(ctx, c, in.Organization, &r, &login)
	if err != nil {
		return api.ConsentWeighed{}, err
	}
	rests, more, err := f.table.RestingOf(ctx, by, r, login)
	if err != nil {
		return api.ConsentWeighed{}, err
	}
	return api.ConsentWeighedFrom(login, rests, more), nil
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("consent-weigh", f.table, f.weigh)
}
