// Import-see says how far an import is, where to go on, and which rows were not
// made and why (rule C13).
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/importing"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) see(ctx context.Context, c identity.Call, in api.ImportSee) (api.ImportProgress, error) {
	im := importing.Import{Organization: in.Organization, ID: in.Import}
	by, err := f.table.Find(ctx, c, in.Organization, &im)
	if err != nil {
		return api.ImportProgress{}, err
	}
	if im.Version == 0 {
		return api.ImportProgress{}, fault.Absent("import")
	}
	tallies, err := f.table.TalliesOf(ctx, by.Organization, im.ID)
	return api.ImportProgressFrom(im, importing.Sum(tallies)), err
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("import-see", f.table, f.see)
}
