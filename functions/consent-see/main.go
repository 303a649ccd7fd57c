// Consent-see shows one credential request to whose login it is, to who asked, and
// to admins and auditors.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) see(ctx context.Context, c identity.Call, in api.ConsentSee) (api.Consent, error) {
	q := credential.Request{ID: in.Consent}
	by, err := f.table.Find(ctx, c, in.Organization, &q)
	if err != nil {
		return api.Consent{}, err
	}
	if !q.Sees(by) {
		return api.Consent{}, fault.Absent("request")
	}
	return api.ConsentFrom(q, by, c.At), nil
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("consent-see", f.table, f.see)
}
