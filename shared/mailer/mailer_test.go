package mailer

import (
	"encoding/base64"
	"flag"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/webhook"
)

var update = flag.Bool("update", false, "write the golden letters anew")

var nine = time.Date(2026, 3, 4, 9, 0, 0, 0, time.UTC)

const (
	origin = "https://valetkey.example"
	token  = "deleg_01J00000000000000000000000.kL1ZbVw0token"
)

// notice is one of a kind, and what it is about.
func notice(kind change.Telling) (change.Notice, About) {
	ended := nine.Add(-time.Minute)
	n := change.Notice{ID: "notice_a", Kind: kind, At: nine, Home: "org_a", By: "Olga Owner"}
	a := About{
		Origin: origin, Now: nine, Token: token,
		Signup:     identity.Signup{Organization: "Fabrikam IT", Name: "Ada Admin", Email: "ada@fabrikam.example", Link: identity.Link{Expires: nine.Add(24 * time.Hour)}, Version: 1},
		Invitation: identity.Invitation{OrganizationName: "Fabrikam IT", ByName: "Ada Admin", Email: "bob@fabrikam.example", Link: identity.Link{Expires: nine.Add(7 * 24 * time.Hour)}, Version: 1},
		Member:     identity.Member{OrganizationName: "Fabrikam IT", Name: "Bob", Version: 1},
		Delegation: delegation.Delegation{
			Name: "Fabrikam IT", Since: nine.Add(-400 * 24 * time.Hour), AskerName: "Ada Admin", AskerEmail: "ada@fabrikam.example", Resource: "res_a",
			ResourceName: "Social account", Address: "https://social.example.com/", Message: "Hello Olga,\nwe run the spring campaign and post for you.\nAda",
			Email: "olga@example.com", Asked: nine.Add(-14 * 24 * time.Hour), Lapses: nine.Add(14 * 24 * time.Hour),
			Proof: identity.Proof{Code: identity.Code{Sealed: []byte("x"), Expires: nine.Add(15 * time.Minute)}, Count: 1, Call: "call"}, State: access.Pending, Version: 1, Ended: &ended,
		},
	}
	if strings.HasPrefix(string(kind), "access-") {
		n.By, n.About, a.Request = "Rob Reviewer", "req_a", asked(kind)
		n.Tie = string(a.Request.State)
		if kind == change.AccessEnded || kind == change.AccessEnding || kind == change.AccessLapsed {
			n.By = "" // by itself
		}
	}
	a.Consent, a.Credential = wanted(kind), credential.Credential{ID: "cred_a", Name: "Router, Pip", Resource: "res_a", Owner: "person_q", Managed: true, Version: 2}
	if strings.HasPrefix(string(kind), "consent-") || strings.HasPrefix(string(kind), "login-") {
		a.Organization.Name = "Fabrikam IT"
	}
	switch kind {
	case change.ConsentRequested, change.ConsentCancelled:
		n.By, n.About, n.Tie = "Ada Admin", "consent_a", string(a.Consent.State)
	case change.ConsentApproved, change.ConsentDenied, change.ConsentLapsed:
		n.By, n.About, n.Tie = "Pip", "consent_a", string(a.Consent.State)
	case change.ConsentWithdrawn:
		n.By = "Pip"
	case change.LoginChanged, change.LoginTaken, change.LoginGiven:
		n.By = "Ada Admin"
	case change.MemberJoined:
		n.By = "Bob"
	case change.MemberRole:
		n.By, n.Tie, a.Member.Role = "Ada Admin", "auditor", identity.Auditor
	case change.MemberSuspended:
		n.By, a.Member.Suspended = "Ada Admin", &ended
	case change.MemberResumed:
		n.By = "Ada Admin"
	case change.MemberRemoved, change.MemberLeft:
		n.By, a.Member.Removed = "Ada Admin", &ended
	case change.LockChanged:
		n.By, n.Tie, a.Organization = "Ada Admin", string(audit.LockReset), identity.Organization{ID: "org_a", Name: "Fabrikam IT", Version: 1}
	case change.KeyKnown:
		n.By, n.Tie, a.Member.Removed = "Ada Admin", "2", &ended
		a.Organization = identity.Organization{ID: "org_a", Name: "Fabrikam IT", Epoch: 2, Locked: &identity.Locked{}, Version: 1}
	case change.LeftWaiting, change.LeftReminder:
		n.By, a.Member.Removed, a.Waiting = "Ada Admin", &ended, 3
		a.Left = identity.Left{Until: a.Member.WaitsUntil(), Version: 1}
		n.Tie = a.Left.Until.Format(time.RFC3339Nano)
	case change.OwnAccess:
		n.By, a.Organization.Name = "Ada Admin", "Fabrikam IT"
		a.Resource = access.Resource{ID: "res_a", Name: "Router", Version: 1}
	case change.MailBounced:
		n.About, n.Tie, a.Delegation.Bounced = "deleg_a", "no-mailbox", &ended
	case change.DelegationCode, change.InvitationCode, change.PasswordReset, change.AddressCode:
		n.Tie, a.Token = "call", "1234 5678"
		a.Invitation.Proof, a.NewAddress.Proof = a.Delegation.Proof, a.Delegation.Proof
		a.Reset = identity.Reset{Person: "person_a", Proof: a.Delegation.Proof}
	case change.AddressChanged:
		a.Person = identity.Person{Email: "olga@flowers.example", Version: 2}
	case change.DelegationShared, change.DelegationAmended:
		summer := nine.AddDate(0, 3, 0)
		n.Tie, a.Delegation.State, a.Delegation.AllowViewing, a.Delegation.Ends = "shared", access.Shared, true, &summer
	case change.DelegationEnded:
		n.Tie, a.Delegation.State, a.Delegation.Owner, a.Delegation.Ends = "revoked", access.Revoked, "org_o", &ended
	case change.AccountClosed:
		n.Tie = "gone"
	case change.DelegationAsked:
		n.Tie, a.Delegation.Sends = "1", 1
	case change.DelegationCancelled:
		n.By, n.Tie = "Ada Admin", "cancelled"
		a.Delegation.State, a.Delegation.Owner, a.Delegation.ID = access.Cancelled, "org_o", "deleg_a"
	case change.DelegationDisowned:
		n.Tie, a.Delegation.State, a.Delegation.Unknown = "denied", access.Denied, true
	case change.OrganizationHeld:
		a.Organization = identity.Organization{Name: "Fabrikam Bank", Held: "it is like that of a well-known service", Version: 1}
	case change.SiteInvited:
		a.Invitation.Provider, a.Invitation.ProviderName, a.Invitation.Role = "org_p", "Ridge IT", identity.User
	case change.SiteJoined:
		n.By, n.Tie = "Bob", "org_p"
	case change.SiteOpened, change.SiteClosed:
		n.By, a.Organization = "Rhea", identity.Organization{Name: "Fabrikam", Version: 3, Relation: &identity.Relation{Name: "Ridge IT", Open: kind == change.SiteOpened}}
	case change.RelationEnded:
		n.By, a.Organization = "Rhea of Ridge IT", identity.Organization{Name: "Fabrikam", Version: 3, Relation: &identity.Relation{Name: "Ridge IT", Ended: &ended}}
	case change.ShareGiven, change.ShareStopped:
		n.By, n.About, a.Share = "Rhea", "cred_a", shareOf(kind)
	case change.OrganizationReleased:
		a.Organization = identity.Organization{Name: "Fabrikam Bank", Version: 1}
	case change.WebhookRegistered:
		n.By, n.About, n.Tie, a.Hook, a.Organization.Name = "Ada Admin", "hook_a", webhook.NewTie, hooked(), "Fabrikam IT"
	case change.WebhookDisabled:
		n.By, n.About, a.Hook, a.Organization.Name = "", "hook_a", hooked(), "Fabrikam IT"
		failing := nine.Add(-3 * 24 * time.Hour)
		a.Hook.Failing, a.Hook.Disabled, a.Hook.Why = &failing, &ended, "every delivery failed for three days; the last: answered 502"
	case change.DelegationDenied:
		n.Tie, a.Delegation.State, a.Delegation.Note = "denied", access.Denied, "Not before May.\nOlga"
	case change.DelegationRevoked:
		n.Tie, a.Delegation.State = "revoked", access.Revoked
	case change.DelegationLapsed:
		n.Tie, a.Delegation.Lapses = "lapsed", nine
	}
	return n, a
}

