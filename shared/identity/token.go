package identity

import (
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"strings"

	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/secret"
)

// Token is what a session's holder presents. It carries its own address, the
// person and the session, so that the session is found in the same snapshot as
// everything else; then 256 secret bits, of which only a hash is kept.
type Token struct {
	secret.Holder
	Person  id.Person
	Session id.Session
	bits    [32]byte
}

// NewToken makes the token of a new session.
func NewToken(p id.Person, s id.Session) Token {
	t := Token{Person: p, Session: s}
	rand.Read(t.bits[:])
	return t
}

// Present reports whether t is a token at all.
func (t Token) Present() bool { return t.Session != "" }

// Reveal is the token as it is handed to its holder, once.
func (t Token) Reveal() string {
	return strings.Join([]string{
		"vk1", bare(t.Person), bare(t.Session), base64.RawURLEncoding.EncodeToString(t.bits[:]),
	}, ".")
}

// Hash is what is kept of the token. The label keeps it apart from any other
// use of the same bits.
func (t Token) Hash() []byte {
	sum := sha256.Sum256(append([]byte("valetkey session 1\x00"), t.bits[:]...))
	return sum[:]
}

// Is reports whether t is the token of the session whose hash is kept.
func (t Token) Is(hash []byte) bool {
	return len(hash) == sha256.Size && subtle.ConstantTimeCompare(t.Hash(), hash) == 1
}

// Key is what only the holder of the token can make again, for one purpose: a key
// to seal under, or to know something by. No key tells of the token, of the hash that
// is kept of it, or of another purpose's.
func (t Token) Key(purpose string) []byte {
	key, err := hkdf.Key(sha256.New, t.bits[:], nil, "valetkey token key 1\x00"+purpose, sha256.Size)
	if err != nil {
		panic("identity: " + err.Error()) // 32 bytes are never too many
	}
	return key
}

// ParseToken reads what Reveal wrote. It says nothing about whether the session
// exists.
func ParseToken(s string) (Token, bool) {
	part := strings.Split(s, ".")
	if len(part) != 4 || part[0] != "vk1" {
		return Token{}, false
	}
	t := Token{
		Person:  id.Person(id.Person("").Prefix() + "_" + part[1]),
		Session: id.Session(id.Session("").Prefix() + "_" + part[2]),
	}
	if !id.Valid(t.Person.Prefix(), string(t.Person)) || !id.Valid(t.Session.Prefix(), string(t.Session)) {
		return Token{}, false
	}
	bits, err := base64.RawURLEncoding.Strict().DecodeString(part[3])
	if err != nil || len(bits) != len(t.bits) {
		return Token{}, false
	}
	copy(t.bits[:], bits)
	if t.Reveal() != s { // base64 skips line breaks: a token has one spelling
		return Token{}, false
	}
	return t, true
}

func bare[K id.Kind](k K) string { return strings.TrimPrefix(string(k), k.Prefix()+"_") }
