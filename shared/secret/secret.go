// Package secret is the type of bytes that must not be seen.
//
// A Text prints, logs and marshals as [secret] wherever it ends up by mistake
// (promise 1); it is read from JSON like any string. Reveal is the one way out.
// It cannot hide in an unexported field, where fmt calls no method, nor as a
// map's key, where JSON calls none: a test of the repository finds those.
package secret

import (
	"crypto/subtle"
	"fmt"
	"io"
	"log/slog"
)

// Text is a password, a code or any other secret text.
type Text string

const hidden = "[secret]"

// Reveal is the text itself. Who calls it answers for where it goes: a test
// lists every place that does.
func (t Text) Reveal() string { return string(t) }

// Len is the length in bytes: no secret.
func (t Text) Len() int { return len(t) }

// Equal reports whether two texts are the same, in a time that does not tell how much
// of them is.
func (t Text) Equal(o Text) bool { return subtle.ConstantTimeCompare([]byte(t), []byte(o)) == 1 }

// Format hides the text from every verb: a wrong one, like %d, prints the value
// past String and GoString.
func (t Text) Format(f fmt.State, verb rune) { hide(f, verb) }

func (t Text) String() string               { return hidden }
func (t Text) LogValue() slog.Value         { return slog.StringValue(hidden) }
func (t Text) MarshalJSON() ([]byte, error) { return []byte(`"` + hidden + `"`), nil }
func (t Text) MarshalText() ([]byte, error) { return []byte(hidden), nil }

// Holder is embedded in a struct that must hold a secret as what it is, such as
// an answer to be marshalled: printed or logged, the whole struct is [secret].
// It marshals as nothing and leaves the fields beside it alone.
type Holder struct{}

// Format hides the struct from every verb.
func (Holder) Format(f fmt.State, verb rune) { hide(f, verb) }

func (Holder) String() string       { return hidden }
func (Holder) LogValue() slog.Value { return slog.StringValue(hidden) }

func hide(f fmt.State, verb rune) {
	text := hidden
	if verb == 'q' {
		text = `"` + hidden + `"`
	}
	_, _ = io.WriteString(f, text) // fmt's own buffer takes everything
}
