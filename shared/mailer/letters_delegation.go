package mailer

import (
	"cmp"
	"fmt"
	"strconv"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/delegation"
)

// toOwner reports whether a notice about d goes to its owner, or to whoever is
// asked to be it: each of those letters leads to all that they share (rule D3).
func toOwner(n change.Notice, d delegation.Delegation) bool {
	switch n.Kind {
	case change.DelegationAsked, change.DelegationReminder, change.DelegationCode, change.DelegationCancelled:
		return true
	case change.DelegationEnded:
		return n.Home == string(d.Owner)
	default:
		return false
	}
}

// delegationAsked asks an owner, or reminds them. Who has claimed the request is
// led to it as theirs, everybody else by the mailed link.
func delegationAsked(n change.Notice, a About) (Told, bool) {
	d := a.Delegation
	if d.Version == 0 || d.At(a.Now) != access.Pending || n.Kind == change.DelegationAsked && n.Tie != strconv.Itoa(d.Sends) {
		return Told{}, false // of two mails with the same link that wait, the newer one goes
	}
	asks, where, more := "asks", " The mail to you has the link.", " Until then they may send it again, and we remind you once."
	if n.Kind == change.DelegationReminder {
		asks, more = "still asks", ""
	}
	t := Told{Letter: Letter{
		// The organization speaks, not the asker: its name was looked at (rule D9), a
		// person's may be anything.
		Subject: fmt.Sprintf("%s %s to use your account %s", short(d.Name), asks, short(d.ResourceName)),
		Heading: fmt.Sprintf("%s %s to use your account “%s”", d.Name, asks, d.ResourceName),
		Facts: []Fact{
			{"Who asks", d.AskerName + " (" + d.AskerEmail + ", confirmed)"},
			{"For", d.Name + ", with Valetkey since " + d.Since.UTC().Format("2 January 2006")},
			{"Account", d.ResourceName + ", " + shown(d.Address)},
		},
		Quote: d.Message,
		Lines: []string{
			"If you agree, people there can sign in with your account without being shown its password. You see every use, can change the password without interrupting them, and take it back at any time.",
		},
		Button: "See request",
		Small: []string{
			"Opening it decides nothing. You can answer until " + until(d.Lapses, a.Now) + "; after that it lapses by itself." + more,
			"If you do not know them, say so there: “I do not know them” ends everything they ask of this address, and they cannot ask it again.",
		},
	}}
	if d.Owner != "" {
		t.Path, where = "/organizations/"+string(d.Owner)+"/delegations/"+string(d.ID), ""
	} else {
		t.Letter.Link = a.Origin + "/request#" + a.Token.Reveal()
	}
	if n.Kind == change.DelegationReminder {
		t.Letter.Lines = append([]string{"They asked on " + stamp(d.Asked) + ". This is the only reminder."}, t.Letter.Lines...)
	}
	t.Text = fmt.Sprintf("%s of %s %s to use your account %s.%s", d.AskerName, d.Name, asks, d.ResourceName, where)
	return t, true
}

// delegationCancelled tells the owner, who had claimed it, that nothing is to be
// answered any more.
func delegationCancelled(n change.Notice, a About) (Told, bool) {
	d := a.Delegation
	words := fmt.Sprintf("%s of %s took back the request for %s.", n.By, d.Name, d.ResourceName)
	return Told{Text: words, Path: "/organizations/" + string(d.Owner) + "/delegations/" + string(d.ID), Letter: Letter{
		Subject: fmt.Sprintf("%s took back the request for %s", short(n.By), short(d.ResourceName)),
		Heading: words,
		Lines:   []string{"There is nothing to answer any more. Nothing was shared by it."},
		Button:  "See request",
	}}, d.Version != 0 && d.State == access.Cancelled
}

func delegationCode(n change.Notice, a About) (Told, bool) {
	d := a.Delegation
	return Told{Letter: Letter{
		Subject: "Your code for Valetkey",
		Heading: "Your code",
		Lines:   []string{fmt.Sprintf("Type it where you are answering the request of %s for %s.", d.Name, d.ResourceName)},
		Code:    a.Token.Reveal(),
		Small:   []string{"Good until " + until(d.Proof.Code.Expires, a.Now) + ", for one person. Give it to nobody; who has it can answer in your place."},
	}}, d.Proof.Mailed(n.Tie, a.Now)
}

// delegationEnded tells who asked how it went: they see it in their resource.
func delegationEnded(n change.Notice, a About) (Told, bool) {
	d := a.Delegation
	if now := d.At(a.Now); string(now) != n.Tie && !(n.Tie == string(access.Shared) && now == access.Revoked) {
		return Told{}, false
	}
	t := Told{Path: "/organizations/" + n.Home + "/resources/" + string(d.Resource)}
	l := Letter{Button: "Open " + short(d.ResourceName)}
	who, what := n.By, d.ResourceName
	say := func(format string, names ...any) { t.Text = fmt.Sprintf(format, names...) }
	switch n.Kind {
	case change.DelegationShared:
		say("%s shared access to %s.", who, what)
		l.Subject = fmt.Sprintf("%s shared access to %s", short(who), short(what))
		l.Lines = []string{"You can put members and groups on it now. Its owner sees each use."}
		if d.At(a.Now) == access.Shared {
			l.Lines = append(l.Lines, terms(d, a)...)
		}
	case change.DelegationDenied:
		say("%s denied access to %s.", who, what)
		l.Subject = fmt.Sprintf("%s denied access to %s", short(who), short(what))
		l.Quote = d.Note
	case change.DelegationDisowned:
		say("%s said that they do not know you.", cmp.Or(who, d.Email))
		l.Subject = fmt.Sprintf("The owner of %s does not know you", short(what))
		l.Lines = []string{
			"You asked " + d.Email + " for " + what + ". Everything that " + d.Name + " waited for there is denied, and it cannot ask that address again.",
			"Owners who do not know who asks are counted: after three within 30 days a new organization asks nobody until an operator has looked at it, after ten any.",
		}
	case change.DelegationRevoked:
		say("%s took back access to %s.", who, what)
		l.Subject = fmt.Sprintf("%s took back access to %s", short(who), short(what))
		l.Lines = []string{"It ended on " + stamp(*d.Ended) + ". Nobody of yours can sign in with it any more."}
	case change.DelegationLapsed:
		say("The request for %s lapsed: its owner did not answer.", what)
		l.Subject = fmt.Sprintf("The request for %s lapsed", short(what))
		l.Lines = []string{"You asked " + d.Email + " on " + stamp(d.Asked) + "."}
	}
	l.Heading = t.Text
	t.Letter = l
	return t, d.Version != 0
}
