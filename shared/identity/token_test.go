package identity

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/secret"
)

func TestATokenIsReadBackAndNothingLikeItIs(t *testing.T) {
	token := NewToken(ann.ID, id.New[id.Session](nine, "s", 0))
	text := token.Reveal()
	back, ok := ParseToken(text)
	if !ok || back != token || !back.Is(token.Hash()) || !back.Present() {
		t.Fatalf("%s is not read back", text)
	}
	part := strings.Split(text, ".")
	last := part[3]
	for name, s := range map[string]string{
		"empty": "", "one dot too many": text + ".", "a part less": strings.Join(part[:3], "."),
		"another label": "vk2." + strings.Join(part[1:], "."), "no label": strings.Join(part[1:], "."),
		"lower-case id":    "vk1." + strings.ToLower(part[1]) + "." + part[2] + "." + last,
		"an id with a key": "vk1." + part[1][:25] + "#." + part[2] + "." + last,
		"short bits":       strings.TrimSuffix(text, last) + last[:42], "long bits": text + "AA",
		"padded bits": text + "=", "other alphabet": strings.TrimSuffix(text, last) + "+/" + last[2:],
		"a line break": text + "\n", "a blank before": " " + text, "a link's token": NewLinkToken("a", "b", "c").Reveal(),
	} {
		if got, ok := ParseToken(s); ok || got.Present() {
			t.Errorf("%s is a token", name)
		}
	}
	if strict := text[:len(text)-1] + next(text[len(text)-1]); strict != text {
		if got, ok := ParseToken(strict); ok && got.Is(token.Hash()) {
			t.Error("two texts are the same token")
		}
	}
}

// next is another letter of base64 with the same leading bits.
func next(c byte) string {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	return string(alphabet[strings.IndexByte(alphabet, c)^1])
}

func TestATokenIsOfItsSessionOnlyAndNeverOfNone(t *testing.T) {
	a, b := NewToken(ann.ID, "session_a"), NewToken(ann.ID, "session_a")
	for name, hash := range map[string][]byte{"another": b.Hash(), "none": nil, "short": a.Hash()[:31], "zero": make([]byte, 32)} {
		if a.Is(hash) {
			t.Errorf("it is the token of %s hash", name)
		}
	}
	if (Token{}).Present() || (Token{}).Is(a.Hash()) {
		t.Error("no token is one")
	}
	link := NewLinkToken("x")
	link.bits = a.bits
	if string(link.Hash()) == string(a.Hash()) {
		t.Error("a link's hash is a session's")
	}
}

func TestATokenPrintsAndMarshalsNothingOfItsSecret(t *testing.T) {
	token, link := NewToken(ann.ID, "session_a"), NewLinkToken("signup_a")
	asJSON, err := json.Marshal([]any{token, link, struct{ T Token }{token}})
	if err != nil {
		t.Fatal(err)
	}
	printed := string(asJSON)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d"} {
		printed += fmt.Sprintf(verb, token) + fmt.Sprintf(verb, &link) + fmt.Sprintf(verb, Call{Token: token})
	}
	for _, bits := range [][]byte{token.bits[:], link.bits[:]} {
		for _, form := range []string{fmt.Sprintf("%x", bits[:8]), strings.Trim(fmt.Sprint(bits[:8]), "[]"), token.Reveal()[60:70]} {
			if strings.Contains(strings.ToLower(printed), form) || strings.Contains(printed, strings.ReplaceAll(form, " ", ",")) {
				t.Errorf("a token shows: %s", printed)
			}
		}
	}
}

func TestAMailedLinkOpensItsThingUntilTheInstantItExpires(t *testing.T) {
	token := NewLinkToken("org_a", "invite_b")
	l := Link{Hash: token.Hash(), Expires: nine}
	back, ok := ParseLinkToken(token.Reveal(), 2)
	if !ok || back.Thing(0) != "org_a" || back.Thing(1) != "invite_b" || back.Thing(2) != "" {
		t.Fatalf("read back as %q", back.Things)
	}
	if !back.Opens(l, nine.Add(-time.Millisecond)) || back.Opens(l, nine) {
		t.Error("it does not close when it expires")
	}
	if NewLinkToken("org_a", "invite_b").Opens(l, nine.Add(-1)) || back.Opens(Link{Expires: nine.Add(1)}, nine) || (LinkToken{}).Opens(l, nine.Add(-1)) {
		t.Error("another token opens it, or a link without a hash is open")
	}
	for name, try := range map[string]func() bool{
		"with fewer ids":     func() bool { _, ok := ParseLinkToken(token.Reveal(), 1); return ok },
		"with more ids":      func() bool { _, ok := ParseLinkToken(token.Reveal(), 3); return ok },
		"empty":              func() bool { _, ok := ParseLinkToken("", 1); return ok },
		"with dots only":     func() bool { _, ok := ParseLinkToken("..", 2); return ok },
		"with padding":       func() bool { _, ok := ParseLinkToken(token.Reveal()+"=", 2); return ok },
		"with a line break":  func() bool { _, ok := ParseLinkToken(token.Reveal()+"\n", 2); return ok },
		"with a short token": func() bool { _, ok := ParseLinkToken("a.b.AAAA", 2); return ok },
	} {
		if try() {
			t.Errorf("%s it is a token", name)
		}
	}
}

