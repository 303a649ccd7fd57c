// Lock-see says whether an organization key is set, and whether this session has
// unlocked. It reads nothing of what opens the lock.
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

func (f function) see(ctx context.Context, c identity.Call, in api.LockSee) (api.Lock, error) {
	o, ring := identity.Organization{ID: in.Organization}, identity.KeyringOf(c, in.Organization)
	if _, err := f.table.Find(ctx, c, in.Organization, &o, &ring.Open); err != nil {
		return api.Lock{}, err
	}
	return api.LockFrom(o, ring.Open, c.At), nil
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("lock-see", f.table, f.see)
}
