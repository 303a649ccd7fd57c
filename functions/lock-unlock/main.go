// Lock-unlock unlocks the organization for this session with its organization key
// (rule S9). A wrong one is counted and on record.
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

func (f function) unlock(ctx context.Context, c identity.Call, in api.LockUnlock) (api.Lock, error) {
	by, facts, err := f.door.Find(ctx, c, in.Organization)
	if err != nil {
		return api.Lock{}, err
	}
	if err := identity.MayUnlock(by, facts); err != nil {
		return api.Lock{}, err
	}
	part, err := f.door.ByKey(ctx, by, facts, in.Key)
	if err != nil {
		return api.Lock{}, err
	}
	open, err := part.For(c, by.Session.Ends)
	if err != nil {
		return api.Lock{}, err
	}
	ch, err := identity.Unlock(by, facts, open)
	if err != nil {
		return api.Lock{}, err
	}
	return api.LockOpen(facts.Organization, open), f.door.Table.Save(ctx, c, ch, nil)
}

func main() {
	f := function{locking.Door{
		Table: table.Open(env.AWS("dynamodb"), env.Must("TABLE")),
		Keys:  envelope.New(env.AWS("kms"), env.Must("ENVELOPE_KEY")),
	}}
	lambdahttp.Start("lock-unlock", f.door.Table, f.unlock)
}
