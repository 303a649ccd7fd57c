// Vault-search finds credentials by the beginnings of their words, over everything
// that the caller sees and nothing else.
package main

import (
	"context"
	"slices"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

// shown is how many a search shows at most.
const shown = 100

type function struct{ table *table.Table }

func (f function) search(ctx context.Context, c identity.Call, in api.VaultSearch) (api.FiledFound, error) {
	by, err := f.table.Find(ctx, c, in.Organization)
	if err != nil {
		return api.FiledFound{}, err
	}
	words := credential.Asked(in.Words)
	if len(words) == 0 {
		return api.FiledFound{}, fault.BadField("query.words", "has neither a letter nor a digit")
	}
	if len(words) > credential.MaxWords {
		return api.FiledFound{Items: []api.Filed{}}, nil // nothing has so many
	}
	audiences, err := f.table.AudiencesOf(ctx, by)
	if err != nil {
		return api.FiledFound{}, err
	}
	all, more, err := f.table.SearchVault(ctx, by.Organization, audiences, words)
	if err != nil {
		return api.FiledFound{}, err
	}
	found, err := f.table.Places(ctx, by.Organization, all)
	if err != nil {
		return api.FiledFound{}, err
	}
	found = slices.DeleteFunc(found, func(x access.Found) bool { return !x.Credential.Finds(words) })
	out := api.FiledFound{Items: api.FiledOf(found, by), More: more}
	if len(out.Items) > shown {
		out.Items, out.More = out.Items[:shown], true
	}
	return out, nil
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("vault-search", f.table, f.search)
}
