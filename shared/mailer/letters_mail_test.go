package mailer

import (
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/identity"
)

// rule D7
func TestWhoHadAMailSentIsToldWhyItCameBackInOurWords(t *testing.T) {
	invitation := func(n *change.Notice, a *About) {
		n.About, a.Invitation.Bounced = "invite_a", a.Delegation.Bounced
	}
	for name, tt := range map[string]struct {
		why  identity.Bounce
		edit func(*change.Notice, *About)
		want []string
	}{
		"no mailbox":   {identity.NoMailbox, nil, []string{"The mail to olga@example.com did not arrive", "there is no such mailbox", "/resources/res_a"}},
		"spam":         {identity.Spam, nil, []string{"The mail to olga@example.com was marked as spam"}},
		"unknown why":  {"sunspots", nil, []string{"did not arrive."}},
		"invitation":   {identity.NotTaken, invitation, []string{"The mail to bob@fabrikam.example did not arrive", "does not take the mail", "Fabrikam IT"}},
		"a long place": {identity.Suppressed, func(_ *change.Notice, a *About) { a.Delegation.Email = strings.Repeat("o", 300) + "@example.com" }, []string{"before, so it is not sent any more"}},
	} {
		n, a := notice(change.MailBounced)
		n.Tie = string(tt.why)
		if tt.edit != nil {
			tt.edit(&n, &a)
		}
		told, ok := Compose(n, a)
		p := parse(t, told.Letter)
		for _, w := range tt.want {
			if !ok || !strings.Contains(told.Text+told.Path+p.subject+p.text, w) {
				t.Errorf("%s: it does not say %q: %s %q", name, w, p.subject, p.text)
			}
		}
		if strings.Contains(p.text+p.html, token) || len([]rune(p.subject)) > 100 {
			t.Errorf("%s: %q %s", name, p.subject, p.text)
		}
	}
}

func TestABounceThatIsNoLongerSoIsToldToNobody(t *testing.T) {
	for name, edit := range map[string]func(*change.Notice, *About){
		"the request is sent again": func(_ *change.Notice, a *About) { a.Delegation.Bounced = nil },
		"it was answered":           func(_ *change.Notice, a *About) { a.Delegation.State = access.Shared },
		"it lapsed":                 func(_ *change.Notice, a *About) { a.Now = a.Now.Add(14 * 24 * time.Hour) },
		"the invitation is gone":    func(n *change.Notice, a *About) { n.About, a.Invitation.Version = "invite_a", 0 },
		"it is sent again":          func(n *change.Notice, _ *About) { n.About = "invite_a" },
	} {
		n, a := notice(change.MailBounced)
		edit(&n, &a)
		if told, ok := Compose(n, a); ok {
			t.Errorf("%s: %+v", name, told)
		}
	}
}

func TestALettersTagIsItsIdAsTheMailServiceTakesIt(t *testing.T) {
	for id, want := range map[string]string{
		"notice_01KJPWBC10J68J2G8T1RBBVGAK": "notice_01KJPWBC10J68J2G8T1RBBVGAK",
		"a b\r\nc@é":                        "a_b__c__", strings.Repeat("x", 300): strings.Repeat("x", 256),
	} {
		if got := tag(id); got != want {
			t.Errorf("%q: %q", id, got)
		}
	}
}

func TestTheBounceOfAProvidersInvitationLeadsToTheProvidersPages(t *testing.T) { // rules D7, S2
	n, a := notice(change.MailBounced)
	n.About, n.Home = "invite_a", "org_site"
	a.Invitation.Bounced, a.Invitation.Provider = &nine, "org_ridge"
	if told, ok := Compose(n, a); !ok || told.Path != "/organizations/org_ridge" {
		t.Errorf("%+v, %v", told.Path, ok)
	}
	a.Invitation.Provider = ""
	if told, ok := Compose(n, a); !ok || told.Path != "/organizations/org_site" {
		t.Errorf("%+v, %v", told.Path, ok)
	}
}
