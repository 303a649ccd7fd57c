package mailer

import (
	"fmt"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/delegation"
)

// terms says on what terms a loan is lent.
func terms(d delegation.Delegation, a About) []string {
	out := []string{"Nobody is shown the password: they sign in with it."}
	if d.AllowViewing {
		out[0] = "Its owner allows showing the password to people you choose."
	}
	if d.Ends != nil {
		return append(out, "It ends on "+until(*d.Ends, a.Now)+", unless its owner moves that date or takes it back before.")
	}
	return append(out, "It has no end date: its owner may take it back at any time.")
}

// delegationAmended tells who asked what holds now: of several changes, each
// letter says the newest.
func delegationAmended(n change.Notice, a About) (Told, bool) {
	d := a.Delegation
	words := fmt.Sprintf("%s changed how %s is shared.", n.By, d.ResourceName)
	return Told{Text: words, Path: "/organizations/" + n.Home + "/resources/" + string(d.Resource), Letter: Letter{
		Subject: fmt.Sprintf("%s changed how %s is shared", short(n.By), short(d.ResourceName)),
		Heading: words, Lines: terms(d, a), Button: "Open " + short(d.ResourceName),
	}}, d.Version != 0 && d.At(a.Now) == access.Shared
}

// delegationOver tells both sides that a loan came to its end date.
func delegationOver(n change.Notice, a About) (Told, bool) {
	d := a.Delegation
	if d.Version == 0 || d.State != access.Revoked || d.Ended == nil {
		return Told{}, false
	}
	if n.Home == string(d.Owner) {
		words := fmt.Sprintf("What you shared with %s, %s, came to its end date.", d.Name, d.ResourceName)
		return Told{Text: words, Path: "/organizations/" + n.Home + "/delegations/" + string(d.ID), Letter: Letter{
			Subject: fmt.Sprintf("%s is no longer shared with %s", short(d.ResourceName), short(d.Name)),
			Heading: words,
			Lines: []string{
				"It ended on " + stamp(*d.Ended) + ". Nobody there can sign in with it any more.",
				"Whoever signed in with it may still know the password: change it where it is used, if that matters.",
			},
			Button: "See who used it",
		}}, true
	}
	words := fmt.Sprintf("The access to %s came to its end date.", d.ResourceName)
	return Told{Text: words, Path: "/organizations/" + n.Home + "/resources/" + string(d.Resource), Letter: Letter{
		Subject: fmt.Sprintf("The access to %s has ended", short(d.ResourceName)),
		Heading: words,
		Lines: []string{
			fmt.Sprintf("%s shared it until %s. Nobody of yours can sign in with it any more.", n.By, stamp(*d.Ended)),
			"If you still need it, ask its owner again.",
		},
		Button: "Open " + short(d.ResourceName),
	}}, true
}

// accountClosed confirms to an owner that their account is closed.
func accountClosed(n change.Notice) Told {
	t := Told{Letter: Letter{
		Subject: "Your account is closed",
		Heading: "Your account is closed",
		Lines: []string{
			fmt.Sprintf("Hello %s, your account was closed on %s. Everything you shared ended first, and who used it was told.", n.By, stamp(n.At)),
			"People who signed in with a login of yours may still know its password: change those where they are used, if that matters.",
		},
		Small: []string{"What was done with your logins stays on the records of those who used them, under your name. If this was not you, somebody knew your password."},
	}}
	if n.Tie == "stays" {
		t.Text, t.Path = "Your personal account is closed.", "/account"
		t.Letter.Lines = append(t.Letter.Lines, "You are a member of other organizations, so you still sign in with this address.")
	} else {
		t.Letter.Lines = append(t.Letter.Lines, "Your sign-in is gone too: nobody signs in with this address any more.")
	}
	return t
}
