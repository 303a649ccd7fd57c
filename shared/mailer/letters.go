package mailer

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/secret"
	"github.com/valetkey/valetkey/shared/webhook"
)

// About is what a notice is about, read again when it is told: the state that
// is committed now. What the notice does not need is the zero value.
type About struct {
	Origin     string // of the web client
	Signup     identity.Signup
	Invitation identity.Invitation
	Member     identity.Member
	Left       identity.Left // what waits of a membership that ended
	Waiting    int           // how many credentials that is, up to LeftCounted
	Delegation delegation.Delegation
	Reset      identity.Reset
	NewAddress identity.NewAddress
	Person     identity.Person

	Organization identity.Organization
	Asks         delegation.Asks // of that organization

	Request access.Request
	Hook    webhook.Hook

	Consent    credential.Request
	Credential credential.Credential // a login that something was done to, or what is shared
	Share      credential.Reader     // how it is shared

	// Own access is to a resource, or to what a group is on.
	Resource access.Resource
	Group    identity.Group

	Token secret.Text // of the mailed link, or the code
	Now   time.Time   // of the event that has it told
}

// Told is how a notice is told: the words on the dashboard and where they lead,
// and the letter, still without an address.
type Told struct {
	Text   string
	Path   string // in the web client
	Quiet  bool   // on the dashboard only: there is no letter
	Letter Letter
}

// Compose finds the words for a notice. It answers false if the thing no longer
// says what the notice would tell: then nobody is told.
func Compose(n change.Notice, a About) (Told, bool) {
	var t Told
	ok := true
	n.By, a = oneLine(n.By), tidy(a)
	switch n.Kind {
	case change.SignupConfirm:
		t, ok = signupConfirm(a)
	case change.SignupKnown:
		t = signupKnown(a)
	case change.MemberInvited:
		t, ok = memberInvited(a)
	case change.MemberJoined:
		t, ok = memberJoined(n, a)
	case change.MemberRole, change.MemberSuspended, change.MemberResumed, change.MemberRemoved, change.MemberLeft, change.LockChanged, change.KeyKnown, change.OwnAccess:
		t, ok = memberChanged(n, a)
	case change.LeftWaiting, change.LeftReminder:
		t, ok = leftWaiting(n, a)
	case change.InvitationCode, change.PasswordReset, change.PasswordChanged, change.AddressCode, change.AddressKnown, change.AddressChanged:
		t, ok = account(n, a)
	case change.MailBounced:
		t, ok = mailBounced(n, a)
	case change.OrganizationHeld, change.OrganizationReleased, change.SiteInvited, change.SiteJoined, change.SiteOpened, change.SiteClosed, change.RelationEnded, change.ShareGiven, change.ShareStopped:
		t, ok = organizationSaid(n, a)
	case change.DelegationAsked, change.DelegationReminder:
		t, ok = delegationAsked(n, a)
	case change.DelegationCancelled:
		t, ok = delegationCancelled(n, a)
	case change.DelegationCode:
		t, ok = delegationCode(n, a)
	case change.DelegationAmended:
		t, ok = delegationAmended(n, a)
	case change.DelegationEnded:
		t, ok = delegationOver(n, a)
	case change.AccountClosed:
		t = accountClosed(n)
	case change.DelegationShared, change.DelegationDenied, change.DelegationDisowned, change.DelegationRevoked, change.DelegationLapsed:
		t, ok = delegationEnded(n, a)
	case change.AccessRequested, change.AccessApproved, change.AccessDecided:
		t, ok = accessAsked(n, a)
	case change.ConsentRequested, change.ConsentApproved, change.ConsentDenied, change.ConsentLapsed, change.ConsentCancelled,
		change.ConsentWithdrawn, change.LoginChanged, change.LoginTaken, change.LoginGiven:
		t, ok = consent(n, a)
	case change.AccessBrokeGlass:
		t, ok = brokeGlass(n, a)
	case change.AccessOpened, change.AccessDenied, change.AccessLapsed, change.AccessEnding, change.AccessEnded:
		t, ok = accessAnswered(n, a)
	case change.WebhookRegistered, change.WebhookDisabled:
		t, ok = webhookSaid(n, a)
	default:
		ok = false
	}
	if toOwner(n, a.Delegation) {
		t.Letter.Manage = Fact{"Manage shared access", a.Origin + "/shared"}
	}
	t.Letter.ID, t.Letter.At = string(n.ID), n.At
	if t.Letter.Link == "" && t.Path != "" {
		t.Letter.Link = a.Origin + t.Path
	}
	return t, ok
}

func signupConfirm(a About) (Told, bool) {
	s := a.Signup
	return Told{Letter: Letter{
		Subject: "Confirm your mail address",
		Heading: "Confirm your mail address",
		// Nothing of what was typed at sign-up: anybody may type anybody's address there.
		Lines: []string{
			"Somebody, probably you, signed up for Valetkey with this address. One more step and the organization is ready.",
			"The button asks for the password that was chosen. Nothing is made before it is typed.",
		},
		Button: "Confirm address", Link: a.Origin + "/confirm#" + a.Token.Reveal(),
		Small: []string{"Good until " + until(s.Link.Expires, a.Now) + ". If this was not you, do nothing: without the password nothing happens."},
	}}, s.Version != 0
}

