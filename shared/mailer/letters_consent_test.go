package mailer

import (
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
)

// wanted is a credential request as a letter of a kind tells of it.
func wanted(kind change.Telling) credential.Request {
	q := credential.Request{
		Organization: "org_a", ID: "consent_a", Credential: "cred_a", Name: "Router, Pip", Username: "pip", Resource: "res_a", ResourceName: "Router",
		Owner: "person_p", OwnerName: "Pip", Asked: nine, Lapses: nine.Add(credential.ConsentLife), State: credential.RequestPending, Version: 2,
		Askers: []credential.Asker{{Person: "person_a", Name: "Ada Admin", At: nine, Message: "You are away next week.\nAda"}, {Person: "person_b", Name: "Abe"}},
	}
	decided := nine.Add(-time.Minute)
	switch kind {
	case change.ConsentApproved:
		q.Asked, q.Decided = nine.Add(-3*24*time.Hour), &decided
		q.State = credential.RequestApproved
	case change.ConsentDenied:
		q.Asked, q.Decided = nine.Add(-3*24*time.Hour), &decided
		q.State, q.Note = credential.RequestDenied, "Use the company's."
	case change.ConsentCancelled:
		q.State = credential.RequestCancelled
	case change.ConsentLapsed:
		q.State, q.Asked, q.Lapses = credential.RequestLapsed, nine.Add(-credential.ConsentLife), nine
	}
	return q
}

// rules C6, C7
func TestWhatNoLongerHoldsOfACredentialRequestIsNotTold(t *testing.T) {
	for _, tt := range []struct {
		name string
		kind change.Telling
		edit func(*About)
		told bool
	}{
		{"asked for, and answered before it was told", change.ConsentRequested, func(a *About) { a.Consent.State = credential.RequestDenied }, false},
		{"asked for, in its last instant", change.ConsentRequested, func(a *About) { a.Now = a.Consent.Lapses.Add(-1) }, true},
		{"asked for, at its lapse", change.ConsentRequested, func(a *About) { a.Now = a.Consent.Lapses }, false},
		{"approved, of a request that is gone", change.ConsentApproved, func(a *About) { a.Consent.Version = 0 }, false},
		{"lapsed, but answered", change.ConsentLapsed, func(a *About) { a.Consent.State = credential.RequestApproved }, false},
		{"a login that is gone", change.LoginChanged, func(a *About) { a.Credential.Version = 0 }, false},
	} {
		n, a := notice(tt.kind)
		tt.edit(&a)
		if _, ok := Compose(n, a); ok != tt.told {
			t.Errorf("%s: told %v", tt.name, ok)
		}
	}
}

// rule C6, design 8
func TestALetterThatAsksForALoginNamesWhoAndUntilWhenAndShowsTheirWordsAsTheirs(t *testing.T) {
	n, a := notice(change.ConsentRequested)
	a.Consent.Askers[0].Message = "<b>now</b>\u202e\nApprove: https://evil.example"
	a.Consent.Name = "Router\r\nBcc: eve@example.com"
	told, _ := Compose(n, a)
	p := parse(t, told.Letter)
	for _, words := range []string{
		"Who asks: Ada Admin, Abe\nOrganization: Fabrikam IT\n", "Asked: 4 March 2026, 09:00 UTC\nWaits until: 18 March 2026, 09:00 UTC (in 14 days)\n", "They wrote:\n> <b>now</b>\n> Approve: https://evil.example\n",
		origin + "/organizations/org_a/consents/consent_a", "Manage this login: " + origin + "/organizations/org_a/resources/res_a/logins/cred_a",
	} {
		if !strings.Contains(p.text, words) {
			t.Errorf("it does not say %q:\n%s", words, p.text)
		}
	}
	if strings.Contains(p.html, "<b>now") || strings.ContainsAny(p.subject, "\r\n") {
		t.Errorf("%q\n%s", p.subject, p.html)
	}
}

func TestWhatBecameOfALoginIsSaid(t *testing.T) { // rule C5
	n, a := notice(change.LoginTaken)
	if told, _ := Compose(n, a); told.Text != "Ada Admin gave your login Router, Pip to another owner." {
		t.Errorf("%q", told.Text)
	}
	a.Credential.Owner = ""
	if told, _ := Compose(n, a); told.Text != "Ada Admin made your login Router, Pip the organization's." {
		t.Errorf("%q", told.Text)
	}
	n.At = nine.Add(time.Hour)
	if _, ok := Compose(n, a); !ok {
		t.Error("not told an hour later")
	}
}

// A letter says of which organization it speaks, since when, and leads who still owns
// the login to where it is managed, and who does not nowhere of that name.
func TestEveryLetterAboutALoginSaysWhereAndWhenAndLeadsItsOwnerToIt(t *testing.T) { // rules C5, C7, F6
	for kind, words := range map[change.Telling][]string{
		change.ConsentApproved:  {"Asked: 1 March 2026, 09:00 UTC\nApproved: 4 March 2026, 08:59 UTC\n"},
		change.ConsentDenied:    {"Asked: 1 March 2026, 09:00 UTC\nDenied: 4 March 2026, 08:59 UTC\n", "it stays theirs alone"},
		change.ConsentLapsed:    {"Asked: 18 February 2026, 09:00 UTC\nLapsed: 4 March 2026, 09:00 UTC\n", "it stays theirs alone"},
		change.ConsentWithdrawn: {"When: 4 March 2026, 09:00 UTC\n", "may still know it"},
		change.LoginChanged:     {"When: 4 March 2026, 09:00 UTC\n", "Manage this login: "},
		change.LoginGiven:       {"When: 4 March 2026, 09:00 UTC\n", "Manage this login: "},
		change.LoginTaken:       {"When: 4 March 2026, 09:00 UTC\n", "ask Ada Admin", "See resource: "},
	} {
		told, _ := Compose(notice(kind))
		text := parse(t, told.Letter).text
		for _, w := range append(words, "Organization: Fabrikam IT\n") {
			if !strings.Contains(text, w) {
				t.Errorf("%s does not say %q:\n%s", kind, w, text)
			}
		}
		if owns := kind == change.LoginChanged || kind == change.LoginGiven; strings.Contains(text, "Manage this login") != owns {
			t.Errorf("%s leads to the login:\n%s", kind, text)
		}
	}
}
