package envelope

import (
	"context"
	"time"

	"github.com/valetkey/valetkey/shared/identity"
)

// Lock seals the inside of a key pair with a lock part, under the data key it has.
func (k *Keys) Lock(ctx context.Context, at time.Time, pair identity.KeyPair, p Part) (identity.KeyPair, error) {
	private, err := k.private(ctx, at, pair, Part{})
	if err != nil {
		return pair, err
	}
	return k.enclose(ctx, at, pair, p, private)
}

// enclose seals a private key for a pair: inside by the lock part, if there is one,
// and outside by the pair's data key.
func (k *Keys) enclose(ctx context.Context, at time.Time, pair identity.KeyPair, p Part, private []byte) (identity.KeyPair, error) {
	if p.organization != pair.Organization {
		return pair, errPlace
	}
	inside, err := lockedPlace(pair.Organization, pair.Epoch, p.epoch)
	if err != nil {
		return pair, err
	}
	outside, err := outsidePlace(pair.Organization, pair.Epoch, p.epoch)
	if err != nil {
		return pair, err
	}
	outer, err := k.dataKey(ctx, at, pair)
	if err != nil {
		return pair, err
	}
	half, err := sealBytes(p.bits, inside, private)
	if err != nil {
		return pair, err
	}
	pair.Lock = p.epoch
	pair.Private, err = sealBytes(outer, outside, half)
	return pair, err
}

// private opens a pair's private key, with the lock part if it has one.
func (k *Keys) private(ctx context.Context, at time.Time, pair identity.KeyPair, p Part) ([]byte, error) {
	outer, err := k.dataKey(ctx, at, pair)
	if err != nil {
		return nil, err
	}
	if pair.Lock == 0 {
		where, err := pairPlace(pair.Organization, pair.Epoch)
		if err != nil {
			return nil, err
		}
		return openBytes(outer, where, pair.Private)
	}
	if p.organization != pair.Organization || p.epoch != pair.Lock {
		return nil, errClosed
	}
	inside, err := lockedPlace(pair.Organization, pair.Epoch, pair.Lock)
	if err != nil {
		return nil, err
	}
	outside, err := outsidePlace(pair.Organization, pair.Epoch, pair.Lock)
	if err != nil {
		return nil, err
	}
	half, err := openBytes(outer, outside, pair.Private)
	if err != nil {
		return nil, err
	}
	return openBytes(p.bits, inside, half)
}

// Replaced is what takes the place of a locked key pair.
type Replaced struct {
	Keys identity.NewKeys // the new pair, which the new lock part seals
	Old  identity.OldPair // the pair that was, as the new lock part seals it
	Part Part             // the new lock part
}

// Replace makes another key pair, with another lock part and data key, for the one
// that a lock part opens: two KMS calls at most.
func (k *Keys) Replace(ctx context.Context, at time.Time, pair identity.KeyPair, p Part) (Replaced, error) {
	before, err := k.private(ctx, at, pair, p)
	if err != nil {
		return Replaced{}, err
	}
	data, err := k.newDataKey(ctx, pair.Organization)
	if err != nil {
		return Replaced{}, err
	}
	data.since = at
	k.mu.Lock()
	k.kept[pair.Organization] = data
	k.mu.Unlock()
	private, public, err := newPair()
	if err != nil {
		return Replaced{}, err
	}
	epoch := pair.Epoch + 1
	out := Replaced{Part: NewPart(pair.Organization, epoch)}
	next := identity.KeyPair{Organization: pair.Organization, Epoch: epoch, DataKey: []byte(data.wrapped), Gone: pair.Gone}
	if next, err = k.enclose(ctx, at, next, out.Part, private); err != nil {
		return Replaced{}, err
	}
	out.Keys = identity.NewKeys{Organization: pair.Organization, Epoch: epoch, Public: public, Pair: next}
	out.Old.KeyPair, err = k.enclose(ctx, at, identity.KeyPair{
		Organization: pair.Organization, Epoch: pair.Epoch, DataKey: []byte(data.wrapped),
	}, out.Part, before)
	return out, err
}
