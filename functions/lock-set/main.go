// Lock-set sets the organization key where there is none: from now on secrets open
// only after it was typed. Key and recovery code are shown this once (rule S5).
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/locking"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ door locking.Door }

func (f function) set(ctx context.Context, c identity.Call, in api.LockSet) (api.LockShown, error) {
	by, facts, err := f.door.Find(ctx, c, in.Organization)
	if err != nil {
		return api.LockShown{}, err
	}
	if err := identity.MaySetLock(by, facts); err != nil {
		return api.LockShown{}, err
	}
	made, shown, err := f.door.Set(ctx, by, facts, in.Key)
	if err != nil {
		return api.LockShown{}, err
	}
	o, ch, err := identity.SetLock(by, facts, made)
	if err != nil {
		return api.LockShown{}, err
	}
	out := api.LockShownFrom(api.LockOpen(o, made.Open), shown)
	out.Replace = true
	return out, f.door.Table.Save(ctx, c, ch, nil)
}

func main() {
	f := function{locking.Door{
		Table: table.Open(env.AWS("dynamodb"), env.Must("TABLE")),
		Keys:  envelope.New(env.AWS("kms"), env.Must("ENVELOPE_KEY")),
	}}
	lambdahttp.Start("lock-set", f.door.Table, f.set)
}
