package mailer

import (
	"fmt"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/delegation"
)

func organizationSaid(n change.Notice, a About) (Told, bool) {
	switch n.Kind {
	case change.OrganizationHeld:
		return organizationHeld(n, a)
	case change.OrganizationReleased:
		return organizationReleased(n, a)
	default:
		return siteSaid(n, a)
	}
}

// organizationHeld tells the admins that an operator looks at their organization
// before it asks anybody outside (rule D9), because of its name or because several
// people did not know it. It is told only while that is so.
func organizationHeld(n change.Notice, a About) (Told, bool) {
	o := a.Organization
	why, still := "Its name needs a look: "+o.Held+".", o.Held != ""
	if n.Tie == delegation.PausedTie {
		why, still = "Several people who were asked said that they do not know it.", a.Asks.Paused != nil
	}
	words := fmt.Sprintf("%s waits for an operator. Until then it mails nobody outside.", o.Name)
	return Told{Text: words, Path: "/organizations/" + n.Home, Letter: Letter{
		Subject: short(o.Name) + " waits for an operator",
		Heading: words,
		Lines: []string{
			why + " This protects people from mails that only look as if they came from somebody they know.",
			"You need to do nothing: we look at it and tell you. Everything else works meanwhile, and what is shared stays shared.",
		},
		Button: "Open " + short(o.Name),
	}}, o.Version != 0 && still
}

func organizationReleased(n change.Notice, a About) (Told, bool) {
	o := a.Organization
	words := fmt.Sprintf("An operator looked at %s: it can ask owners outside.", o.Name)
	return Told{Text: words, Path: "/organizations/" + n.Home, Letter: Letter{
		Subject: short(o.Name) + " waits no longer", Heading: words,
		Lines:  []string{"You can ask owners and invite members now."},
		Button: "Open " + short(o.Name),
	}}, o.Version != 0 && o.Held == "" && a.Asks.Paused == nil
}
