package envelope

import (
	"encoding/binary"
	"errors"

	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// Places are bound as bytes: a label, the suite, then each part behind its
// length, so that no two places share their bytes. A part that is missing is an
// error, never an empty binding.

var errPlace = errors.New("envelope: a place with a part missing")

// fieldPlace is where the bytes of one field belong: GCM's additional data.
func fieldPlace(p credential.Place, field string) ([]byte, error) {
	return bind("valetkey field", []string{string(p.Home), string(p.Credential), field}, p.Number)
}

// keyPlace is where the key of a version belongs when sealed to a recipient:
// HPKE's info.
func keyPlace(p credential.Place, to id.Organization, epoch int) ([]byte, error) {
	return bind("valetkey version key", []string{string(p.Home), string(p.Credential), string(to)}, p.Number, epoch)
}

// pairPlace is where an organization's private key belongs.
func pairPlace(o id.Organization, epoch int) ([]byte, error) {
	return bind("valetkey key pair", []string{string(o)}, epoch)
}

// lockedPlace is where a private key belongs inside, sealed by the lock part of an
// epoch, and outsidePlace where that belongs, sealed by the data key: neither is the
// place of a private key that is not locked.
func lockedPlace(o id.Organization, epoch, lock int) ([]byte, error) {
	return bind("valetkey locked key pair", []string{string(o)}, epoch, lock)
}

func outsidePlace(o id.Organization, epoch, lock int) ([]byte, error) {
	return bind("valetkey locked key pair outside", []string{string(o)}, epoch, lock)
}

// wrapPlaces are where a lock part belongs that is kept for who knows a key or code:
// sealed inside by that, and outside by the data key.
func wrapPlaces(p Part, by string) (inside, outside []byte, err error) {
	if inside, err = bind("valetkey lock part", []string{string(p.organization), by}, p.epoch); err != nil {
		return nil, nil, err
	}
	outside, err = bind("valetkey lock part outside", []string{string(p.organization), by}, p.epoch)
	return inside, outside, err
}

// unlockedPlace is where a lock part belongs that a session has unlocked.
func unlockedPlace(u identity.Unlocked) ([]byte, error) {
	return bind("valetkey unlocked", []string{string(u.Organization), string(u.Person), string(u.Session)}, u.Epoch)
}

func bind(label string, parts []string, numbers ...int) ([]byte, error) {
	out := append([]byte(label), 0, suite1)
	for _, part := range parts {
		if part == "" {
			return nil, errPlace
		}
		out = binary.BigEndian.AppendUint32(out, uint32(len(part)))
		out = append(out, part...)
	}
	for _, n := range numbers {
		if n < 1 {
			return nil, errPlace
		}
		out = binary.BigEndian.AppendUint64(out, uint64(n))
	}
	return out, nil
}
