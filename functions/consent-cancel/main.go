// Consent-cancel takes one's asking for a login back.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) cancel(ctx context.Context, c identity.Call, in api.ConsentSee) (api.Consent, error) {
	facts := credential.Answering{Request: credential.Request{ID: in.Consent}}
	by, err := f.table.Find(ctx, c, in.Organization, &facts.Request)
	if err != nil {
		return api.Consent{}, err
	}
	if facts.Request.Sees(by) { // of another's nothing more is read
		facts.Credential.ID = facts.Request.Credential
		if err := f.table.Read(ctx, &facts.Credential); err != nil {
			return api.Consent{}, err
		}
	}
	q, ch, err := credential.CancelConsent(by, facts)
	if err != nil {
		return api.Consent{}, err
	}
	out := api.ConsentFrom(q, by, c.At)
	return out, f.table.Save(ctx, c, ch, out)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("consent-cancel", f.table, f.cancel)
}
