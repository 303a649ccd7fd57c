package identity

import (
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/secret"
)

// AskReset keeps that somebody forgot the password of an address, and has a code
// mailed to it. For an address without an account all the same is kept, of
// nobody: the mail is not sent, and whoever asked cannot tell (promise 7).
func AskReset(c Call, r Reset, code Code, known Signin, k Knocking) (change.Change, error) {
	var out change.Change
	if err := k.count(&out, c.At); err != nil {
		return change.Change{}, err
	}
	var err error
	if r.Proof, err = r.Proof.Send(c, code); err != nil {
		return change.Change{}, err
	}
	r.Address, r.Person = k.Near.Address, known.Person
	out.Keep(r)
	out.Notices = append(out.Notices, change.Notice{
		Kind: change.PasswordReset, At: c.At, To: change.Audience{Address: r.Address}, About: string(r.ID), Tie: r.Proof.Call,
	})
	return out, nil
}

// Resetting is what is known of somebody who types the code of a reset.
type Resetting struct {
	Reset    Reset
	Token    LinkToken
	Code     secret.Text
	Password secret.Text // the new one
	Known    Signin      // of the reset's address
	Person   Person
	Logins   Logins
	Sessions []Session // what Logins lists
	Near     Tries     // wrong passwords for it, from where the call comes
	All      Tries     // and from everywhere
}

// Right holds the typed code against the reset. A wrong one is a *Wrong, which
// counts. One that was asked for an address without an account, or that is
// somebody else's by now, is never right. It is asked before Sessions are read:
// how long a refusal takes does not tell whether somebody is signed in.
func (r Resetting) Right(c Call) error {
	if r.Reset.Version == 0 || !r.Token.Opens(r.Reset.Link, c.At) {
		return fault.New(fault.NotFound, "This is not good, or no longer: have another code mailed.")
	}
	wrong, err := r.Reset.Proof.Try(c.At, r.Token, r.Code)
	nobodys := r.Known.Version == 0 || r.Known.Person != r.Reset.Person || r.Person.Version == 0
	if err == nil && nobodys {
		wrong, err = true, fault.BadField("body.code", "is not the code that was mailed")
	}
	if wrong {
		r.Reset.Proof = r.Reset.Proof.Wrong()
		return &Wrong{Counted: change.Change{Records: []change.Record{r.Reset}}, Why: err}
	}
	return err
}

// ConfirmReset gives the person a new password, and ends every session of theirs.
func ConfirmReset(c Call, r Resetting) (change.Change, error) {
	if err := r.Right(c); err != nil {
		return change.Change{}, err
	}
	var out change.Change
	out.Drop(r.Reset)
	r.Near.Count, r.Near.Good = 0, c.At // who guessed until shut out may sign in with the new one
	out.Keep(r.Near)
	if r.All.Count > 0 { // and nobody is shut out by what others tried before
		r.All.Count = 0
		out.Keep(r.All)
	}
	n := endAll(&out, c.At, r.Logins, r.Sessions, "")
	err := newPassword(&out, c, r.Known, r.Person, r.Password, "with a code mailed to the address; "+counted(n)+" ended")
	return out, err
}

// Repassword is what is known of somebody who changes their password.
type Repassword struct {
	Right    Proven      // by the one of now
	Old, New secret.Text // the one of now, and the one to be
	Logins   Logins
	Sessions []Session // what Logins lists
}

// Good refuses what is wrong whatever the password of now is. It is asked before
// that is looked at: a refusal keeps nothing, so one that only a right password
// gets would be a guess that nobody counts (Knock).
func (r Repassword) Good() error {
	if r.Old == r.New {
		return fault.BadField("body.newPassword", "is the one of now")
	}
	return nil
}

// ChangePassword gives the caller a new password, and ends every other session
// of theirs.
func ChangePassword(by Caller, r Repassword) (change.Change, error) {
	if r.Right.Known.Version == 0 || r.Right.Known.Person != by.Person {
		return change.Change{}, fault.BadField("body.password", "is not your password")
	}
	if err := r.Good(); err != nil {
		return change.Change{}, err
	}
	out := by.Change()
	out.Add(r.Right.Change)
	n := endAll(&out, by.At, r.Logins, r.Sessions, by.Session.ID)
	err := newPassword(&out, by.Call, r.Right.Known, by.person(), r.New, counted(n)+" ended")
	return out, err
}

// newPassword replaces a password, tells the person wherever they are, and puts
// it on their record.
func newPassword(out *change.Change, c Call, s Signin, p Person, password secret.Text, detail string) error {
	v, err := NewVerifier(password)
	if err != nil {
		*out = change.Change{}
		return err
	}
	s.Verifier = v
	out.Keep(s)
	out.Entries = append(out.Entries, p.own(c, audit.PasswordChanged, string(p.ID), detail))
	out.Notices = append(out.Notices, change.Notice{
		Kind: change.PasswordChanged, At: c.At, To: change.Audience{Person: p.ID, Address: p.Email}, About: string(p.ID),
	})
	return nil
}
