// Credential-move files credentials in another folder, one after the other: each in
// its own transaction, so that one that is refused stops no other. Who sends it again
// after it broke off finds those that were moved unchanged.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/bulk"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) move(ctx context.Context, c identity.Call, in api.CredentialMove) (api.Moved, error) {
	by, err := f.table.Find(ctx, c, in.Organization)
	if err != nil {
		return api.Moved{}, err
	}
	all, err := bulk.Each(ctx, f.table, c, by.Organization, in.Credentials, func(ctx context.Context, c identity.Call, which id.Credential) (bulk.One, error) {
		return f.one(ctx, c, in.Folder, by.Organization, which)
	})
	if err != nil {
		return api.Moved{}, err
	}
	out := api.Moved{Items: make([]api.MovedOne, len(all))}
	for i, one := range all {
		out.Items[i] = api.MovedOne(one)
	}
	if c.Repeat.Key == "" {
		return out, nil
	}
	return out, f.table.Save(ctx, c, by.Change(), out)
}

// one moves one credential, judged by what is true now.
func (f function) one(ctx context.Context, c identity.Call, to id.Folder, o id.Organization, which id.Credential) (bulk.One, error) {
	cred := credential.Credential{ID: which}
	by, err := f.table.Find(ctx, c, o, &cred)
	if err != nil {
		return bulk.One{}, err
	}
	found, err := f.table.FoundOf(ctx, o, cred)
	if err != nil {
		return bulk.One{}, err
	}
	var where access.Filing
	if where.Path, err = f.table.PathOf(ctx, o, to); err != nil {
		return bulk.One{}, err
	}
	if of := where.Path.ClientOf(); of != "" {
		where.Client = filing.Client{Organization: o, ID: of}
		if err := f.table.Read(ctx, &where.Client); err != nil {
			return bulk.One{}, err
		}
	}
	_, ch, err := access.Refile(by, where, found)
	if err != nil {
		return bulk.One{}, err
	}
	out := bulk.One{Outcome: "moved"}
	if len(ch.Records) == 0 {
		out.Outcome = bulk.Unchanged
	}
	return out, f.table.Save(ctx, c, ch, nil)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("credential-move", f.table, f.move)
}
