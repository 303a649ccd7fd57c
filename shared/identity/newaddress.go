package identity

import (
	"strings"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/secret"
)

// AddressChore names the chore that writes a person's new address where it is
// copied: into their memberships.
const AddressChore = "follow-address"

// AskAddress keeps which address the caller wants for theirs, and has a code
// mailed to it (rule F7). before is the one they wanted before, if any; taken the
// sign-in that the new address has. If it has one, its holder is told that
// somebody wanted it, and the caller cannot tell (promise 7).
func AskAddress(by Caller, right Proven, before, want NewAddress, taken Signin) (change.Change, error) {
	if right.Known.Version == 0 || right.Known.Person != by.Person {
		return change.Change{}, fault.BadField("body.password", "is not your password")
	}
	want.Person, want.Email, want.Version = by.Person, strings.TrimSpace(want.Email), before.Version
	err := MayWant(by, before, want.Email)
	if err != nil {
		return change.Change{}, err
	}
	if want.Proof, err = before.Proof.Send(by.Call, want.Proof.Code); err != nil {
		return change.Change{}, err
	}
	n := change.Notice{
		Kind: change.AddressCode, At: by.At, To: change.Audience{Address: want.Email}, About: string(by.Person), Tie: by.ID,
	}
	if taken.Version != 0 {
		n.Kind, n.About, n.Tie = change.AddressKnown, taken.Address, ""
	}
	out := by.Change()
	out.Add(right.Change)
	out.Keep(want)
	out.Notices = append(out.Notices, n)
	return out, nil
}

// MayWant refuses what cannot be asked for whatever the password is. It is asked
// before that is looked at, as Repassword.Good is.
func MayWant(by Caller, before NewAddress, email string) error {
	switch Address(email) {
	case "":
		return BadAddress("body.email", email)
	case Address(by.Email):
		return fault.BadField("body.email", "is the address you have")
	}
	return before.Proof.MaySend(by.At)
}

// Moving is what is known of somebody who types the code that was mailed to
// their new address.
type Moving struct {
	Want   NewAddress
	Token  LinkToken
	Code   secret.Text
	Person Person // the caller
	Old    Signin // of the address they have
	New    Signin // of the one they want: of nobody, with its address filled in
}

// ConfirmAddress moves the caller to the new address: their sign-in at once, the
// copies in their memberships by a chore. Claims are by person: nothing else
// changes (rule F7). The old address is told. A wrong code is a *Wrong, which counts.
func ConfirmAddress(by Caller, m Moving) (change.Change, error) {
	if m.Want.Version == 0 || !m.Token.Opens(m.Want.Link, by.At) {
		return change.Change{}, fault.New(fault.NotFound, "This is not good, or no longer: ask for the new address again.")
	}
	if wrong, err := m.Want.Proof.Try(by.At, m.Token, m.Code); err != nil {
		if !wrong {
			return change.Change{}, err
		}
		m.Want.Proof = m.Want.Proof.Wrong()
		return change.Change{}, &Wrong{Counted: change.Change{Records: []change.Record{m.Want}}, Why: err}
	}
	if m.Old.Person != by.Person || m.Person.Version == 0 {
		return change.Change{}, fault.New(fault.Moved, "Your address has changed meanwhile; look again.")
	}
	if m.New.Version != 0 {
		return change.Change{}, fault.New(fault.Conflict, "This address has an account by now: it cannot be yours.")
	}
	old, p := by.person(), m.Person
	p.Email = m.Want.Email
	m.New.Person, m.New.Verifier = p.ID, m.Old.Verifier
	out := by.Change()
	out.Keep(p, m.New)
	out.Drop(m.Old, m.Want)
	out.Entries = append(out.Entries, old.own(by.Call, audit.AddressChanged, string(p.ID), "now "+p.Email))
	out.Notices = append(out.Notices, change.Notice{
		Kind: change.AddressChanged, At: by.At, To: change.Audience{Person: p.ID, Address: old.Email}, About: string(p.ID),
	})
	out.Orders = append(out.Orders, change.Order{Door: change.Drive, At: by.At, Chore: AddressChore, Thing: string(p.ID)})
	return out, nil
}

// FollowAddress writes a person's address into a membership of theirs that has
// an older one. One that was removed keeps what it had (rule A3).
func FollowAddress(p Person, m Member) change.Change {
	if p.Version == 0 || m.Version == 0 || m.Removed != nil || m.Email == p.Email {
		return change.Change{}
	}
	m.Email = p.Email
	return change.Change{Records: []change.Record{m}}
}
