package identity

import (
	"time"

	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/secret"
)

// Codes are asked for at most codesPerHour times an hour: with CodeTries tries
// each, eight digits are out of reach of who holds only the link.
const codesPerHour = 5

// Proof is how somebody shows that they have a mailbox: they type the newest
// code that was mailed to it. Whoever holds the link's token may have one
// mailed; only the mailbox gets it.
type Proof struct {
	Code  Code      `json:"code"`
	Since time.Time `json:"since"`          // begin of the hour in which codes are counted
	Count int       `json:"count"`          // how many were mailed in it
	Call  string    `json:"call,omitempty"` // the call that made the newest
}

// MaySend reports whether another code may be mailed now.
func (p Proof) MaySend(at time.Time) error {
	if hour := p.Since.Add(time.Hour); at.Before(hour) && p.Count >= codesPerHour {
		return &fault.Error{
			Kind: fault.TooMany, Message: "Enough codes were mailed for now. Use the newest one, or try again later.",
			RetryAfter: hour.Sub(at),
		}
	}
	return nil
}

// Send is the proof with a code that is mailed by call c; the one before is dead.
func (p Proof) Send(c Call, code Code) (Proof, error) {
	if err := p.MaySend(c.At); err != nil {
		return p, err
	}
	if !c.At.Before(p.Since.Add(time.Hour)) {
		p.Since, p.Count = c.At, 0
	}
	p.Count++
	p.Code, p.Call = code, c.ID
	return p, nil
}

// Try holds a typed code against the one that was mailed. wrong reports that
// the try counts: the proof must be kept as Wrong makes it before it is refused.
func (p Proof) Try(at time.Time, t LinkToken, typed secret.Text) (wrong bool, err error) {
	if len(p.Code.Hash) == 0 || p.Code.Tries >= CodeTries || !at.Before(p.Code.Expires) {
		return false, fault.BadField("body.code", "is no longer good: have another one mailed")
	}
	if typed.Len() == 0 { // only asking whether one is needed is no try
		return false, fault.BadField("body.code", "is needed: it was mailed")
	}
	if !t.Proves(p.Code, typed, at) {
		return true, fault.BadField("body.code", "is not the code that was mailed")
	}
	return false, nil
}

// Wrong is the proof with a wrong try counted; at CodeTries the code is dead.
func (p Proof) Wrong() Proof {
	p.Code.Tries++
	return p
}

// Mailed reports whether the code that call made is still the newest and alive:
// only then is it mailed.
func (p Proof) Mailed(call string, at time.Time) bool {
	return len(p.Code.Sealed) > 0 && at.Before(p.Code.Expires) && p.Call == call
}
