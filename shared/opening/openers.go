package opening

import (
	"context"

	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
)

// openers open what was sealed to an organization's key pair, or to the one that it
// replaced while what that opened is sealed anew.
type openers struct {
	door Door
	call identity.Call
	ring identity.Keyring
	made map[int]envelope.Opener // by the epoch of the key pair
}

func (d Door) openers(c identity.Call, ring identity.Keyring) openers {
	return openers{d, c, ring, map[int]envelope.Opener{}}
}

// now is what opens what is sealed today.
func (o openers) now(ctx context.Context) (envelope.Opener, error) {
	return o.of(ctx, credential.SealedKey{Epoch: o.ring.Pair.Epoch})
}

// of is what opens a key, by the epoch that it was sealed to.
//
// Errors: Locked; Conflict if it opens no more; Moved if it is sealed anew by now.
func (o openers) of(ctx context.Context, key credential.SealedKey) (envelope.Opener, error) {
	if made, ok := o.made[key.Epoch]; ok {
		return made, nil
	}
	if err := o.ring.Pair.Opens(key.Epoch); err != nil {
		return envelope.Opener{}, err
	}
	ring := o.ring
	if key.Epoch != ring.Pair.Epoch {
		old := identity.OldPair{KeyPair: identity.KeyPair{Organization: ring.Pair.Organization}}
		if err := o.door.Table.Read(ctx, &old); err != nil {
			return envelope.Opener{}, err
		}
		if old.Version == 0 || old.Epoch != key.Epoch {
			return envelope.Opener{}, fault.New(fault.Moved, "The organization's keys have changed meanwhile; look again.")
		}
		ring.Pair = old.KeyPair
	}
	opener, err := o.door.Keys.Unwrap(ctx, o.call, ring)
	if err == nil {
		o.made[key.Epoch] = opener
	}
	return opener, err
}

// open opens a version by the key that its reader has.
func (o openers) open(ctx context.Context, v credential.Version, r credential.Reader) (credential.Secrets, error) {
	opener, err := o.of(ctx, r.Key)
	if err != nil {
		return credential.Secrets{}, err
	}
	return opener.Open(v, r)
}

// Reseal seals the key of a version, as a reader has it, to one more recipient.
func (d Door) Reseal(ctx context.Context, c identity.Call, ring identity.Keyring, p credential.Place, r credential.Reader, to credential.Recipient) (credential.SealedKey, error) {
	opener, err := d.openers(c, ring).of(ctx, r.Key)
	if err != nil {
		return credential.SealedKey{}, err
	}
	return opener.Reseal(p, r, to)
}
