// Lock-close locks the organization again for this session.
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

func (f function) close(ctx context.Context, c identity.Call, in api.LockSee) (lambdahttp.None, error) {
	o, ring := identity.Organization{ID: in.Organization}, identity.KeyringOf(c, in.Organization)
	by, err := f.table.Find(ctx, c, in.Organization, &o, &ring.Open)
	if err != nil {
		return lambdahttp.None{}, err
	}
	return lambdahttp.None{}, f.table.Save(ctx, c, identity.CloseLock(by, o, ring.Open), nil)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("lock-close", f.table, f.close)
}
