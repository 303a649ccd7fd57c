package identity

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
)

func signup(c Call) (Signup, LinkToken) {
	s := Signup{ID: Mint[id.Signup](c, 0), Organization: "  Fabrikam ", Name: " Ann", Email: "Ann@Example.com ", Verifier: verifier}
	t := NewLinkToken(string(s.ID))
	s.Link = Link{Hash: t.Hash(), Sealed: []byte("x"), Expires: c.At.Add(SignupLife)}
	return s, t
}

func TestASignUpOfAKnownAddressOnlyMailsThatAndLooksTheSame(t *testing.T) {
	c := call("signup-create", nine)
	s, _ := signup(c)
	fresh, err := SignUp(c, s, Signin{}, Knocking{})
	wantKind(t, err, "")
	got := kept[Signup](t, fresh)
	if got.Organization != "Fabrikam" || got.Name != "Ann" || got.Email != "Ann@Example.com" {
		t.Errorf("kept untrimmed: %q %q %q", got.Organization, got.Name, got.Email)
	}
	known, err := SignUp(c, s, Signin{Address: "ann@example.com", Version: 1}, Knocking{})
	wantKind(t, err, "")
	if len(known.Records) != 2 {
		t.Errorf("a sign-up is kept for a known address: %+v", known.Records)
	}
	for i, ch := range []change.Change{fresh, known} {
		want := []change.Telling{change.SignupConfirm, change.SignupKnown}[i]
		if len(ch.Notices) != 1 || ch.Notices[0].Kind != want || ch.Notices[0].To.Address != "Ann@Example.com" {
			t.Errorf("told: %+v, want one %s", ch.Notices, want)
		}
	}
}

func TestSignUpsWithOneAddressFromOneNetworkAreCountedForAnHour(t *testing.T) {
	k := NewKnocking("ann@example.com", "192.0.2.7")
	for n := range 7 {
		c := call("signup-create", nine.Add(time.Duration(n)*time.Minute))
		s, _ := signup(c)
		ch, err := SignUp(c, s, Signin{}, k)
		if n < 5 {
			wantKind(t, err, "")
			k.Near, k.All = ch.Records[0].(Knocks), ch.Records[1].(Knocks)
			continue
		}
		wantKind(t, err, fault.TooMany)
		wantNothing(t, ch)
	}
	c := call("signup-create", nine.Add(time.Hour))
	s, _ := signup(c)
	ch, err := SignUp(c, s, Signin{}, k)
	wantKind(t, err, "")
	if near := ch.Records[0].(Knocks); near.Count != 1 || near.Net != "192.0.2.0/24" || !near.Since.Equal(c.At) {
		t.Errorf("a new hour begins with %+v", near)
	}
}

// However many networks strangers have, thirty mails an hour go to an address;
// one from which its password came lately is not shut out by them.
func TestMailsToOneAddressFromManyNetworksAreCountedTogether(t *testing.T) {
	k := NewKnocking("ann@example.com", "192.0.2.7")
	k.All = Knocks{Address: "ann@example.com", Since: nine, Count: 30, Version: 30}
	c := call("signup-create", nine.Add(time.Minute))
	s, _ := signup(c)
	ch, err := SignUp(c, s, Signin{}, k)
	wantKind(t, err, fault.TooMany)
	wantNothing(t, ch)
	k.Tries.Good = nine.Add(-89 * 24 * time.Hour)
	_, err = SignUp(c, s, Signin{}, k)
	wantKind(t, err, "")
	k.Tries.Good = c.At.Add(-goodFor)
	_, err = SignUp(c, s, Signin{}, k)
	wantKind(t, err, fault.TooMany)
	k.Tries.Good, k.Near = c.At, Knocks{Since: nine, Count: 5, Version: 5}
	_, err = SignUp(c, s, Signin{}, k)
	wantKind(t, err, fault.TooMany)
}

func TestASignUpWithABlankNameIsRefusedByField(t *testing.T) {
	for field, blank := range map[string]func(*Signup){
		"body.organization": func(s *Signup) { s.Organization = " \t" },
		"body.name":         func(s *Signup) { s.Name = "  " },
	} {
		s, _ := signup(call("signup-create", nine))
		blank(&s)
		ch, err := SignUp(call("signup-create", nine), s, Signin{}, Knocking{})
		if fault.Of(err) != fault.Invalid || !strings.Contains(fmt.Sprintf("%+v", err.(*fault.Error).Fields), field) {
			t.Errorf("%s: %v", field, err)
		}
		wantNothing(t, ch)
	}
}

