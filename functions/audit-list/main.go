// Audit-list reads an organization's record, newest first: all of it, or what
// somebody did, what was done to a thing, one kind of act, a span of time.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) list(ctx context.Context, c identity.Call, in api.AuditList) (api.AuditPage, error) {
	filter, err := audit.Question(in.AuditFilter).Filter()
	if err != nil {
		return api.AuditPage{}, err
	}
	home := identity.Organization{ID: in.Organization}
	by, err := f.table.Find(ctx, c, in.Organization, &home)
	if err != nil {
		return api.AuditPage{}, err
	}
	lines, next, err := f.table.Lines(ctx, table.Search{
		Organization: by.Organization, At: c.At, Floor: audit.Floor(c.At, home.AuditYears), Filter: filter,
	}, table.Page(in.Page))
	if err != nil {
		return api.AuditPage{}, err
	}
	return api.RecordFrom(lines, next), nil
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("audit-list", f.table, f.list)
}