func TestACodeProvesOnceItIsRightInTimeWithTriesLeftAndItsLink(t *testing.T) {
	token := NewLinkToken("deleg_a")
	code := NewCode()
	if text := code.Reveal(); len(text) != 9 || text[4] != ' ' || strings.Trim(text, "0123456789 ") != "" {
		t.Fatalf("a code of %d characters", code.Len())
	}
	kept := Code{Hash: token.HashCode(code), Expires: nine.Add(CodeLife)}
	run := strings.ReplaceAll(code.Reveal(), " ", "")
	other := NewLinkToken("deleg_a")
	for _, tt := range []struct {
		name  string
		token LinkToken
		code  Code
		typed secret.Text
		after time.Duration
		want  bool
	}{
		{"as mailed", token, kept, code, 0, true},
		{"without the blank", token, kept, secret.Text(run), 0, true},
		{"with more blanks", token, kept, secret.Text(" " + run[:2] + "\t" + run[2:] + "\n"), 0, true},
		{"at the last instant", token, kept, code, CodeLife - time.Millisecond, true},
		{"when it expires", token, kept, code, CodeLife, false},
		{"with another link", other, kept, code, 0, false},
		{"cut short", token, kept, secret.Text(run[:7]), 0, false},
		{"made longer", token, kept, secret.Text(run + "0"), 0, false},
		{"empty", token, kept, "", 0, false},
		{"four wrong tries", token, Code{Hash: kept.Hash, Expires: kept.Expires, Tries: CodeTries - 1}, code, 0, true},
		{"five wrong tries", token, Code{Hash: kept.Hash, Expires: kept.Expires, Tries: CodeTries}, code, 0, false},
		{"no code was mailed", token, Code{Expires: kept.Expires}, "", 0, false},
	} {
		if got := tt.token.Proves(tt.code, tt.typed, nine.Add(tt.after)); got != tt.want {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}

func TestAnAddressIsComparedAsMailboxesAre(t *testing.T) {
	longest := strings.Repeat("a", 64) + "@" + strings.Repeat(strings.Repeat("b", 60)+".", 4) + "example" // 316
	for in, want := range map[string]string{
		"Ann@Example.COM":                     "ann@example.com",
		"  ann@example.com\t":                 "ann@example.com",
		"ann@B\u00fccher.example":             "ann@xn--bcher-kva.example",
		"ann@xn--bcher-kva.example":           "ann@xn--bcher-kva.example",
		"ann@\u4f8b\u3048.\u30c6\u30b9\u30c8": "ann@xn--r8jz45g.xn--zckzah",
		"cafe\u0301@example.com":              "", // no mail of ours reaches it
		"\u0430nn@example.com":                "", // a Cyrillic letter
		"a@b@example.com":                     "",
		"ann@exa_mple.com":                    "",
		"ann+tag@example.com":                 "ann+tag@example.com",
		"Ann <ann@example.com>":               "",
		"<ann@example.com>":                   "",
		"ann@example.com, b@ex.com":           "",
		"ann@localhost":                       "",
		"ann":                                 "",
		"@example.com":                        "",
		"ann@":                                "",
		"ann@exa mple.com":                    "",
		"ann@example.com\r\nBcc: x@":          "",
		"":                                    "",
		"\u212aate@example.com":               "", // the Kelvin sign, whose small letter is a plain k
		"\u1fefann@example.com":               "", // composes to a plain backtick
		longest:                               longest,
		"a" + longest:                         "", // 65 before the @
		"ann@" + strings.Repeat("b", 64) + ".com":  "", // no label of the DNS is so long
		"ann@" + strings.Repeat("b.", 126) + "com": "", // nor a name
		"ann@example.com.":                         "",
	} {
		if got := Address(in); got != want {
			t.Errorf("Address(%q) = %q, want %q", in, got, want)
		}
		if got := Address(in); Address(got) != got {
			t.Errorf("the address of %q is not its own", got)
		}
	}
}

func TestABadAddressSaysInWhichWay(t *testing.T) {
	for in, want := range map[string]string{
		"\u00e4nn@example.com": "letters before the @", "ann": "is no mail address", "ann@example": "is no mail address",
		strings.Repeat("a", 65) + "@example.com": "more than 64 characters before the @",
	} {
		var f *fault.Error
		if err := BadAddress("body.email", in); !errors.As(err, &f) || !strings.Contains(f.Fields[0].Reason, want) || f.Fields[0].Name != "body.email" {
			t.Errorf("%q: %v", in, err)
		}
	}
	if got := Mailed(" Olga+Page@B\u00fccher.example "); got != "Olga+Page@xn--bcher-kva.example" {
		t.Errorf("mailed to %q", got)
	}
}

func TestAHalfHiddenAddressHidesTheMailboxAndShowsTheDomain(t *testing.T) {
	for in, want := range map[string]string{
		"olga@example.com": "o…a@example.com", "o@example.com": "o…o@example.com",
		"öö@example.com": "ö…ö@example.com", "@example.com": "…", "": "…", "olga": "…",
	} {
		if got := HalfHidden(in); got != want {
			t.Errorf("%q is shown as %q", in, got)
		}
	}
}
