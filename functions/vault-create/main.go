// Vault-create keeps a credential that is for no resource: the organization's in a
// folder, or one of the caller's own (rules C1, C2). Sealing needs public keys only.
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

func (f function) create(ctx context.Context, c identity.Call, in api.VaultCreate) (api.Filed, error) {
	home := identity.Organization{ID: in.Organization}
	where := access.Filing{Types: filing.Types{Organization: in.Organization}}
	by, err := f.table.Find(ctx, c, in.Organization, &home, &where.Types)
	if err != nil {
		return api.Filed{}, err
	}
	if where.Path, err = f.table.PathOf(ctx, by.Organization, in.Folder); err != nil {
		return api.Filed{}, err
	}
	if of := where.Path.ClientOf(); of != "" {
		where.Client = filing.Client{Organization: by.Organization, ID: of}
		if err := f.table.Read(ctx, &where.Client); err != nil {
			return api.Filed{}, err
		}
	}
	seed, err := credential.ParseSeed("body.seed", in.Seed)
	if err != nil {
		return api.Filed{}, err
	}
	place := credential.Place{Home: by.Organization, Credential: identity.Mint[id.Credential](c, 0), Number: 1}
	sealed, err := envelope.Seal(place, credential.Secrets{Secret: in.Secret, Notes: in.Notes, Seed: seed}, credential.To(home))
	if err != nil {
		return api.Filed{}, err
	}
	kept := credential.Credential{Name: in.Name, Type: in.Type, Username: in.Username, URL: in.URL, Tags: in.Tags}
	if in.BelongsTo == "me" {
		kept.Owner = by.Person
	}
	made, ch, err := access.AddCredential(by, where, kept, sealed)
	if err != nil {
		return api.Filed{}, err
	}
	ch.Check(home) // the keys it is sealed to were not replaced meanwhile
	out := api.FiledFrom(access.Found{Credential: made, Path: where.Path}, by)
	return out, f.table.Save(ctx, c, ch, out)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("vault-create", f.table, f.create)
}
