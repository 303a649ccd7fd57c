package identity

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"math/big"
	"strings"
	"time"

	"github.com/valetkey/valetkey/shared/secret"
)

// Link is what is kept of a mailed link: a hash of its token to know it by, and
// the token sealed under KMS for the sender of the mail alone. A link
// identifies; it never authenticates and never decides (promise 6).
type Link struct {
	Hash    []byte    `json:"hash"`
	Sealed  []byte    `json:"sealed"`
	Expires time.Time `json:"expires"`
}

// LinkToken is the token in a mailed link's fragment: the ids by which the thing
// is found, and 256 secret bits.
type LinkToken struct {
	secret.Holder
	Things []string
	bits   [32]byte
}

// NewLinkToken makes the token of a link to the thing with these ids.
func NewLinkToken(things ...string) LinkToken {
	t := LinkToken{Things: things}
	rand.Read(t.bits[:])
	return t
}

// Reveal is the token as it is mailed.
func (t LinkToken) Reveal() string {
	return strings.Join(append(append([]string{}, t.Things...), base64.RawURLEncoding.EncodeToString(t.bits[:])), ".")
}

// Hash is what is kept of the token.
func (t LinkToken) Hash() []byte {
	sum := sha256.Sum256(append([]byte("valetkey link 1\x00"), t.bits[:]...))
	return sum[:]
}

// Is reports whether t is the token whose hash is kept.
func (t LinkToken) Is(hash []byte) bool {
	return len(hash) == sha256.Size && subtle.ConstantTimeCompare(t.Hash(), hash) == 1
}

// Thing is the nth id the token names; "" for a token that is none.
func (t LinkToken) Thing(n int) string {
	if n >= len(t.Things) {
		return ""
	}
	return t.Things[n]
}

// Opens reports whether t is the token of the link l, and the link still good.
func (t LinkToken) Opens(l Link, at time.Time) bool {
	return t.Is(l.Hash) && at.Before(l.Expires)
}

// ParseLinkToken reads what Reveal wrote, if it has n ids.
func ParseLinkToken(s string, n int) (LinkToken, bool) {
	part := strings.Split(s, ".")
	if len(part) != n+1 {
		return LinkToken{}, false
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(part[n])
	if err != nil || len(raw) != 32 {
		return LinkToken{}, false
	}
	t := LinkToken{Things: part[:n]}
	copy(t.bits[:], raw)
	if t.Reveal() != s { // base64 skips line breaks: a token has one spelling
		return LinkToken{}, false
	}
	return t, true
}

// Code is what is kept of a code mailed to prove a mailbox.
type Code struct {
	Hash    []byte    `json:"hash"` // useless without the link's token
	Sealed  []byte    `json:"sealed"`
	Expires time.Time `json:"expires"`
	Tries   int       `json:"tries"` // wrong ones; dead at CodeTries
}

// CodeTries is how many wrong tries kill a code, and CodeLife how long it lives.
const (
	CodeTries = 5
	CodeLife  = 15 * time.Minute
)

// NewCode makes eight random digits, as "1234 5678".
func NewCode() secret.Text {
	n, err := rand.Int(rand.Reader, big.NewInt(100_000_000))
	if err != nil {
		panic("identity: no randomness: " + err.Error()) // crypto/rand does not fail
	}
	d := fmt.Sprintf("%08d", n)
	return secret.Text(d[:4] + " " + d[4:])
}

// HashCode hashes a code together with its link's token: eight digits alone
// could be guessed from a stolen table.
func (t LinkToken) HashCode(code secret.Text) []byte {
	digits := strings.Join(strings.Fields(code.Reveal()), "")
	sum := sha256.Sum256(append(append([]byte("valetkey code 1\x00"), t.bits[:]...), digits...))
	return sum[:]
}

// Proves reports whether the code typed is the code c, still alive.
func (t LinkToken) Proves(c Code, typed secret.Text, at time.Time) bool {
	return len(c.Hash) == sha256.Size && c.Tries < CodeTries && at.Before(c.Expires) &&
		subtle.ConstantTimeCompare(t.HashCode(typed), c.Hash) == 1
}