// parsed is a mail as its reader's client takes it apart.
type parsed struct {
	header     mail.Header
	subject    string
	text, html string
}

func parse(t *testing.T, l Letter) parsed {
	t.Helper()
	l.To = "olga@example.com"
	raw, err := l.MIME("valetkey@valetkey.example")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(string(raw), "\r\n") {
		if len(line) > 998 || strings.ContainsAny(line, "\r\n") {
			t.Errorf("a line of %d bytes (RFC 5322 takes 998): %.80q", len(line), line)
		}
	}
	m, err := mail.ReadMessage(strings.NewReader(string(raw)))
	if err != nil {
		t.Fatal(err)
	}
	p := parsed{header: m.Header}
	if p.subject, err = new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject")); err != nil {
		t.Fatal(err)
	}
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/alternative" {
		t.Fatalf("%q, %v", m.Header.Get("Content-Type"), err)
	}
	for r := multipart.NewReader(m.Body, params["boundary"]); ; {
		part, err := r.NextRawPart()
		if err == io.EOF {
			return p
		}
		if err != nil {
			t.Fatal(err)
		}
		var body io.Reader = part
		switch part.Header.Get("Content-Transfer-Encoding") {
		case "quoted-printable":
			body = quotedprintable.NewReader(part)
		case "base64":
			body = base64.NewDecoder(base64.StdEncoding, part)
		}
		text, err := io.ReadAll(body)
		if err != nil {
			t.Fatal(err)
		}
		switch kind := part.Header.Get("Content-Type"); {
		case strings.HasPrefix(kind, "text/plain"):
			p.text = strings.ReplaceAll(string(text), "\r\n", "\n")
		case strings.HasPrefix(kind, "text/html"):
			p.html = string(text)
		default:
			t.Errorf("a part of %s", kind)
		}
	}
}

