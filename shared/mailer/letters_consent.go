package mailer

import (
	"fmt"
	"slices"
	"strings"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
)

// consent tells of credential requests, and of what is done to people's logins.
func consent(n change.Notice, a About) (Told, bool) {
	switch n.Kind {
	case change.ConsentRequested, change.ConsentCancelled:
		return consentAsked(n, a)
	case change.ConsentApproved, change.ConsentDenied, change.ConsentLapsed:
		return consentAnswered(n, a)
	default:
		return loginChanged(n, a)
	}
}

// consentAsked tells an owner which admin asks for which login of theirs (rule C6),
// or that nobody does any more: the dashboard is enough for that.
func consentAsked(n change.Notice, a About) (Told, bool) {
	q := a.Consent
	t := Told{Path: consentPath(n)}
	ok := q.Version != 0 && string(q.At(a.Now)) == n.Tie
	if n.Kind == change.ConsentCancelled {
		t.Quiet, t.Text = true, fmt.Sprintf("%s no longer asks for your login %s.", n.By, q.Name)
		return t, ok
	}
	t.Text = fmt.Sprintf("%s asks for your login %s.", n.By, q.Name)
	t.Letter = Letter{
		Subject: fmt.Sprintf("%s asks for your login %s", short(n.By), short(q.Name)), Heading: t.Text,
		Facts: slices.Concat([]Fact{{"Who asks", askers(q)}}, loginFacts(a), []Fact{{"Asked", stamp(q.Asked)}, {"Waits until", until(q.Lapses, a.Now)}}),
		Quote: message(q),
		Lines: []string{
			"You kept this login to yourself. If you approve, admins may change it, share it or give it to somebody else, and those who are named to view it may see its password. If you deny, it stays yours alone.",
		},
		Button: "See request",
		Small: []string{
			"Opening it decides nothing, and nobody can answer for you. If you do not answer, it lapses by itself. What you allow you may end again at any time.",
		},
		Manage: manageLogin(a, n, q.Resource, q.Credential),
	}
	return t, ok
}

// consentAnswered tells who asked how it went.
func consentAnswered(n change.Notice, a About) (Told, bool) {
	q := a.Consent
	t := Told{Path: consentPath(n)}
	facts := slices.Concat([]Fact{{"Owner", q.OwnerName}}, loginFacts(a), []Fact{{"Asked", stamp(q.Asked)}})
	answered := stamp(n.At)
	if q.Decided != nil {
		answered = stamp(*q.Decided)
	}
	l := Letter{Button: "See request"}
	switch n.Kind {
	case change.ConsentApproved:
		t.Text = fmt.Sprintf("%s allowed admin access to %s.", n.By, q.Name)
		l.Subject = fmt.Sprintf("%s allowed admin access to %s", short(n.By), short(q.Name))
		l.Facts = append(facts, Fact{"Approved", answered})
		l.Lines = []string{"It is managed now: admins may change it, and those who are named to view it may see its password. Its owner may end that at any time."}
	case change.ConsentDenied:
		t.Text = fmt.Sprintf("%s denied admin access to %s.", n.By, q.Name)
		l.Subject = fmt.Sprintf("%s denied admin access to %s", short(n.By), short(q.Name))
		l.Facts, l.Quote = append(facts, Fact{"Denied", answered}), q.Note
		l.Lines = []string{"Nothing has changed: it stays theirs alone."}
	default:
		t.Text = fmt.Sprintf("The request for %s lapsed: %s did not answer.", q.Name, q.OwnerName)
		l.Subject = fmt.Sprintf("The request for %s lapsed", short(q.Name))
		l.Facts = append(facts, Fact{"Lapsed", stamp(q.Lapses)})
		l.Lines = []string{"Nothing has changed: it stays theirs alone. If you still need it, ask again."}
	}
	l.Heading = t.Text
	t.Letter = l
	return t, q.Version != 0 && string(q.At(a.Now)) == n.Tie
}

// loginChanged tells an owner what an admin did to their managed login (rule C5),
// and admins that an owner closed one to them: all of it stays true, whatever
// became of the login since.
func loginChanged(n change.Notice, a About) (Told, bool) {
	c := a.Credential
	t := Told{Path: loginPath(n, c)}
	l := Letter{Button: "See login", Facts: []Fact{{"Organization", a.Organization.Name}, {"Login", c.Name}, {"When", stamp(n.At)}}}
	say := func(subject, format string, words ...any) {
		t.Text, l.Subject = fmt.Sprintf(format, words...), fmt.Sprintf(subject, short(c.Name))
	}
	switch n.Kind {
	case change.ConsentWithdrawn:
		say("Admin access to %s has ended", "%s ended admin access to their login %s.", n.By, c.Name)
		l.Lines = []string{"It is closed to every admin now; whoever saw its password before may still know it. If you need it, request it from its owner."}
	case change.LoginChanged:
		say("Your login %s was changed", "%s changed your login %s.", n.By, c.Name)
		l.Lines = []string{"It was open to admins because you allowed it. You sign in with what it is now, and may end admin access at any time."}
		l.Manage = manageLogin(a, n, c.Resource, c.ID)
	case change.LoginTaken:
		say("Your login %s is not yours any more", "%s gave your login %s to another owner.", n.By, c.Name)
		if c.Owner == "" {
			say("Your login %s is the organization's now", "%s made your login %s the organization's.", n.By, c.Name)
		}
		l.Lines = []string{fmt.Sprintf("It was open to admins because you allowed it, and they may give such a login away. If it should not be, ask %s.", n.By)}
		l.Button = "See resource"
	default:
		say("%s is your login now", "%s gave you the login %s.", n.By, c.Name)
		l.Lines = []string{"It is yours: you use it like any login of your own. Admins may change it, and those who are named to view it may see its password, until you end that."}
		l.Manage = manageLogin(a, n, c.Resource, c.ID)
	}
	l.Heading = t.Text
	t.Letter = l
	return t, c.Version != 0
}

// manageLogin is where an owner sees who may use their login, and ends it.
func manageLogin(a About, n change.Notice, r id.Resource, c id.Credential) Fact {
	return Fact{"Manage this login", a.Origin + "/organizations/" + n.Home + "/resources/" + string(r) + "/logins/" + string(c)}
}

func loginFacts(a About) []Fact {
	q := a.Consent
	out := []Fact{{"Organization", a.Organization.Name}, {"Login", q.Name}}
	if q.Username != "" {
		out = append(out, Fact{"Username", q.Username})
	}
	return append(out, Fact{"Resource", q.ResourceName})
}

// askers names all who ask.
func askers(q credential.Request) string {
	var names []string
	for _, x := range q.Askers {
		names = append(names, oneLine(x.Name))
	}
	return strings.Join(names, ", ")
}

// message is what the first who asked wrote, with its lines and nothing that does
// not print.
func message(q credential.Request) string {
	if len(q.Askers) == 0 {
		return ""
	}
	lines := strings.Split(strings.ReplaceAll(q.Askers[0].Message, "\r\n", "\n"), "\n")
	for i := range lines {
		lines[i] = printed(lines[i])
	}
	return strings.Join(lines, "\n")
}

func consentPath(n change.Notice) string {
	return "/organizations/" + n.Home + "/consents/" + n.About
}

func loginPath(n change.Notice, c credential.Credential) string {
	return "/organizations/" + n.Home + "/resources/" + string(c.Resource)
}
