package envelope

import (
	"context"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"time"

	"golang.org/x/crypto/argon2"

	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/secret"
)

// A locked organization's private key is sealed inside by its lock part, 256 random
// bits, and outside by the KMS data key. The lock part is kept only as what a person
// knows opens it, the organization key or the recovery code, and that outside by the
// data key, too; and for a session that has unlocked, as its token opens it. So the
// table and KMS together open nothing: they can only try organization keys, each at
// the cost of Argon2id.

// ErrKey says that a lock part does not open with the organization key or recovery
// code that was typed.
var ErrKey = errors.New("envelope: not the key")

// cost is what guessing an organization key takes: the memory of a password (OWASP's
// first recommendation), and three times its time. It is typed once a session.
var cost = identity.Cost{Memory: 46 * 1024, Passes: 3, Lanes: 1}

// mostMemory bounds what the table may have a function spend.
const mostMemory = 256 * 1024 // KiB

// Part is a lock part: what opens the inside of an organization's private keys. Make
// or open one for one call and drop it.
type Part struct {
	secret.Holder
	organization id.Organization
	epoch        int
	bits         []byte
}

// NewPart makes a lock part for the key pair of an epoch.
func NewPart(o id.Organization, epoch int) Part {
	p := Part{organization: o, epoch: epoch, bits: make([]byte, 32)}
	rand.Read(p.bits)
	return p
}

// Wrap keeps a lock part under an organization key and under a recovery code, as
// NewCode makes one. pair is the one whose data key is outside.
func (k *Keys) Wrap(ctx context.Context, at time.Time, pair identity.KeyPair, p Part, key, code secret.Text) (identity.Lock, error) {
	l := identity.Lock{Organization: p.organization, Epoch: p.epoch, Cost: cost, Salt: make([]byte, 16)}
	rand.Read(l.Salt)
	outer, err := k.dataKey(ctx, at, pair)
	if err != nil {
		return l, err
	}
	slow, err := slowKey(l, key)
	if err != nil {
		return l, err
	}
	if l.Wrapped, err = sealTwice(slow, outer, "organization key", p); err != nil {
		return l, err
	}
	quick, err := codeKey(l, code)
	if err != nil {
		return l, err
	}
	l.Recovery, err = sealTwice(quick, outer, "recovery code", p)
	return l, err
}

// ByKey opens the lock part with the organization key. Errors: ErrKey.
func (k *Keys) ByKey(ctx context.Context, at time.Time, pair identity.KeyPair, l identity.Lock, key secret.Text) (Part, error) {
	slow, err := slowKey(l, key)
	if err != nil {
		return Part{}, err
	}
	return k.openPart(ctx, at, pair, l, slow, "organization key", l.Wrapped)
}

// ByCode opens the lock part with the recovery code. Errors: ErrKey.
func (k *Keys) ByCode(ctx context.Context, at time.Time, pair identity.KeyPair, l identity.Lock, code secret.Text) (Part, error) {
	quick, err := codeKey(l, code)
	if err != nil {
		return Part{}, err
	}
	return k.openPart(ctx, at, pair, l, quick, "recovery code", l.Recovery)
}

func (k *Keys) openPart(ctx context.Context, at time.Time, pair identity.KeyPair, l identity.Lock, inner []byte, by string, sealed []byte) (Part, error) {
	p := Part{organization: l.Organization, epoch: l.Epoch}
	outer, err := k.dataKey(ctx, at, pair)
	if err != nil {
		return Part{}, err
	}
	inside, outside, err := wrapPlaces(p, by)
	if err != nil {
		return Part{}, err
	}
	half, err := openBytes(outer, outside, sealed)
	if err != nil {
		return Part{}, err // tampered with: no key that was typed is the reason
	}
	if p.bits, err = openBytes(inner, inside, half); err != nil {
		return Part{}, ErrKey
	}
	return p, nil
}

// For keeps the lock part for the session of a call, until an instant.
func (p Part) For(c identity.Call, until time.Time) (identity.Unlocked, error) {
	u := identity.Unlocked{Person: c.Token.Person, Session: c.Token.Session, Organization: p.organization, Epoch: p.epoch, Until: until}
	where, err := unlockedPlace(u)
	if err != nil {
		return u, err
	}
	u.Part, err = sealBytes(c.Token.Key("unlock "+string(p.organization)), where, p.bits)
	return u, err
}

// PartOf opens the lock part that the session of a call has unlocked.
//
// Errors: Locked if it has not, or if the keys were replaced since.
func PartOf(c identity.Call, ring identity.Keyring) (Part, error) {
	u := ring.Open
	if !u.Open(ring.Pair.Lock, c.At) {
		return Part{}, fault.New(fault.Locked, "The organization is locked: unlock it with its organization key first.")
	}
	p := Part{organization: u.Organization, epoch: u.Epoch}
	if u.Person != c.Token.Person || u.Session != c.Token.Session || u.Organization != ring.Pair.Organization {
		return Part{}, errClosed
	}
	where, err := unlockedPlace(u)
	if err != nil {
		return Part{}, err
	}
	p.bits, err = openBytes(c.Token.Key("unlock "+string(u.Organization)), where, u.Part)
	return p, err
}

func sealTwice(inner, outer []byte, by string, p Part) ([]byte, error) {
	inside, outside, err := wrapPlaces(p, by)
	if err != nil {
		return nil, err
	}
	half, err := sealBytes(inner, inside, p.bits)
	if err != nil {
		return nil, err
	}
	return sealBytes(outer, outside, half)
}

// slowKey is the key that an organization key makes.
func slowKey(l identity.Lock, key secret.Text) ([]byte, error) {
	if l.Cost.Memory > mostMemory || l.Cost.Passes < 1 || l.Cost.Passes > 10 || l.Cost.Lanes < 1 || len(l.Salt) < 16 {
		return nil, fmt.Errorf("envelope: no organization key is sealed at a cost of %+v", l.Cost)
	}
	return argon2.IDKey([]byte(normalKey(key)), l.Salt, l.Cost.Passes, l.Cost.Memory, l.Cost.Lanes, 32), nil
}

// codeKey is the key that a recovery code makes. It has more bits than can be
// guessed, so that it may be quick.
func codeKey(l identity.Lock, code secret.Text) ([]byte, error) {
	return hkdf.Key(sha256.New, []byte(normalCode(code)), l.Salt, "valetkey recovery code 1\x00"+string(l.Organization), 32)
}
