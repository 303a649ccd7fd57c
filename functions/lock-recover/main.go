// Lock-recover sets another organization key, for who has the recovery code (rule S5).
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

func (f function) recover(ctx context.Context, c identity.Call, in api.LockRecover) (api.LockShown, error) {
	by, facts, err := f.door.Find(ctx, c, in.Organization)
	if err != nil {
		return api.LockShown{}, err
	}
	if err := identity.MayUnlock(by, facts); err != nil {
		return api.LockShown{}, err
	}
	part, err := f.door.ByCode(ctx, by, facts, in.Code)
	if err != nil {
		return api.LockShown{}, err
	}
	made, shown, err := f.door.Again(ctx, by, facts, part, in.NewKey)
	if err != nil {
		return api.LockShown{}, err
	}
	o, ch, err := identity.RecoverLock(by, facts, made)
	if err != nil {
		return api.LockShown{}, err
	}
	return api.LockShownFrom(api.LockOpen(o, made.Open), shown), f.door.Table.Save(ctx, c, ch, nil)
}

func main() {
	f := function{locking.Door{
		Table: table.Open(env.AWS("dynamodb"), env.Must("TABLE")),
		Keys:  envelope.New(env.AWS("kms"), env.Must("ENVELOPE_KEY")),
	}}
	lambdahttp.Start("lock-recover", f.door.Table, f.recover)
}
