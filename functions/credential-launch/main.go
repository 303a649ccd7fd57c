// Credential-launch signs the caller in with a credential: it answers what the
// browser needs, once the use is on record.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct {
	table *table.Table
	keys  *envelope.Keys
}

func (f function) launch(ctx context.Context, c identity.Call, in api.CredentialUse) (api.Fill, error) {
	facts := access.FactsOf(c.Token.Person, in.Organization, in.Resource, in.Credential)
	current := credential.Current{Version: credential.Version{Credential: in.Credential}}
	pair := identity.KeyPair{Organization: in.Organization}
	by, err := f.table.Find(ctx, c, in.Organization, append(facts.Wanted(), &current, &pair)...)
	if err != nil {
		return api.Fill{}, err
	}
	ch, err := access.Enter(by, facts, credential.Use)
	if err != nil {
		return api.Fill{}, err
	}
	opener, err := f.keys.Unwrap(ctx, c.At, pair) // KMS first: if it is down, nothing is on record that did not happen
	if err != nil {
		return api.Fill{}, err
	}
	if err := f.table.Save(ctx, c, ch, nil); err != nil {
		return api.Fill{}, err
	}
	plain, err := opener.Open(current.Version, facts.Reader)
	if err != nil {
		return api.Fill{}, err
	}
	return api.Fill{
		Address: facts.Resource.Address, Username: facts.Credential.Username,
		Secret: plain.Secret.Reveal(), Version: facts.Credential.Number,
	}, nil
}

func main() {
	f := function{
		table: table.Open(env.AWS("dynamodb"), env.Must("TABLE")),
		keys:  envelope.New(env.AWS("kms"), env.Must("ENVELOPE_KEY")),
	}
	lambdahttp.Start("credential-launch", f.launch)
}
