// Credential-change gives a credential a new version, for everybody it is lent to at
// once. Sealing needs public keys only: no KMS, and nothing is opened.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) change(ctx context.Context, c identity.Call, in api.CredentialChange) (api.Credential, error) {
	facts := credential.Changing{Seen: in.Version, Username: in.Username}
	facts.Credential.ID = in.Credential
	facts.Current.Credential = in.Credential
	by, err := f.table.Find(ctx, c, in.Organization, &facts.Credential, &facts.Current)
	if err != nil {
		return api.Credential{}, err
	}
	if err := credential.MayChange(by, facts.Credential); err != nil {
		return api.Credential{}, f.table.Told(ctx, by, facts.Credential, err)
	}
	readers, to, err := f.table.ReadersOf(ctx, facts.Credential)
	if err != nil {
		return api.Credential{}, err
	}
	facts.Readers = readers
	seed, err := credential.ParseSeed("body.seed", in.Seed)
	if err != nil {
		return api.Credential{}, err
	}
	place := credential.Place{Home: by.Organization, Credential: in.Credential, Number: facts.Credential.Number + 1}
	sealed, err := envelope.Seal(place, credential.Secrets{Secret: in.Secret, Notes: in.Notes, Seed: seed}, to...)
	if err != nil {
		return api.Credential{}, err
	}
	changed, ch, err := credential.Change(by, facts, sealed)
	if err != nil {
		return api.Credential{}, err
	}
	out := api.CredentialFrom(changed, by.Organization, "")
	return out, f.table.Save(ctx, c, ch, out)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("credential-change", f.table, f.change)
}