func TestASignUpIsConfirmedOnlyByItsLinkInTimeAndItsPassword(t *testing.T) {
	s, token := signup(call("signup-create", nine))
	s.Version = 1
	other := NewLinkToken(string(s.ID))
	for _, tt := range []struct {
		name     string
		sign     func(Signup) Signup
		known    Signin
		token    LinkToken
		password string
		after    time.Duration
		noKeys   bool
		want     fault.Kind
	}{
		{name: "all right", token: token, password: "right"},
		{name: "the last instant", token: token, password: "right", after: SignupLife - time.Millisecond},
		{name: "the instant it expires", token: token, password: "right", after: SignupLife, want: fault.NotFound},
		{name: "another link", token: other, password: "right", want: fault.NotFound},
		{name: "no link", password: "right", want: fault.NotFound},
		{name: "no such sign-up", sign: func(Signup) Signup { return Signup{} }, token: token, password: "right", want: fault.NotFound},
		{name: "wrong password", token: token, want: fault.Unauthenticated},
		{name: "wrong link and password", token: other, want: fault.NotFound},
		{name: "an account by now", token: token, password: "right", known: Signin{Version: 1}, want: fault.Conflict},
		{name: "an account by now, wrong password", token: token, known: Signin{Version: 1}, want: fault.Unauthenticated},
		{name: "the key service is down", token: token, password: "right", noKeys: true, want: "down"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			at, made := call("signup-confirm", nine.Add(tt.after)), 0
			sign := s
			if tt.sign != nil {
				sign = tt.sign(s)
			}
			typed := wrong
			if tt.password == "right" {
				typed = right
			}
			out, err := Confirm(at, sign, tt.known, tt.token, typed, func() (NewKeys, error) {
				made++
				if tt.noKeys {
					return NewKeys{}, errKeys
				}
				return keys(at), nil
			})
			if tt.want == "" {
				wantKind(t, err, "")
				return
			}
			if err == nil || tt.want != "down" && fault.Of(err) != tt.want || tt.want != "down" && made != 0 {
				t.Errorf("got %v after making %d key pairs; want %q", err, made, tt.want)
			}
			wantNothing(t, out.Change)
		})
	}
}

func TestConfirmingMakesTheOrganizationItsFirstAdminAndTheirSession(t *testing.T) {
	s, token := signup(call("signup-create", nine))
	s.Version, s.Organization, s.Name, s.Email = 1, "Fabrikam", "Ann", "Ann@Example.com"
	c := call("signup-confirm", nine.Add(time.Hour))
	out, err := Confirm(c, s, Signin{}, token, right, func() (NewKeys, error) { return keys(c), nil })
	wantKind(t, err, "")
	o, m, p := kept[Organization](t, out.Change), kept[Member](t, out.Change), kept[Person](t, out.Change)
	if o.Name != "Fabrikam" || o.Kind != Provider || !o.Since.Equal(c.At) || o.Epoch != 1 || string(o.Public) != "open" {
		t.Errorf("%+v", o)
	}
	if m.Role != Admin || m.Person != p.ID || m.Organization != o.ID || m.Email != "Ann@Example.com" || m.Kind != Provider {
		t.Errorf("%+v", m)
	}
	if in := kept[Signin](t, out.Change); in.Address != "ann@example.com" || in.Person != p.ID || in.Verifier != verifier {
		t.Errorf("the sign-in is of %q", in.Address)
	}
	if session := kept[Session](t, out.Change); !out.Token.Is(session.Hash) || session.Person != p.ID || session.ID != out.Token.Session {
		t.Errorf("the token handed over is not the session's: %+v", session)
	}
	if pair := kept[KeyPair](t, out.Change); pair.Organization != o.ID || string(pair.Private) != "closed" {
		t.Errorf("%+v", pair)
	}
	if len(out.Change.Drops) != 1 || out.Change.Drops[0].(Signup).ID != s.ID {
		t.Errorf("the sign-up stays: %+v", out.Change.Drops)
	}
	e := entry(t, out.Change, audit.OrganizationCreated, audit.SessionBegun)
	if e.Organization != o.ID || e.Actor != p.ID || e.ActorName != "Ann" || e.From != c.From || !e.At.Equal(c.At) {
		t.Errorf("%+v", e)
	}
}

func TestAnOwnersFreeAccountIsPersonalAndTheirsAlone(t *testing.T) {
	c := call("delegation-join", nine)
	_, err := Welcome(c, "Olga", "olga@example.com", verifier, Signin{Version: 1}, keys(c))
	wantKind(t, err, fault.Conflict)
	_, err = Welcome(c, " \t ", "olga@example.com", verifier, Signin{}, keys(c))
	wantKind(t, err, fault.Invalid)
	out, err := Welcome(c, " Olga ", "olga@example.com", verifier, Signin{}, keys(c))
	wantKind(t, err, "")
	if o := kept[Organization](t, out.Change); o.Kind != Personal || o.Name != "Olga" || out.Organization.ID != o.ID {
		t.Errorf("%+v", o)
	}
	if m := kept[Member](t, out.Change); m.Role != Admin || m.Kind != Personal || m.Name != "Olga" {
		t.Errorf("%+v", m)
	}
	if l := kept[Logins](t, out.Change); len(l.Open) != 1 || l.Open[0].ID != out.Session.ID || l.Person != out.Person.ID {
		t.Errorf("signed in: %+v", l)
	}
}

func TestSettlingMakesAPersonalOrganizationAndNoSecondPerson(t *testing.T) {
	by := Caller{Call: call("delegation-claim", nine), Person: "person_x", Name: "Olga", Email: "olga@example.com"}
	out := Settle(by, keys(by.Call))
	if b := kept[Belonging](t, out.Change); b.Person != by.Person || b.Kind != Personal || b.Role != Admin {
		t.Errorf("%+v", b)
	}
	for _, r := range out.Change.Records {
		switch r.(type) {
		case Person, Signin, Session:
			t.Errorf("makes a %T", r)
		}
	}
}