func TestEveryTellingHasItsLetter(t *testing.T) {
	for _, kind := range change.Tellings {
		told, ok := Compose(notice(kind))
		if !ok || (told.Letter.Heading == "" || told.Letter.Subject == "") != told.Quiet {
			t.Errorf("%s has no letter", kind)
			continue
		}
		p := parse(t, told.Letter)
		got := "Subject: " + p.subject + "\n\n" + p.text
		if told.Quiet {
			got = ""
		}
		if told.Text != "" {
			got = "Dashboard: " + told.Text + " -> " + told.Path + "\n" + got
		}
		golden := filepath.Join("testdata", string(kind)+".txt")
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil || got != string(want) {
			t.Errorf("%s is not the golden letter (go test -update writes it): %v\n%s", kind, err, got)
		}
		for _, link := range regexp.MustCompile(`https?://[^\s"<]+`).FindAllString(p.html, -1) {
			if !strings.HasPrefix(link, origin) {
				t.Errorf("%s leads to %s", kind, link)
			}
		}
		if n := strings.Count(p.html, "<a ") - strings.Count(p.html, ">Manage "); n > 1 {
			t.Errorf("%s has %d links: one button is enough", kind, n)
		}
	}
	if _, ok := Compose(change.Notice{Kind: "unknown"}, About{}); ok {
		t.Error("an unknown telling has a letter")
	}
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) != len(change.Tellings) {
		t.Errorf("%d golden letters for %d tellings, %v", len(files), len(change.Tellings), err)
	}
}

// rule D3
func TestEveryLetterToAnOwnerLeadsToAllTheyShareAndNoOther(t *testing.T) {
	owners := []change.Telling{change.DelegationAsked, change.DelegationReminder, change.DelegationCode, change.DelegationCancelled, change.DelegationEnded}
	for _, kind := range change.Tellings {
		n, a := notice(kind)
		if kind == change.DelegationEnded {
			n.Home = string(a.Delegation.Owner) // the other side is told of it too
		}
		told, _ := Compose(n, a)
		p := parse(t, told.Letter)
		text, html := strings.Count(p.text, "Manage shared access: "+origin+"/shared\n"), strings.Count(p.html, `href="`+origin+`/shared">Manage shared access</a>`)
		want := 0
		if slices.Contains(owners, kind) {
			want = 1
		}
		if text != want || html != want {
			t.Errorf("%s: %d in text, %d in HTML, want %d", kind, text, html, want)
		}
	}
}

