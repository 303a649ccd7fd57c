// Package locking sets, opens and changes the lock of an organization: what it takes
// of the table, of KMS and of the strength of a key, as the lock's functions share it.
//
// It decides nothing: the rules are identity's (locking.go there). It opens no secret.
package locking

import (
	"context"
	"errors"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/secret"
	"github.com/valetkey/valetkey/shared/strength"
	"github.com/valetkey/valetkey/shared/table"
)

// Door leads functions to an organization's lock.
type Door struct {
	Table *table.Table
	Keys  *envelope.Keys
}

// Find reads who calls, and the lock of their organization.
func (d Door) Find(ctx context.Context, c identity.Call, o id.Organization, more ...change.Record) (identity.Caller, identity.Unlocking, error) {
	f := identity.UnlockingOf(c, o)
	by, err := d.Table.Find(ctx, c, o, append(f.Wanted(), more...)...)
	return by, f, err
}

// fewest is how many guesses a chosen organization key must take: who has a copy of
// the table and KMS may guess, each try at the cost of Argon2id.
const fewest = 1e14

// key is the organization key that was chosen, or a new one to be shown.
func key(field string, chosen secret.Text, o identity.Organization) (key, shown secret.Text, err error) {
	if chosen == "" {
		key, err = envelope.NewPhrase()
		return key, key, err
	}
	if e := strength.Of(chosen, o.Name); e.Score < strength.Best || e.Guesses < fewest {
		reason := e.Reason
		if e.Score == strength.Best {
			reason = "It is hard to guess for a password, not for an organization key."
		}
		return "", "", fault.BadField(field, "is too easy to guess: %s Leave it out to have six words made", reason)
	}
	return chosen, "", nil
}

// wrap keeps a lock part under a key, chosen or made, and opens it for the session.
func (d Door) wrap(ctx context.Context, by identity.Caller, f identity.Unlocking, p envelope.Part, field string, chosen secret.Text) (identity.NewLock, identity.Shown, error) {
	k, shown, err := key(field, chosen, f.Organization)
	if err != nil {
		return identity.NewLock{}, identity.Shown{}, err
	}
	made := identity.NewLock{Pair: f.Pair}
	code := envelope.NewCode()
	if made.Lock, err = d.Keys.Wrap(ctx, by.At, f.Pair, p, k, code); err != nil {
		return identity.NewLock{}, identity.Shown{}, err
	}
	made.Open, err = p.For(by.Call, by.Session.Ends)
	return made, identity.Shown{Key: shown, Code: code}, err
}

// Set makes the first lock of an organization.
func (d Door) Set(ctx context.Context, by identity.Caller, f identity.Unlocking, chosen secret.Text) (identity.NewLock, identity.Shown, error) {
	p := envelope.NewPart(f.Organization.ID, f.Pair.Epoch)
	made, shown, err := d.wrap(ctx, by, f, p, "body.key", chosen)
	if err != nil {
		return made, shown, err
	}
	made.Pair, err = d.Keys.Lock(ctx, by.At, f.Pair, p)
	return made, shown, err
}

// ByKey opens the lock part with the organization key. A wrong one is counted before
// it is answered.
func (d Door) ByKey(ctx context.Context, by identity.Caller, f identity.Unlocking, typed secret.Text) (envelope.Part, error) {
	p, err := d.Keys.ByKey(ctx, by.At, f.Pair, f.Lock, typed)
	return p, d.counted(ctx, by, f, "body.key", err)
}

func (d Door) counted(ctx context.Context, by identity.Caller, f identity.Unlocking, field string, err error) error {
	if errors.Is(err, envelope.ErrKey) {
		return d.Table.Count(ctx, by.Call, identity.WrongKey(by, f, field))
	}
	return err
}

// Once opens the lock of an organization for one call of somebody who is no member any
// more; nothing is kept of it. Where no key is set there is nothing to open.
func (d Door) Once(ctx context.Context, by identity.Caller, o id.Organization, typed secret.Text) (identity.Unlocked, error) {
	f := identity.UnlockingOf(by.Call, o)
	if err := d.Table.Read(ctx, f.Wanted()...); err != nil || f.Lock.Version == 0 {
		return identity.Unlocked{}, err
	}
	right, err := identity.MayTake(by, f)
	if err != nil {
		return identity.Unlocked{}, err
	}
	p, err := d.ByKey(ctx, by, f, typed)
	if err != nil {
		return identity.Unlocked{}, err
	}
	c := by.Call
	c.Repeat = identity.Repeat{}
	if err := d.Table.Save(ctx, c, right, nil); err != nil {
		return identity.Unlocked{}, err
	}
	open, err := p.For(by.Call, by.Session.Ends)
	open.Version = 1 // as if it had been read
	return open, err
}

// ByCode opens the lock part with the recovery code, as ByKey does with the key.
func (d Door) ByCode(ctx context.Context, by identity.Caller, f identity.Unlocking, typed secret.Text) (envelope.Part, error) {
	p, err := d.Keys.ByCode(ctx, by.At, f.Pair, f.Lock, typed)
	return p, d.counted(ctx, by, f, "body.code", err)
}

// Again makes another way to a lock part.
func (d Door) Again(ctx context.Context, by identity.Caller, f identity.Unlocking, p envelope.Part, chosen secret.Text) (identity.NewLock, identity.Shown, error) {
	return d.wrap(ctx, by, f, p, "body.newKey", chosen)
}

// Replace makes other keys and another lock.
func (d Door) Replace(ctx context.Context, by identity.Caller, f identity.Unlocking, p envelope.Part, chosen secret.Text) (envelope.Replaced, identity.NewLock, identity.Shown, error) {
	made, err := d.Keys.Replace(ctx, by.At, f.Pair, p)
	if err != nil {
		return made, identity.NewLock{}, identity.Shown{}, err
	}
	f.Pair = made.Keys.Pair
	l, shown, err := d.wrap(ctx, by, f, made.Part, "body.newKey", chosen)
	return made, l, shown, err
}
