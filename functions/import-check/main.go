// Import-check says what would become of some rows of a file, and keeps nothing
// (rule C13).
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/intake"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) check(ctx context.Context, c identity.Call, in api.ImportCheck) (api.ImportRows, error) {
	rows, err := intake.Judge(ctx, f.table, c, intake.Page{Organization: in.Organization, Import: in.Import, First: in.First, CSV: in.CSV})
	return api.ImportRowsFrom(rows, 0), err
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("import-check", f.table, f.check)
}
