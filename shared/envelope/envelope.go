// Package envelope seals and opens secrets.
//
// Each version of a credential has a fresh 256-bit key. Its fields are sealed
// with AES-256-GCM under that key; the key is sealed with HPKE (RFC 9180,
// MLKEM768-X25519, HKDF-SHA256, AES-256-GCM) to every organization that has the
// credential. An organization's private key is sealed under a KMS data key; that of a
// locked organization inside by its lock part, too (lock.go).
//
// Every ciphertext knows where it belongs (place.go): swapped into another
// place it does not open. The first byte of each is the suite, so that another
// can follow. This package decides nothing: who may open is a rule's matter.
package envelope

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hpke"
	"crypto/rand"
	"errors"
	"fmt"

	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/secret"
)

// suite1 is HPKE MLKEM768-X25519 / HKDF-SHA256 / AES-256-GCM with fields under
// AES-256-GCM. It is the first byte of every ciphertext made by it.
const suite1 = 1

// errClosed is what every failed opening says: a wrong key and a wrong place
// are not told apart.
var errClosed = errors.New("envelope: it does not open here")

// Seal seals the secrets of one version to its recipients. It needs their
// public keys only. An empty field is sealed like any: what is stored does not
// tell whether there are notes, and a field taken away is missed.
func Seal(p credential.Place, s credential.Secrets, to ...credential.Recipient) (credential.Sealed, error) {
	key := make([]byte, 32)
	rand.Read(key)
	out := credential.Sealed{Place: p, Fields: map[string][]byte{}, Keys: map[id.Organization]credential.SealedKey{}, Codes: s.Seed != ""}
	for name, plain := range map[string]secret.Text{"secret": s.Secret, "notes": s.Notes, "seed": s.Seed} {
		where, err := fieldPlace(p, name)
		if err != nil {
			return credential.Sealed{}, err
		}
		sealed, err := sealBytes(key, where, []byte(plain.Reveal()))
		if err != nil {
			return credential.Sealed{}, err
		}
		out.Fields[name] = sealed
	}
	for _, r := range to {
		sealed, err := sealKey(p, r, key)
		if err != nil {
			return credential.Sealed{}, err
		}
		out.Keys[r.Organization] = credential.SealedKey{Epoch: r.Epoch, Bytes: sealed}
	}
	return out, nil
}

func sealKey(p credential.Place, r credential.Recipient, key []byte) ([]byte, error) {
	where, err := keyPlace(p, r.Organization, r.Epoch)
	if err != nil {
		return nil, err
	}
	public, err := hpke.MLKEM768X25519().NewPublicKey(r.Public)
	if err != nil {
		return nil, fmt.Errorf("envelope: the public key of %s: %w", r.Organization, err)
	}
	sealed, err := hpke.Seal(public, hpke.HKDFSHA256(), hpke.AES256GCM(), where, key)
	if err != nil {
		return nil, fmt.Errorf("envelope: seal to %s: %w", r.Organization, err)
	}
	return append([]byte{suite1}, sealed...), nil
}

// Opener opens what was sealed to one organization. It holds the private key:
// make one for one call and drop it.
type Opener struct {
	organization id.Organization
	epoch        int
	private      hpke.PrivateKey
}

// Open opens the version that the reader's key opens. A version from before
// there were seeds has none; that a later one is missed is for whoever knows
// that there should be one (Credential.Codes).
func (o Opener) Open(v credential.Version, r credential.Reader) (credential.Secrets, error) {
	p := credential.Place{Home: v.Home, Credential: v.Credential, Number: v.Number}
	key, err := o.key(p, r)
	if err != nil {
		return credential.Secrets{}, err
	}
	var out credential.Secrets
	for name, into := range map[string]*secret.Text{"secret": &out.Secret, "notes": &out.Notes, "seed": &out.Seed} {
		if _, there := v.Fields[name]; name == "seed" && !there {
			continue
		}
		where, err := fieldPlace(p, name)
		if err != nil {
			return credential.Secrets{}, err
		}
		plain, err := openBytes(key, where, v.Fields[name])
		if err != nil {
			return credential.Secrets{}, err
		}
		*into = secret.Text(plain)
	}
	return out, nil
}

// Reseal seals the key of a version to one more recipient, for whoever may open
// it already. The fields are neither touched nor opened.
func (o Opener) Reseal(p credential.Place, r credential.Reader, to credential.Recipient) (credential.SealedKey, error) {
	key, err := o.key(p, r)
	if err != nil {
		return credential.SealedKey{}, err
	}
	sealed, err := sealKey(p, to, key)
	if err != nil {
		return credential.SealedKey{}, err
	}
	return credential.SealedKey{Epoch: to.Epoch, Bytes: sealed}, nil
}

// key opens the key of the version at p, as it was sealed to the opener's organization.
func (o Opener) key(p credential.Place, r credential.Reader) ([]byte, error) {
	if r.Organization != o.organization || r.Key.Epoch != o.epoch || len(r.Key.Bytes) == 0 || r.Key.Bytes[0] != suite1 {
		return nil, errClosed
	}
	where, err := keyPlace(p, o.organization, o.epoch)
	if err != nil {
		return nil, err
	}
	key, err := hpke.Open(o.private, hpke.HKDFSHA256(), hpke.AES256GCM(), where, r.Key.Bytes[1:])
	if err != nil {
		return nil, errClosed
	}
	return key, nil
}

// sealBytes seals with AES-256-GCM under a 32-byte key: suite, nonce, ciphertext.
func sealBytes(key, where, plain []byte) ([]byte, error) {
	aead, err := gcm(key)
	if err != nil {
		return nil, err
	}
	return append([]byte{suite1}, aead.Seal(nil, nil, plain, where)...), nil
}

func openBytes(key, where, sealed []byte) ([]byte, error) {
	aead, err := gcm(key)
	if err != nil {
		return nil, err
	}
	if len(sealed) == 0 || sealed[0] != suite1 {
		return nil, errClosed
	}
	plain, err := aead.Open(nil, nil, sealed[1:], where)
	if err != nil {
		return nil, errClosed
	}
	return plain, nil
}

// gcm draws its own random nonces; each key here seals a handful of times.
func gcm(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("envelope: %w", err)
	}
	return cipher.NewGCMWithRandomNonce(block)
}