func TestWhatNoLongerHoldsIsNotTold(t *testing.T) {
	for _, tt := range []struct {
		name string
		kind change.Telling
		edit func(*change.Notice, *About)
		told bool
	}{
		{"a sign-up that is gone", change.SignupConfirm, func(_ *change.Notice, a *About) { a.Signup.Version = 0 }, false},
		{"an invitation that is gone", change.MemberInvited, func(_ *change.Notice, a *About) { a.Invitation.Version = 0 }, false},
		{"a member who left", change.MemberJoined, func(_ *change.Notice, a *About) { a.Member.Version = 0 }, false},
		{"a request answered already", change.DelegationAsked, func(_ *change.Notice, a *About) { a.Delegation.State = access.Denied }, false},
		{"a request that lapsed", change.DelegationAsked, func(_ *change.Notice, a *About) { a.Now = a.Delegation.Lapses }, false},
		{"a request in its last instant", change.DelegationAsked, func(_ *change.Notice, a *About) { a.Now = a.Delegation.Lapses.Add(-1) }, true},
		{"a code that was replaced", change.DelegationCode, func(n *change.Notice, _ *About) { n.Tie = "an older call" }, false},
		{"a code that was used", change.DelegationCode, func(_ *change.Notice, a *About) { a.Delegation.Proof.Code.Sealed = nil }, false},
		{"a code that expired", change.DelegationCode, func(_ *change.Notice, a *About) { a.Now = a.Delegation.Proof.Code.Expires }, false},
		{"shared, and revoked before it was told", change.DelegationShared, func(_ *change.Notice, a *About) { a.Delegation.State = access.Revoked }, true},
		{"shared, of a request that is gone", change.DelegationShared, func(_ *change.Notice, a *About) { a.Delegation = delegation.Delegation{} }, false},
		{"shared, and at its end date before it was told", change.DelegationShared, func(_ *change.Notice, a *About) { a.Now = *a.Delegation.Ends }, true},
		{"amended, and at its end date before it was told", change.DelegationAmended, func(_ *change.Notice, a *About) { a.Now = *a.Delegation.Ends }, false},
		{"amended, and revoked before it was told", change.DelegationAmended, func(_ *change.Notice, a *About) { a.Delegation.State = access.Revoked }, false},
		{"an end date that was moved", change.DelegationEnded, func(_ *change.Notice, a *About) { a.Delegation.State = access.Shared }, false},
		{"denied, of one that is shared", change.DelegationDenied, func(_ *change.Notice, a *About) { a.Delegation.State = access.Shared }, false},
		{"lapsed, of one that was shared", change.DelegationLapsed, func(_ *change.Notice, a *About) { a.Delegation.State = access.Shared }, false},
	} {
		n, a := notice(tt.kind)
		tt.edit(&n, &a)
		if _, ok := Compose(n, a); ok != tt.told {
			t.Errorf("%s: told %v", tt.name, ok)
		}
	}
}

// nasty is what people could type as a name.
const nasty = "Eve\r\nBcc: all@example.com\r\n\r\n<script>alert('x')</script> \"&amp; \u202egpj.exe \x00\x1b[31m See request: https://evil.example"

func TestNoNameBreaksAHeaderOrPassesForWordsOfOurs(t *testing.T) {
	long := strings.Repeat("Ä", 1000)
	for _, kind := range change.Tellings {
		for _, name := range []string{nasty, long, strings.Repeat("word ", 200), "=?utf-8?q?x?=", "a\u2028b"} {
			n, a := notice(kind)
			n.By, a.Signup.Organization, a.Signup.Name = name, name, name
			a.Invitation.ByName, a.Invitation.OrganizationName, a.Member.OrganizationName = name, name, name
			a.Delegation.AskerName, a.Delegation.Name, a.Delegation.ResourceName, a.Delegation.Address = name, name, name, name
			a.Delegation.Message, a.Delegation.Note = name, name
			a.Hook.Name, a.Hook.Why, a.Organization.Name = name, name, name
			a.Request.Name, a.Request.ResourceName, a.Request.Reason, a.Request.Note = name, name, name, name
			told, ok := Compose(n, a)
			if !ok {
				t.Fatalf("%s is not told", kind)
			}
			p := parse(t, told.Letter)
			for h := range p.header {
				if !slices.Contains([]string{"Auto-Submitted", "Content-Type", "Date", "From", "Message-Id", "Mime-Version", "Subject", "To"}, h) {
					t.Errorf("%s: a header %s", kind, h)
				}
			}
			if len([]rune(p.subject)) > 180 || strings.ContainsAny(p.subject+told.Text+told.Letter.Heading, "\r\n\x00\x1b\u202e\u2028") {
				t.Errorf("%s: the subject is %q", kind, p.subject)
			}
			if strings.Contains(p.html, "<script") || strings.Contains(p.html, "\x1b") || strings.ContainsRune(p.html, '\u202e') {
				t.Errorf("%s: markup gets through", kind)
			}
			for _, line := range strings.Split(p.text, "\n") {
				if strings.HasPrefix(line, "Bcc:") || strings.HasPrefix(line, "See request: https://evil") || strings.HasPrefix(line, "<script") {
					t.Errorf("%s: a line of theirs stands as ours: %q", kind, line)
				}
			}
		}
	}
}

