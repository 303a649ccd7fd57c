// Keys-replace gives the organization another key pair, lock part, organization key
// and recovery code. What the old keys open is sealed anew by keys-reseal.
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

func (f function) replace(ctx context.Context, c identity.Call, in api.LockChange) (api.LockShown, error) {
	by, facts, err := f.door.Find(ctx, c, in.Organization)
	if err != nil {
		return api.LockShown{}, err
	}
	if err := identity.MayReplace(by, facts); err != nil {
		return api.LockShown{}, err
	}
	part, err := f.door.ByKey(ctx, by, facts, in.Key)
	if err != nil {
		return api.LockShown{}, err
	}
	made, lock, shown, err := f.door.Replace(ctx, by, facts, part, in.NewKey)
	if err != nil {
		return api.LockShown{}, err
	}
	o, ch, err := identity.ReplaceKeys(by, facts, lock, made.Keys, made.Old)
	if err != nil {
		return api.LockShown{}, err
	}
	return api.LockShownFrom(api.LockOpen(o, lock.Open), shown), f.door.Table.Save(ctx, c, ch, nil)
}

func main() {
	f := function{locking.Door{
		Table: table.Open(env.AWS("dynamodb"), env.Must("TABLE")),
		Keys:  envelope.New(env.AWS("kms"), env.Must("ENVELOPE_KEY")),
	}}
	lambdahttp.Start("keys-replace", f.door.Table, f.replace)
}
