// Credential-amend changes what lists show of a credential: its name, type, username,
// address and tags (rule C2). Its secret stays, so nothing is sealed or opened.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) amend(ctx context.Context, c identity.Call, in api.CredentialAmend) (api.Filed, error) {
	types := filing.Types{Organization: in.Organization}
	by, found, readers, err := f.table.Written(ctx, c, in.Organization, in.Credential, &types)
	if err != nil {
		return api.Filed{}, err
	}
	facts := credential.Amending{Credential: found.Credential, Readers: readers, Seen: in.Revision}
	amended, ch, err := access.Amend(by, facts, types, access.Amendment{
		Name: in.Name, Type: in.Type, Username: in.Username, URL: in.URL, Tags: in.Tags,
	})
	if err != nil {
		return api.Filed{}, err
	}
	found.Credential = amended
	out := api.FiledFrom(found, by)
	return out, f.table.Save(ctx, c, ch, out)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("credential-amend", f.table, f.amend)
}
