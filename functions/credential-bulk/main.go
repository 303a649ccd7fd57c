// Credential-bulk disables or enables credentials, or gives them tags and takes others
// away (rules C2, C10), one after the other: each in its own transaction, so that one
// that is refused stops no other.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/bulk"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

// act is what is done to each, and what is said where there is nothing to do.
type act struct {
	do      func(identity.Caller, credential.Credential, []credential.Reader) (credential.Credential, change.Change, error)
	already string
}

func actOf(in api.CredentialBulk) (act, error) {
	tags := access.Retagging{Add: in.Add, Remove: in.Remove}
	switch {
	case in.Act == "tag":
		return act{func(by identity.Caller, c credential.Credential, readers []credential.Reader) (credential.Credential, change.Change, error) {
			return access.Retag(by, credential.Amending{Credential: c, Readers: readers}, tags)
		}, "Its tags are so already."}, tags.Check()
	case len(in.Add)+len(in.Remove) > 0:
		return act{}, fault.BadField("body.act", "has no use for tags")
	case in.Act == "enable":
		return act{credential.Enable, "It is not disabled."}, nil
	default:
		return act{credential.Disable, "It is disabled already."}, nil
	}
}

func (f function) bulk(ctx context.Context, c identity.Call, in api.CredentialBulk) (api.BulkDone, error) {
	by, err := f.table.Find(ctx, c, in.Organization)
	if err != nil {
		return api.BulkDone{}, err
	}
	what, err := actOf(in)
	if err != nil {
		return api.BulkDone{}, err
	}
	all, err := bulk.Each(ctx, f.table, c, by.Organization, in.Credentials, func(ctx context.Context, c identity.Call, which id.Credential) (bulk.One, error) {
		return f.one(ctx, c, what, by.Organization, which)
	})
	if err != nil {
		return api.BulkDone{}, err
	}
	out := api.BulkDone{Items: make([]api.BulkOne, len(all))}
	for i, one := range all {
		out.Items[i] = api.BulkOne(one)
	}
	if c.Repeat.Key == "" {
		return out, nil
	}
	return out, f.table.Save(ctx, c, by.Change(), out)
}

// one does it to one credential, judged by what is true now.
func (f function) one(ctx context.Context, c identity.Call, what act, o id.Organization, which id.Credential) (bulk.One, error) {
	cred := credential.Credential{ID: which}
	by, err := f.table.Find(ctx, c, o, &cred)
	if err != nil {
		return bulk.One{}, err
	}
	if err := credential.MayWrite(by, cred); err != nil {
		return bulk.One{}, f.table.Told(ctx, by, cred, err)
	}
	readers, err := f.table.LentTo(ctx, cred)
	if err != nil {
		return bulk.One{}, err
	}
	_, ch, err := what.do(by, cred, readers)
	if err != nil {
		return bulk.One{}, err
	}
	if len(ch.Records) == 0 {
		return bulk.One{Outcome: bulk.Unchanged, Reason: what.already}, nil
	}
	return bulk.One{Outcome: "done"}, f.table.Save(ctx, c, ch, nil)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("credential-bulk", f.table, f.bulk)
}
