// Package secret is the type of bytes that must not be seen.
//
// A Text prints, logs and marshals as [secret] wherever it ends up by mistake
// (promise 1); it is read from JSON like any string. Reveal is the one way out.
package secret

import (
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

func (t Text) String() string               { return hidden }
func (t Text) GoString() string             { return hidden }
func (t Text) LogValue() slog.Value         { return slog.StringValue(hidden) }
func (t Text) MarshalJSON() ([]byte, error) { return []byte(`"` + hidden + `"`), nil }
func (t Text) MarshalText() ([]byte, error) { return []byte(hidden), nil }
