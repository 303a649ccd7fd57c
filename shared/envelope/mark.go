package envelope

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"

	"github.com/valetkey/valetkey/shared/secret"
)

// markSize is how many bytes of a MAC are a mark: two different secrets have the
// same one never, and it tells of neither.
const markSize = 16

// Marks makes marks of secrets. Equal secrets of one scope have equal marks, of
// another scope or organization others: the key is derived from the private key,
// so that no table makes a mark of a guess. Whoever may keep secrets here can have
// one made of a guess: a mark is for who may see the secret anyway. It is answered
// and never kept.
func (o Opener) Marks(scope string) (func(secret.Text) string, error) {
	where, err := bind("valetkey mark", []string{string(o.organization), scope}, o.epoch)
	if err != nil {
		return nil, err
	}
	private, err := o.private.Bytes()
	if err != nil {
		return nil, fmt.Errorf("envelope: write a key pair: %w", err)
	}
	key, err := hkdf.Key(sha256.New, private, nil, string(where), sha256.Size)
	if err != nil {
		return nil, fmt.Errorf("envelope: derive a key: %w", err)
	}
	return func(s secret.Text) string {
		mac := hmac.New(sha256.New, key)
		mac.Write([]byte(s.Reveal()))
		return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)[:markSize])
	}, nil
}
