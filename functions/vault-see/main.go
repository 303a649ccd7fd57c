// Vault-see shows one credential where it is kept, and what the caller may do with it
// now: never its secret, and nothing of one that they do not see.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) see(ctx context.Context, c identity.Call, in api.VaultUse) (api.FiledSeen, error) {
	one := table.Sealed{
		Credential: credential.Credential{ID: in.Credential},
		Reader:     credential.Reader{Credential: in.Credential, Organization: in.Organization},
	}
	by, err := f.table.Find(ctx, c, in.Organization, &one.Credential, &one.Reader)
	if err != nil {
		return api.FiledSeen{}, err
	}
	facts, err := f.table.FactsOf(ctx, by, []table.Sealed{one})
	if err != nil {
		return api.FiledSeen{}, err
	}
	found, acts, err := access.Look(by, facts[0])
	if err != nil {
		return api.FiledSeen{}, err
	}
	return api.FiledSeenFrom(found, acts, by), nil
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("vault-see", f.table, f.see)
}
