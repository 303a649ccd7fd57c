package delegation

import (
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/secret"
)

// MaySendCode reports whether a code may be mailed to the asked address now.
func MaySendCode(c identity.Call, d Delegation, t identity.LinkToken) error {
	if err := Opened(d, t, c.At); err != nil {
		return err
	}
	if err := decided(d, c.At); err != nil {
		return err
	}
	if d.Owner != "" {
		return fault.New(fault.Conflict, "Somebody signed in for this request already: sign in.")
	}
	return d.Proof.MaySend(c.At)
}

// SendCode mails a code to the asked address. Whoever holds the link may ask for
// it; only the mailbox gets it. code is what is kept of it.
func SendCode(c identity.Call, d Delegation, t identity.LinkToken, code identity.Code) (change.Change, error) {
	if err := MaySendCode(c, d, t); err != nil {
		return change.Change{}, err
	}
	var err error
	if d.Proof, err = d.Proof.Send(c, code); err != nil {
		return change.Change{}, err
	}
	return change.Change{
		Records: []change.Record{d},
		Notices: []change.Notice{{
			Kind: change.DelegationCode, At: c.At, About: string(d.ID), To: change.Audience{Address: d.Email},
			Tie: c.ID,
		}},
	}, nil
}

// WrongCode counts a wrong try of the code; at CodeTries the code is dead.
func WrongCode(d Delegation) change.Change {
	d.Proof = d.Proof.Wrong()
	return change.Change{Records: []change.Record{d}}
}

// Prove holds a typed code against the request. wrong reports that the try
// counts, and must be kept.
func Prove(c identity.Call, d Delegation, t identity.LinkToken, typed secret.Text) (wrong bool, err error) {
	if err := Opened(d, t, c.At); err != nil {
		return false, err
	}
	if err := decided(d, c.At); err != nil {
		return false, err
	}
	return d.Proof.Try(c.At, t, typed)
}
