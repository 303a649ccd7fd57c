// Credential-reassign gives a managed login to another member, or to the
// organization; its owner is told (rule C5).
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) reassign(ctx context.Context, c identity.Call, in api.CredentialReassign) (api.Credential, error) {
	facts := credential.Reassigning{Resource: in.Resource, Credential: credential.Credential{ID: in.Credential}}
	wanted := []change.Record{&facts.Credential}
	if in.To != "" {
		facts.To = identity.Member{Organization: in.Organization, Person: in.To}
		wanted = append(wanted, &facts.To)
	}
	by, err := f.table.Find(ctx, c, in.Organization, wanted...)
	if err != nil {
		return api.Credential{}, err
	}
	if login := facts.Credential; login.Home == by.Organization && login.Owner != "" {
		facts.Was = identity.Member{Organization: by.Organization, Person: login.Owner}
		if err := f.table.Read(ctx, &facts.Was); err != nil {
			return api.Credential{}, err
		}
	}
	login, ch, err := credential.Reassign(by, facts, in.To)
	if err != nil {
		return api.Credential{}, err
	}
	out := api.CredentialFrom(login, by.Organization, "")
	return out, f.table.Save(ctx, c, ch, out)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("credential-reassign", f.table, f.reassign)
}
