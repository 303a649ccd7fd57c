// Account-record reads the caller's own record, newest first: sign-ins, wrong
// passwords, changes of address and password.
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

func (f function) read(ctx context.Context, c identity.Call, in api.AccountRecord) (api.AuditPage, error) {
	by, err := f.table.Find(ctx, c, "")
	if err != nil {
		return api.AuditPage{}, err
	}
	lines, next, err := f.table.Lines(ctx, table.Search{Account: by.Person, At: c.At, Floor: audit.Floor(c.At, 0)}, table.Page(in.Page))
	if err != nil {
		return api.AuditPage{}, err
	}
	return api.RecordFrom(lines, next), nil
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("account-record", f.table, f.read)
}
