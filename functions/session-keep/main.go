// Session-keep keeps a session from ending for being idle.
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

func (f function) keep(ctx context.Context, c identity.Call, _ api.Empty) (api.Kept, error) {
	by, err := f.table.Find(ctx, c, "")
	if err != nil {
		return api.Kept{}, err
	}
	s, ch := identity.KeepSession(by)
	out := api.Kept{Ends: s.Ends, Idles: s.Idles}
	return out, f.table.Save(ctx, c, ch, out)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("session-keep", f.table, f.keep)
}