func signupKnown(a About) Told {
	return Told{Letter: Letter{
		Subject: "You already have an account",
		Heading: "You already have an account",
		Lines:   []string{"Somebody, probably you, signed up with this address. It has an account already: sign in with it."},
		Button:  "Sign in", Link: a.Origin + "/sign-in",
		Small: []string{"If this was not you, do nothing."},
	}}
}

func memberInvited(a About) (Told, bool) {
	i := a.Invitation
	what := []string{fmt.Sprintf("%s shares accounts with Valetkey: people there sign in with them without passing passwords around.", i.OrganizationName)}
	facts := []Fact{{"Invited by", i.Inviter()}}
	if i.Provider != "" {
		facts = append(facts, Fact{"As", roleWords[i.Role] + " of " + i.OrganizationName})
		what = append(what, fmt.Sprintf("%s looks after IT for %s, and sees nothing of what you keep there unless you share it.", i.ProviderName, i.OrganizationName))
	}
	return Told{Letter: Letter{
		Subject: short(i.OrganizationName) + " invites you",
		Heading: i.OrganizationName + " invites you",
		Facts:   facts,
		Lines:   what,
		Button:  "Accept invitation", Link: a.Origin + "/invitation#" + a.Token.Reveal(),
		Small: []string{"Good until " + until(i.Link.Expires, a.Now) + ". If you do not know them, do nothing."},
	}}, i.Version != 0
}

func memberJoined(n change.Notice, a About) (Told, bool) {
	words := fmt.Sprintf("%s joined %s.", n.By, a.Member.OrganizationName)
	return Told{Text: words, Path: "/organizations/" + n.Home + "/members", Letter: Letter{
		Subject: fmt.Sprintf("%s joined %s", short(n.By), short(a.Member.OrganizationName)), Heading: words, Lines: []string{"They can now be put into groups and onto resources."}, Button: "See members",
	}}, a.Member.Version != 0
}

// stamp is an instant with its zone.
func stamp(t time.Time) string { return t.UTC().Format("2 January 2006, 15:04 UTC") }

// until is an instant with its zone and what remains.
func until(t, now time.Time) string {
	left := t.Sub(now)
	switch {
	case left <= 0:
		return stamp(t)
	case left < time.Hour:
		return stamp(t) + " (in " + count(left, time.Minute, "minute") + ")"
	case left < 48*time.Hour:
		return stamp(t) + " (in " + count(left, time.Hour, "hour") + ")"
	default:
		return stamp(t) + " (in " + count(left, 24*time.Hour, "day") + ")"
	}
}

// count is how many units remain, rounded, and never none.
func count(left, unit time.Duration, name string) string {
	n := max(1, int((left+unit/2)/unit))
	if n == 1 {
		return "1 " + name
	}
	return fmt.Sprintf("%d %ss", n, name)
}

// tidy makes one line of every name, so that none breaks a header or passes for
// words of ours, and leaves a message its lines.
func tidy(a About) About {
	if r := a.Organization.Relation; r != nil {
		one := *r
		one.Name = oneLine(r.Name)
		a.Organization.Relation = &one
	}
	for _, s := range []*string{
		&a.Signup.Organization, &a.Signup.Name, &a.Invitation.ByName, &a.Invitation.OrganizationName, &a.Invitation.ProviderName, &a.Invitation.Email, &a.Member.OrganizationName, &a.Person.Email,
		&a.Member.Name, &a.Organization.Name, &a.Resource.Name, &a.Group.Name,
		&a.Delegation.AskerName, &a.Delegation.AskerEmail, &a.Delegation.Name, &a.Delegation.ResourceName, &a.Delegation.Address, &a.Delegation.Email,
		&a.Request.Name, &a.Request.ResourceName, &a.Credential.Name, &a.Share.Name, &a.Share.Lender, &a.Hook.Name, &a.Hook.Why,
		&a.Consent.Name, &a.Consent.Username, &a.Consent.ResourceName, &a.Consent.OwnerName,
	} {
		*s = oneLine(*s)
	}
	for _, s := range []*string{&a.Delegation.Message, &a.Delegation.Note, &a.Request.Reason, &a.Request.Note, &a.Consent.Note} {
		lines := strings.Split(strings.ReplaceAll(*s, "\r\n", "\n"), "\n")
		for i := range lines {
			lines[i] = printed(lines[i])
		}
		*s = strings.Join(lines, "\n")
	}
	return a
}

// oneLine is what people typed, in one line.
func oneLine(s string) string { return printed(strings.Join(strings.Fields(s), " ")) }

// printed drops what does not print, and the marks that turn the direction of
// what follows, our words included.
func printed(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, s)
}

// short is a name for a subject or a button.
func short(s string) string {
	const most = 60 // characters
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}

// shown is an address as text that mail clients do not make a link of.
func shown(address string) string {
	return strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(address, "https://"), "http://"), "/")
}
