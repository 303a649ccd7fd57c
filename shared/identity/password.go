package identity

import (
	"fmt"
	"log/slog"

	"github.com/alexedwards/argon2id"
	"golang.org/x/text/unicode/norm"

	"github.com/valetkey/valetkey/shared/secret"
)

// Verifier is what is kept of a password: an Argon2id hash in PHC form.
type Verifier string

// Format hides the verifier: it can be guessed against.
func (v Verifier) Format(f fmt.State, verb rune) { secret.Holder{}.Format(f, verb) }

// String hides the verifier.
func (v Verifier) String() string { return secret.Holder{}.String() }

// LogValue hides the verifier.
func (v Verifier) LogValue() slog.Value { return secret.Holder{}.LogValue() }

// cost is OWASP's first recommendation for Argon2id: 46 MiB, one pass, one lane.
var cost = &argon2id.Params{Memory: 46 * 1024, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// NewVerifier hashes a password.
func NewVerifier(password secret.Text) (Verifier, error) {
	h, err := argon2id.CreateHash(norm.NFC.String(password.Reveal()), cost)
	if err != nil {
		return "", fmt.Errorf("hash a password: %w", err)
	}
	return Verifier(h), nil
}

// nobody is the verifier of no password: an unknown address costs what a known one does.
const nobody Verifier = "$argon2id$v=19$m=47104,t=1,p=1$c29tZSBzYWx0IHRvIHdhc3Rl$Z1n5Yj0kqk0a0Yk2m7mH0Q2pJ8t8n3u2v1w0x9y8z7A"

// Is reports whether password is the verifier's. An empty verifier is nobody's,
// and takes as long.
func (v Verifier) Is(password secret.Text) bool {
	known := v != ""
	if !known {
		v = nobody
	}
	same, err := argon2id.ComparePasswordAndHash(norm.NFC.String(password.Reveal()), string(v))
	return err == nil && same && known
}
