// Import-rows brings some rows of a file in, each whole or not at all (rule C13). The
// same rows sent again make nothing twice. What there is no time for is left, and
// the answer says where to go on.
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

func (f function) rows(ctx context.Context, c identity.Call, in api.ImportPage) (api.ImportRows, error) {
	page := intake.Page{Organization: in.Organization, Import: in.Import, First: in.First, CSV: in.CSV, Keep: in.Duplicates == "keep"}
	return intake.Bring(ctx, f.table, c, page, api.ImportRowsFrom)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("import-rows", f.table, f.rows)
}
