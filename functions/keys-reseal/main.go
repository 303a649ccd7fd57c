// Keys-reseal seals anew what replaced keys open, a page at a time, whoever's it is,
// and shows nothing to anybody. How far it came is kept beside the old keys and not by
// who asks: any admin who has unlocked goes on, and none can end it too early.
package main

import (
	"context"
	"time"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/locking"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ door locking.Door }

func (f function) reseal(ctx context.Context, c identity.Call, in api.KeysReseal) (api.Resealed, error) {
	old := identity.OldPair{KeyPair: identity.KeyPair{Organization: in.Organization}}
	by, facts, err := f.door.Find(ctx, c, in.Organization, &old)
	if err != nil {
		return api.Resealed{}, err
	}
	if !facts.Resealing(old) {
		return api.Resealed{Done: true}, nil
	}
	old, end, err := f.door.Walk(ctx, by, facts, old)
	if err != nil {
		return api.Resealed{}, err
	}
	done, wait, ch := identity.Resealed(by, facts, old, end)
	out := api.Resealed{Done: done, Sealed: old.Walk.Sealed, Refused: old.Walk.Refused, Wait: int((wait + time.Second - 1) / time.Second)}
	return out, f.door.Table.Save(ctx, c, ch, out)
}

func main() {
	f := function{locking.Door{
		Table: table.Open(env.AWS("dynamodb"), env.Must("TABLE")),
		Keys:  envelope.New(env.AWS("kms"), env.Must("ENVELOPE_KEY")),
	}}
	lambdahttp.Start("keys-reseal", f.door.Table, f.reseal)
}
