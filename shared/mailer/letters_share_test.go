package mailer

import (
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/sharing"
)

// shareOf is how Ridge IT shares something with Fabrikam, or did.
func shareOf(kind change.Telling) credential.Reader {
	summer := nine.AddDate(0, 3, 0)
	r := credential.Reader{
		Credential: "cred_a", Organization: "org_a", Name: "Fabrikam", Via: credential.Shared, Lender: "Ridge IT", Mode: credential.Read, Ends: &summer, Version: 1,
		Share: &credential.Share{Groups: []credential.SharedGroup{{Name: "Front office"}}, People: []credential.SharedWith{{Name: "Cem"}}},
	}
	if kind == change.ShareStopped {
		r = r.End(nine, "Rhea", credential.Credential{ID: "cred_a", Name: "Router, Pip", Version: 2})
	}
	return r
}

func TestWhatIsSharedIsToldWhileItIsSo(t *testing.T) { // promise 4
	for _, tt := range []struct {
		name string
		kind change.Telling
		edit func(*About)
	}{
		{"shared, and stopped", change.ShareGiven, func(a *About) { a.Share = shareOf(change.ShareStopped) }},
		{"shared, and over", change.ShareGiven, func(a *About) { a.Now = *a.Share.Ends }},
		{"shared, and gone", change.ShareGiven, func(a *About) { a.Credential = credential.Credential{} }},
		{"shared, and a loan by now", change.ShareGiven, func(a *About) { a.Share.Via = credential.Delegated }},
		{"stopped, and shared again", change.ShareStopped, func(a *About) { a.Share = shareOf(change.ShareGiven) }},
		{"stopped, of nothing", change.ShareStopped, func(a *About) { a.Share = credential.Reader{} }},
	} {
		n, a := notice(tt.kind)
		tt.edit(&a)
		if told, ok := Compose(n, a); ok {
			t.Errorf("%s: told %q", tt.name, told.Text)
		}
	}
}

func TestALetterOfAShareSaysForWhomAndHow(t *testing.T) { // rules H2, H3, H5
	n, a := notice(change.ShareGiven)
	a.Share.Share.Write = true
	a.Share.Share.People[0].Name = "Ce\r\nm <b>"
	told, _ := Compose(n, a)
	p := parse(t, told.Letter)
	if !strings.Contains(p.text, "For: Front office, Ce m <b>\n") || !strings.Contains(p.text, "They may: see and change it") || strings.Contains(p.html, "m <b>") || strings.Contains(p.text, "others") {
		t.Errorf("%s", p.text)
	}
	a.Share.Share = &credential.Share{Everyone: true}
	a.Share.Mode = credential.Use
	told, _ = Compose(n, a)
	if p := parse(t, told.Letter); !strings.Contains(p.text, "For: Everyone\n") || !strings.Contains(p.text, "They may: sign in with it") {
		t.Errorf("%s", p.text)
	}
	for _, kind := range []change.Telling{change.ShareGiven, change.ShareStopped} {
		n, a := notice(kind)
		n.Tie = sharing.Several
		if told, ok := Compose(n, a); !ok || told.Path != "/organizations/org_a/vault" || !strings.Contains(strings.Join(told.Letter.Lines, " "), "others") {
			t.Errorf("%s: %+v", kind, told)
		}
	}
	n, a = notice(change.ShareStopped)
	a.Credential.Name = "as it is called since" // of which they learn nothing
	if told, _ := Compose(n, a); told.Text != "Rhea of Ridge IT stopped sharing Router, Pip with Fabrikam." {
		t.Errorf("%q", told.Text)
	}
}
