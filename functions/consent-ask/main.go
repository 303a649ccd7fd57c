// Consent-ask asks the owner of an unmanaged login to let admins at it (rule C6).
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

func (f function) ask(ctx context.Context, c identity.Call, in api.ConsentAsk) (api.Consent, error) {
	r := access.Resource{Organization: in.Organization, ID: in.Resource}
	facts := credential.Asking{Resource: in.Resource, Credential: credential.Credential{ID: in.Credential}}
	by, err := f.table.Find(ctx, c, in.Organization, &r, &facts.Credential)
	if err != nil {
		return api.Consent{}, err
	}
	facts.ResourceName = r.Name
	if login := facts.Credential; login.Home == by.Organization && login.Owner != "" {
		facts.Owner = identity.Member{Organization: by.Organization, Person: login.Owner}
		wanted := []change.Record{&facts.Owner}
		if facts.Pending.ID = login.Asked; login.Asked != "" {
			wanted = append(wanted, &facts.Pending)
		}
		if err := f.table.Read(ctx, wanted...); err != nil {
			return api.Consent{}, err
		}
	}
	q, ch, err := credential.AskConsent(by, facts, in.Message)
	if err != nil {
		return api.Consent{}, err
	}
	out := api.ConsentFrom(q, by, c.At)
	return out, f.table.Save(ctx, c, ch, out)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("consent-ask", f.table, f.ask)
}
