package identity

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
)

const another = "a boathouse by the weir"

// forgotten is a reset of Ann's, with the code's token.
func forgotten(t *testing.T, known Signin) (Reset, change.Change) {
	t.Helper()
	token := NewLinkToken("reset_a")
	c := call("reset-create", nine)
	ch, err := AskReset(c, Reset{ID: "reset_a", Link: Link{Hash: token.Hash(), Expires: nine.Add(CodeLife)}},
		Code{Hash: token.HashCode(digits), Sealed: []byte("x"), Expires: nine.Add(CodeLife)}, known, Knocking{Near: Knocks{Address: "ann@example.com"}})
	wantKind(t, err, "")
	r := kept[Reset](t, ch)
	r.Version = 1
	resetToken = token
	return r, ch
}

var resetToken LinkToken

func TestForgettingLooksTheSameForAnUnknownAddress(t *testing.T) {
	mine, known := forgotten(t, Signin{Address: "ann@example.com", Person: ann.ID, Version: 1})
	nobodys, unknown := forgotten(t, Signin{})
	if len(known.Records) != len(unknown.Records) || len(known.Notices) != 1 || len(unknown.Notices) != 1 || len(known.Entries)+len(unknown.Entries) != 0 {
		t.Errorf("%+v differs from %+v", known, unknown)
	}
	if mine.Person != ann.ID || nobodys.Person != "" || mine.Address != "ann@example.com" || nobodys.Address != mine.Address {
		t.Errorf("%+v, %+v", mine, nobodys)
	}
	if n := known.Notices[0]; n.Kind != change.PasswordReset || n.To != (change.Audience{Address: "ann@example.com"}) || n.Tie != mine.Proof.Call {
		t.Errorf("told: %+v", n)
	}
}

func TestForgettingIsRationedWithSignUps(t *testing.T) {
	k := Knocking{Near: Knocks{Address: "ann@example.com", Since: nine, Count: 5, Version: 5}}
	ch, err := AskReset(call("reset-create", nine.Add(time.Hour-1)), Reset{}, Code{}, Signin{}, k)
	wantKind(t, err, fault.TooMany)
	wantNothing(t, ch)
	_, err = AskReset(call("reset-create", nine.Add(time.Hour)), Reset{}, Code{}, Signin{}, k)
	wantKind(t, err, "")
}

func TestAResetNeedsItsTokenItsCodeAndTheSamePerson(t *testing.T) {
	known := Signin{Address: "ann@example.com", Person: ann.ID, Verifier: verifier, Version: 4}
	r, _ := forgotten(t, known)
	token := resetToken
	l, all := signedIn(3)
	good := Resetting{Reset: r, Token: token, Code: "12345678", Password: another, Known: known, Person: ann, Logins: l, Sessions: all}
	for _, tt := range []struct {
		name  string
		spoil func(*Resetting)
		after time.Duration
		want  fault.Kind
		wrong bool
	}{
		{name: "all right", spoil: func(*Resetting) {}},
		{name: "the last instant", spoil: func(*Resetting) {}, after: CodeLife - 1},
		{name: "too late", spoil: func(*Resetting) {}, after: CodeLife, want: fault.NotFound},
		{name: "no reset", spoil: func(r *Resetting) { r.Reset = Reset{} }, want: fault.NotFound},
		{name: "another token", spoil: func(r *Resetting) { r.Token = NewLinkToken("reset_a") }, want: fault.NotFound},
		{name: "five were wrong", spoil: func(r *Resetting) { r.Reset.Proof.Code.Tries = 5 }, want: fault.Invalid},
		{name: "a wrong code", spoil: func(r *Resetting) { r.Code = "0000 0000" }, wrong: true},
		{name: "nobody has the address", spoil: func(r *Resetting) { r.Reset.Person, r.Known, r.Person = "", Signin{}, Person{} }, wrong: true},
		{name: "nobody had it; somebody signed up with it since", spoil: func(r *Resetting) { r.Reset.Person = "" }, wrong: true},
		{name: "the address is another's by now", spoil: func(r *Resetting) { r.Known.Person = "person_eve" }, wrong: true},
		{name: "the person moved to another address", spoil: func(r *Resetting) { r.Known = Signin{} }, wrong: true},
		{name: "the account is closed", spoil: func(r *Resetting) { r.Person = Person{} }, wrong: true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			in := good
			tt.spoil(&in)
			out, err := ConfirmReset(call("reset-confirm", nine.Add(tt.after)), in)
			if tt.wrong {
				if n := countedIn[Reset](t, err).Proof.Code.Tries; n != 1 {
					t.Errorf("%d tries", n)
				}
				wantNothing(t, out)
				return
			}
			wantKind(t, err, tt.want)
			if err != nil {
				wantNothing(t, out)
				return
			}
			if s := kept[Signin](t, out); !s.Verifier.Is(another) || s.Version != 4 || len(out.Drops) != 1 {
				t.Error("the password is not the new one")
			}
			if l := kept[Logins](t, out); len(l.Open) != 0 || len(out.Records) != 6 {
				t.Errorf("sessions go on: %+v", l)
			}
			if e := entry(t, out, audit.PasswordChanged); e.Account != ann.ID || e.Organization != "" {
				t.Errorf("%+v", e)
			}
			if n := out.Notices[0]; n.Kind != change.PasswordChanged || n.To != (change.Audience{Person: ann.ID, Address: ann.Email}) {
				t.Errorf("told: %+v", n)
			}
		})
	}
}

func TestChangingThePasswordEndsEveryOtherSession(t *testing.T) {
	l, all := signedIn(3)
	by := here(all[2], nine.Add(time.Hour))
	in := Repassword{Right: Proven{Known: guarded().Known}, Old: right, New: another, Logins: l, Sessions: all}
	out, err := ChangePassword(by, in)
	wantKind(t, err, "")
	if s := kept[Signin](t, out); !s.Verifier.Is(another) || s.Verifier.Is(right) || s.Version != 7 {
		t.Error("the password is not the new one")
	}
	if l := kept[Logins](t, out); len(l.Open) != 1 || l.Open[0].ID != all[2].ID || len(out.Records) != 4 {
		t.Errorf("%+v", out.Records)
	}
	if e := entry(t, out, audit.PasswordChanged); e.Detail != "2 sessions ended" || len(out.Notices) != 1 {
		t.Errorf("%+v", e)
	}
	same, notMine := in, in
	same.New = right
	notMine.Right.Known.Person = "person_eve"
	for _, in := range []Repassword{same, notMine, {Old: right, New: another}} {
		out, err := ChangePassword(by, in)
		wantKind(t, err, fault.Invalid)
		wantNothing(t, out)
	}
}
