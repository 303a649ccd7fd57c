// Audit-list reads an organization's record, newest first.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) list(ctx context.Context, c identity.Call, in api.AuditList) (api.AuditPage, error) {
	by, err := f.table.Find(ctx, c, in.Organization)
	if err != nil {
		return api.AuditPage{}, err
	}
	all, next, err := f.table.RecordOf(ctx, by.Organization, c.At, table.Page(in.Page))
	if err != nil {
		return api.AuditPage{}, err
	}
	out := api.AuditPage{Items: []api.AuditEntry{}, Next: next}
	for _, e := range all {
		out.Items = append(out.Items, api.EntryFrom(e.Entry))
	}
	return out, nil
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("audit-list", f.table, f.list)
}