func TestAMessageKeepsItsLinesAndIsMarkedAsTheirsInEach(t *testing.T) {
	n, a := notice(change.DelegationAsked)
	a.Delegation.Message = "one\r\n<b>two</b>\n\nSee request: https://evil.example\u202e"
	told, _ := Compose(n, a)
	p := parse(t, told.Letter)
	if !strings.Contains(p.text, "They wrote:\n> one\n> <b>two</b>\n> \n> See request: https://evil.example\n") {
		t.Errorf("%s", p.text)
	}
	if !strings.Contains(p.html, "one\n&lt;b&gt;two&lt;/b&gt;") && !strings.Contains(p.html, "one\r\n&lt;b&gt;two&lt;/b&gt;") {
		t.Errorf("%s", p.html)
	}
}

func TestALetterHoldsNoSecretButItsOwn(t *testing.T) {
	own := map[change.Telling]bool{
		change.SignupConfirm: true, change.MemberInvited: true, change.DelegationAsked: true, change.DelegationReminder: true, change.DelegationCode: true,
		change.InvitationCode: true, change.PasswordReset: true, change.AddressCode: true,
	}
	for _, kind := range change.Tellings {
		n, a := notice(kind)
		a.Signup.Verifier, a.Signup.Link.Hash, a.Signup.Link.Sealed = "Zq9hash", []byte("Zq9hash"), []byte("Zq9hash")
		a.Invitation.Link.Hash, a.Delegation.Link.Hash, a.Delegation.Proof.Code.Hash = []byte("Zq9hash"), []byte("Zq9hash"), []byte("Zq9hash")
		told, _ := Compose(n, a)
		p := parse(t, told.Letter)
		whole := p.subject + p.text + p.html
		if strings.Contains(whole, "Zq9hash") {
			t.Errorf("%s tells a hash", kind)
		}
		if strings.Contains(whole, a.Token.Reveal()) != own[kind] {
			t.Errorf("%s holds its token: %v", kind, !own[kind])
		}
		if strings.Contains(p.subject+told.Text+told.Path, a.Token.Reveal()) {
			t.Errorf("%s: the token is in the subject or on the dashboard", kind)
		}
		for _, at := range regexp.MustCompile(regexp.QuoteMeta(origin)+`[^\s"<]*`).FindAllString(whole, -1) {
			if before, _, _ := strings.Cut(at, "#"); strings.Contains(before, token) {
				t.Errorf("%s: the token is before the fragment, where servers log it", kind)
			}
		}
	}
}

func TestTheSameNoticeIsTheSameMail(t *testing.T) {
	told, _ := Compose(notice(change.DelegationAsked))
	first, again := parse(t, told.Letter), parse(t, told.Letter)
	if first.header.Get("Message-Id") == "" || first.header.Get("Message-Id") != again.header.Get("Message-Id") || first.header.Get("Date") != again.header.Get("Date") {
		t.Errorf("%v, then %v", first.header, again.header)
	}
	other := told.Letter
	other.ID = "notice_b"
	if parse(t, other).header.Get("Message-Id") == first.header.Get("Message-Id") {
		t.Error("another notice has the same id")
	}
	if date, err := first.header.Date(); err != nil || !date.Equal(nine) {
		t.Errorf("dated %v, %v", date, err)
	}
	if first.header.Get("Auto-Submitted") != "auto-generated" {
		t.Error("somebody's vacation answers it")
	}
}

func TestWhatIsNoAddressIsNotMailedTo(t *testing.T) {
	for _, to := range []string{"", "olga", "olga@example.com\r\nBcc: eve@example.com", "a@example.com, b@example.com"} {
		if raw, err := (Letter{To: to, Subject: "x"}).MIME("valetkey@valetkey.example"); err == nil {
			t.Errorf("%q: %.200s", to, raw)
		}
	}
}

func TestATimeSaysItsZoneAndWhatRemains(t *testing.T) {
	for left, want := range map[time.Duration]string{
		-time.Second: "", 0: "", time.Second: " (in 1 minute)", 89 * time.Second: " (in 1 minute)", 90 * time.Second: " (in 2 minutes)",
		15 * time.Minute: " (in 15 minutes)", time.Hour: " (in 1 hour)", 90 * time.Minute: " (in 2 hours)", 24 * time.Hour: " (in 24 hours)",
		48 * time.Hour: " (in 2 days)", 14 * 24 * time.Hour: " (in 14 days)",
	} {
		at := nine.Add(left)
		if got := until(at.In(time.FixedZone("", 3600)), nine); got != at.Format("2 January 2006, 15:04 UTC")+want {
			t.Errorf("in %s: %q", left, got)
		}
	}
}
