// Consent-give makes one's own login managed, unasked or not (rule C3).
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

func (f function) give(ctx context.Context, c identity.Call, in api.ConsentOwn) (api.Credential, error) {
	login := credential.Credential{ID: in.Credential}
	by, err := f.table.Find(ctx, c, in.Organization, &login)
	if err != nil {
		return api.Credential{}, err
	}
	var waiting credential.Request
	if login.Asked != "" && login.Owner == by.Person {
		waiting.ID = login.Asked
		if err := f.table.Read(ctx, &waiting); err != nil {
			return api.Credential{}, err
		}
	}
	login, ch, err := credential.GiveConsent(by, in.Resource, login, waiting)
	if err != nil {
		return api.Credential{}, err
	}
	out := api.CredentialFrom(login, by.Organization, "")
	return out, f.table.Save(ctx, c, ch, out)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("consent-give", f.table, f.give)
}
