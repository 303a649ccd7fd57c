// Credential-versions lists what happened to a credential, newest first (rule C9):
// never a secret, old or new.
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

func (f function) versions(ctx context.Context, c identity.Call, in api.CredentialVersions) (api.ChangeLog, error) {
	cred := credential.Credential{ID: in.Credential}
	by, err := f.table.Find(ctx, c, in.Organization, &cred)
	if err != nil {
		return api.ChangeLog{}, err
	}
	found, err := f.table.FoundOf(ctx, by.Organization, cred)
	if err != nil {
		return api.ChangeLog{}, err
	}
	if err := found.MayReadLog(by); err != nil {
		return api.ChangeLog{}, err
	}
	lines, next, err := f.table.LogOf(ctx, cred.ID, table.Page(in.Page))
	if err != nil {
		return api.ChangeLog{}, err
	}
	out := api.ChangeLog{Items: []api.Logged{}, Next: next}
	for _, l := range lines {
		if l, theirs := l.For(cred, by.Organization); theirs {
			out.Items = append(out.Items, api.LoggedFrom(l))
		}
	}
	return out, nil
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("credential-versions", f.table, f.versions)
}
