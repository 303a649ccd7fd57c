// Import-create begins to import a CSV file: it says what each column becomes, and
// makes a folder for admins only (rules C13, F3). It is told nothing secret.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/importing"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) create(ctx context.Context, c identity.Call, in api.ImportCreate) (api.Import, error) {
	by, err := f.table.Find(ctx, c, in.Organization)
	if err != nil {
		return api.Import{}, err
	}
	im, ch, err := importing.Begin(by, importing.File{Name: in.Name, Separator: in.Separator, Header: api.HeaderOf(in)})
	if err != nil {
		return api.Import{}, err
	}
	out := api.ImportFrom(im)
	return out, f.table.Save(ctx, c, ch, out)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("import-create", f.table, f.create)
}
