// Knowledge-report says who received which secrets through an organization, and which
// of its own elsewhere, and whether they may know what is current (rule C12). As JSON
// or CSV, a page at a time.
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

func (f function) report(ctx context.Context, c identity.Call, in api.KnowledgeReport) (api.Knowledge, error) {
	by, err := f.table.Find(ctx, c, in.Organization)
	if err != nil {
		return api.Knowledge{}, err
	}
	return reporting.Knowledge(ctx, f.table, by, in.KnowledgeAsk, in.Client, string(by.Organization), func(p table.Page) ([]credential.Received, string, error) {
		return f.table.KnowledgeOf(ctx, by.Organization, p)
	})
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("knowledge-report", f.table, f.report)
}
