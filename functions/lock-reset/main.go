// Lock-reset gives the organization keys that are not locked, when its organization key
// and recovery code are lost: what only it could open is gone (rule S6).
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

func (f function) reset(ctx context.Context, c identity.Call, in api.LockReset) (api.Lock, error) {
	old := identity.OldPair{KeyPair: identity.KeyPair{Organization: in.Organization}}
	by, facts, err := f.door.Find(ctx, c, in.Organization, &old)
	if err != nil {
		return api.Lock{}, err
	}
	if err := identity.MayReset(facts, in.Name); err != nil {
		return api.Lock{}, err
	}
	keys, err := f.door.Keys.Next(ctx, in.Organization, facts.Pair.Epoch+1)
	if err != nil {
		return api.Lock{}, err
	}
	o, ch, err := identity.ResetLock(by, facts, old, in.Name, keys)
	if err != nil {
		return api.Lock{}, err
	}
	out := api.LockFrom(o, identity.Unlocked{}, c.At)
	return out, f.door.Table.Save(ctx, c, ch, out)
}

func main() {
	f := function{locking.Door{
		Table: table.Open(env.AWS("dynamodb"), env.Must("TABLE")),
		Keys:  envelope.New(env.AWS("kms"), env.Must("ENVELOPE_KEY")),
	}}
	lambdahttp.Start("lock-reset", f.door.Table, f.reset)
}
