package identity

import (
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
)

// wanting is an address that Ann asked for, with the code's token.
func wanting(t *testing.T, email string, taken Signin) (NewAddress, LinkToken, change.Change, error) {
	t.Helper()
	_, all := signedIn(1)
	token := NewLinkToken()
	want := NewAddress{Email: email, Link: Link{Hash: token.Hash(), Expires: nine.Add(CodeLife)}}
	want.Proof.Code = Code{Hash: token.HashCode(digits), Sealed: []byte("x"), Expires: nine.Add(CodeLife)}
	ch, err := AskAddress(here(all[0], nine), Proven{Known: guarded().Known}, NewAddress{}, want, taken)
	if err == nil {
		want = kept[NewAddress](t, ch)
		want.Version = 1
	}
	return want, token, ch, err
}

// rule F7
func TestACodeGoesToTheNewAddressAndItsHolderIsToldInstead(t *testing.T) {
	for _, email := range []string{"ann.lee+vk@example.org", "ANN@Example.ORG", "ann@bücher.example", "an@例え.テスト", "anna@пример.испытание", strings.Repeat("a", 64) + "@example.com"} {
		free, _, ch, err := wanting(t, email, Signin{})
		wantKind(t, err, "")
		if n := ch.Notices[0]; n.Kind != change.AddressCode || n.To != (change.Audience{Address: email}) || n.Tie != free.Proof.Call || free.Person != ann.ID {
			t.Errorf("told: %+v", n)
		}
		taken, _, told, err := wanting(t, email, Signin{Address: Address(email), Person: "person_eve", Version: 1})
		wantKind(t, err, "")
		if n := told.Notices[0]; n.Kind != change.AddressKnown || n.To != (change.Audience{Address: email}) || strings.Contains(n.About, string(ann.ID)) {
			t.Errorf("told: %+v", n)
		}
		if len(told.Records) != len(ch.Records) || taken.Email != free.Email {
			t.Errorf("%s: whoever asks could tell", email)
		}
	}
	for _, email := range []string{"ann@example.com", " ANN@example.com ", "ann", "ann@localhost", "a b@example.com", "Ann <ann@example.org>", "änn@bücher.example", "安@例え.テスト", strings.Repeat("a", 65) + "@example.com"} {
		_, _, ch, err := wanting(t, email, Signin{})
		wantKind(t, err, fault.Invalid)
		wantNothing(t, ch)
	}
}

func TestAnAddressIsAskedForByWhoKnowsThePasswordFiveTimesAnHour(t *testing.T) {
	_, all := signedIn(1)
	by := here(all[0], nine)
	ch, err := AskAddress(by, Proven{Known: Signin{Person: "person_eve", Version: 1}}, NewAddress{}, NewAddress{Email: "a@b.example"}, Signin{})
	wantKind(t, err, fault.Invalid)
	wantNothing(t, ch)
	var before NewAddress
	for n := range 6 {
		ch, err := AskAddress(by, Proven{Known: guarded().Known}, before, NewAddress{Email: "a@b.example"}, Signin{})
		if n < 5 {
			wantKind(t, err, "")
			before = kept[NewAddress](t, ch)
			continue
		}
		wantKind(t, err, fault.TooMany)
		wantNothing(t, ch)
	}
}

// rule F7
func TestMovingMovesTheSignInAndNothingElse(t *testing.T) {
	want, token, _, err := wanting(t, "Ann.Lee+vk@example.org", Signin{})
	wantKind(t, err, "")
	_, all := signedIn(1)
	p := ann
	p.Version = 5
	good := Moving{Want: want, Token: token, Code: digits, Person: p, Old: guarded().Known, New: Signin{Address: Address(want.Email)}}
	for _, tt := range []struct {
		name  string
		spoil func(*Moving)
		after time.Duration
		want  fault.Kind
	}{
		{"all right", func(*Moving) {}, 0, ""},
		{"the last instant", func(*Moving) {}, CodeLife - 1, ""},
		{"too late", func(*Moving) {}, CodeLife, fault.NotFound},
		{"nothing asked", func(m *Moving) { m.Want = NewAddress{} }, 0, fault.NotFound},
		{"another token", func(m *Moving) { m.Token = NewLinkToken() }, 0, fault.NotFound},
		{"five were wrong", func(m *Moving) { m.Want.Proof.Code.Tries = 5 }, 0, fault.Invalid},
		{"no code", func(m *Moving) { m.Code = "" }, 0, fault.Invalid},
		{"taken in between", func(m *Moving) { m.New.Version = 1 }, 0, fault.Conflict},
		{"moved in between", func(m *Moving) { m.Old = Signin{} }, 0, fault.Moved},
	} {
		m := good
		tt.spoil(&m)
		out, err := ConfirmAddress(here(all[0], nine.Add(tt.after)), m)
		if fault.Of(err) != tt.want {
			t.Errorf("%s: %v", tt.name, err)
		}
		if err != nil {
			wantNothing(t, out)
			continue
		}
		in, now := kept[Signin](t, out), kept[Person](t, out)
		if in.Address != "ann.lee+vk@example.org" || in.Verifier != verifier || in.Person != ann.ID || in.Version != 0 || len(out.Drops) != 2 {
			t.Errorf("%s: signs in as %q", tt.name, in.Address)
		}
		if now.Email != "Ann.Lee+vk@example.org" || now.Version != 5 || now.Name != ann.Name || len(out.Records) != 2 {
			t.Errorf("%s: %+v", tt.name, out.Records)
		}
		if n := out.Notices[0]; n.Kind != change.AddressChanged || n.To != (change.Audience{Person: ann.ID, Address: "ann@example.com"}) {
			t.Errorf("%s: told %+v", tt.name, n)
		}
		if o := out.Orders[0]; o.Chore != AddressChore || o.Door != change.Drive || o.Thing != string(ann.ID) {
			t.Errorf("%s: ordered %+v", tt.name, o)
		}
		if e := entry(t, out, audit.AddressChanged); e.Account != ann.ID || e.ThingName != "ann@example.com" || e.Detail != "now Ann.Lee+vk@example.org" {
			t.Errorf("%s: %+v", tt.name, e)
		}
	}
	m := good
	m.Code = "0000 0000"
	out, err := ConfirmAddress(here(all[0], nine), m)
	wantNothing(t, out)
	if n := countedIn[NewAddress](t, err).Proof.Code.Tries; n != 1 {
		t.Errorf("%d tries", n)
	}
}

func TestAMembershipFollowsTheAddressOnce(t *testing.T) {
	p := Person{ID: ann.ID, Email: "new@example.com", Version: 2}
	for name, tt := range map[string]struct {
		p    Person
		m    Member
		want bool
	}{
		"an older address":   {p, Member{Email: "old@example.com", Version: 1}, true},
		"it has it":          {p, Member{Email: "new@example.com", Version: 1}, false},
		"removed (rule A3)":  {p, Member{Email: "old@example.com", Removed: &nine, Version: 1}, false},
		"gone":               {p, Member{Email: "old@example.com"}, false},
		"the person is gone": {Person{}, Member{Email: "old@example.com", Version: 1}, false},
	} {
		if ch := FollowAddress(tt.p, tt.m); len(ch.Records) == 1 != tt.want || tt.want && kept[Member](t, ch).Email != p.Email {
			t.Errorf("%s: %+v", name, ch.Records)
		}
	}
}
