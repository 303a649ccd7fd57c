// Knowledge-credential says who received a secret, through whichever organization if
// it is one's own, and whether they may know what is current (rule C12).
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/reporting"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) credential(ctx context.Context, c identity.Call, in api.KnowledgeCredential) (api.Knowledge, error) {
	cred := credential.Credential{ID: in.Credential}
	reader := credential.Reader{Credential: in.Credential, Organization: in.Organization}
	by, err := f.table.Find(ctx, c, in.Organization, &cred, &reader)
	if err != nil {
		return api.Knowledge{}, err
	}
	home, err := credential.MayReadKnowledge(by, cred, reader)
	if err != nil {
		return api.Knowledge{}, err
	}
	return reporting.Knowledge(ctx, f.table, by, in.KnowledgeAsk, "", string(cred.ID), func(p table.Page) ([]credential.Received, string, error) {
		if home {
			return f.table.KnowersOf(ctx, cred.ID, p)
		}
		return f.table.ReceiversOf(ctx, cred.ID, by.Organization, p)
	})
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("knowledge-credential", f.table, f.credential)
}
