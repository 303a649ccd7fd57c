package locking

import (
	"context"

	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/table"
)

const (
	atOnce   = 20 // pieces of work that one call does at most,
	enough   = 60 // unless it has sealed so many keys before: it must end in five seconds
	versions = 20 // of a credential in one piece: each may have a hundred kilobytes
	tries    = 3  // how often a piece is begun anew when something moved meanwhile
)

// Resealing is one call that seals anew.
type Resealing struct {
	door  Door
	by    identity.Caller
	old   envelope.Opener
	epoch int // of the old pair
	to    credential.Recipient
}

// Walk goes on with sealing anew what the old pair opens, from where old says, and
// answers how far it came and whether that is the end. Each piece is kept by itself,
// on condition that the old pair is there still.
func (d Door) Walk(ctx context.Context, by identity.Caller, f identity.Unlocking, old identity.OldPair) (identity.OldPair, bool, error) {
	ring := f.Ring()
	ring.Pair = old.KeyPair
	opener, err := d.Keys.Unwrap(ctx, by.Call, ring)
	if err != nil {
		return old, false, err
	}
	r := Resealing{door: d, by: by, old: opener, epoch: old.Epoch, to: credential.To(f.Organization)}
	begun := old.Walk.Sealed
	for n := 0; n < atOnce && old.Walk.Sealed-begun < enough; n++ {
		holdings, next, err := d.Table.HoldingsOf(ctx, f.Organization.ID, table.Page{After: old.Walk.After, Limit: 1})
		if err != nil || len(holdings) == 0 {
			return old, err == nil, err
		}
		more, err := r.piece(ctx, &old, holdings[0])
		if err != nil {
			return old, false, err
		}
		if more != "" {
			old.Walk.Versions = more
			continue
		}
		if old.Walk.After, old.Walk.Versions = next, ""; next == "" {
			return old, true, nil
		}
	}
	return old, false, nil
}

// piece seals anew a page of one credential's keys, and answers where the next begins.
func (r Resealing) piece(ctx context.Context, old *identity.OldPair, h credential.Holding) (string, error) {
	for n := 1; ; n++ {
		held, next, err := r.door.Table.HeldOf(ctx, h, table.Page{After: old.Walk.Versions, Limit: versions})
		if err != nil {
			return "", err
		}
		done := held.Reseal(r.by, r.epoch, func(p credential.Place, by credential.Reader) (credential.SealedKey, error) {
			return r.old.Reseal(p, by, r.to)
		})
		if len(done.Change.Records) > 0 {
			done.Change.Check(*old)
			c := r.by.Call
			c.Repeat = identity.Repeat{} // it is the last write of the call that is remembered
			err = r.door.Table.Save(ctx, c, done.Change, nil)
		}
		if fault.Of(err) == fault.Moved && n < tries {
			continue
		}
		if err != nil {
			return "", err
		}
		old.Walk.Sealed += done.Sealed
		old.Walk.Refused += done.Refused
		return next, nil
	}
}
