// App-list answers the catalogue of common apps.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/catalogue"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) list(ctx context.Context, c identity.Call, _ api.Empty) (api.Apps, error) {
	if _, err := f.table.Find(ctx, c, ""); err != nil {
		return api.Apps{}, err
	}
	var out api.Apps
	for _, a := range catalogue.Apps() {
		out.Items = append(out.Items, api.App{Name: a.Name, Address: a.Address, Icon: a.Icon})
	}
	return out, nil
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("app-list", f.table, f.list)
}
