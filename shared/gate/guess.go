package gate

import (
	"time"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
)

// Shows reports whether who asks has the gate's key. Nothing is told to who has not,
// not even that there is such a gate (promise 7).
func (f Coming) Shows(key identity.LinkToken, at time.Time) bool { return f.Gate.opens(key, at) }

// Guesses is how many wrong keys one network may show within a while, to be read
// when one was wrong: a right one costs nothing, and is never kept waiting.
func Guesses(c identity.Call) identity.Tries { return identity.TriesAt("gate", c.From) }

// Guess counts a wrong key; the error is kept by table.Count.
func Guess(c identity.Call, t identity.Tries) error {
	t, wait := t.Counted(c.At)
	if wait > 0 {
		return &fault.Error{Kind: fault.TooMany, Message: "Too many wrong gate keys were shown. Try again later.", RetryAfter: wait}
	}
	w := &identity.Wrong{Why: fault.Absent("gate")}
	w.Counted = change.Change{Records: []change.Record{t}}
	return w
}
