// Credential-create adds a login for a resource: a company credential or one's own.
// Sealing needs public keys only, so it needs no KMS.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) create(ctx context.Context, c identity.Call, in api.CredentialCreate) (api.Credential, error) {
	r := access.Resource{Organization: in.Organization, ID: in.Resource}
	home, types := identity.Organization{ID: in.Organization}, filing.Types{Organization: in.Organization}
	by, err := f.table.Find(ctx, c, in.Organization, &r, &home, &types)
	if err != nil {
		return api.Credential{}, err
	}
	seed, err := credential.ParseSeed("body.seed", in.Seed)
	if err != nil {
		return api.Credential{}, err
	}
	place := credential.Place{Home: by.Organization, Credential: identity.Mint[id.Credential](c, 0), Number: 1}
	sealed, err := envelope.Seal(place, credential.Secrets{Secret: in.Secret, Notes: in.Notes, Seed: seed}, credential.To(home))
	if err != nil {
		return api.Credential{}, err
	}
	login := credential.Credential{Name: in.Name, Type: in.Type, Username: in.Username, URL: in.URL, Tags: in.Tags}
	if in.BelongsTo == "me" {
		login.Owner, login.Managed = by.Person, in.AllowAdminAccess
	}
	made, ch, err := access.AddLogin(by, r, login, sealed)
	if err != nil {
		return api.Credential{}, err
	}
	made.Dated(&ch, types.Limit(made.Type))
	ch.Check(home) // the keys it is sealed to were not replaced meanwhile
	out := api.CredentialFrom(made, by.Organization, "")
	return out, f.table.Save(ctx, c, ch, out)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("credential-create", f.table, f.create)
}
