package mailer

import (
	"fmt"

	"github.com/valetkey/valetkey/shared/change"
)

// siteSaid tells of what a provider and its site do to each other.
func siteSaid(n change.Notice, a About) (Told, bool) {
	switch n.Kind {
	case change.SiteInvited:
		return siteInvited(n, a)
	case change.SiteJoined:
		return siteJoined(n, a)
	case change.RelationEnded:
		return relationEnded(n, a)
	case change.ShareGiven, change.ShareStopped:
		return shareSaid(n, a)
	default:
		return siteTurned(n, a)
	}
}

// siteInvited tells the admins of a site whom its provider adds there (rule S2).
func siteInvited(n change.Notice, a About) (Told, bool) {
	i := a.Invitation
	words := fmt.Sprintf("%s invited %s to %s as %s.", i.Inviter(), shown(i.Email), i.OrganizationName, roleWords[i.Role])
	return Told{Text: words, Path: "/organizations/" + n.Home + "/members", Letter: Letter{
		Subject: fmt.Sprintf("%s invited somebody to %s", short(i.ProviderName), short(i.OrganizationName)), Heading: words,
		Lines: []string{
			"Your provider can invite people, and opens nothing of yours by that.",
			"If they should not be a member, take the invitation back on the members page.",
		},
		Button: "See members",
	}}, i.Version != 0 && i.Provider != ""
}

// siteJoined tells who invited somebody to their site. The path is to the provider's
// own pages, not to those of the site.
func siteJoined(n change.Notice, a About) (Told, bool) {
	m := a.Member
	words := fmt.Sprintf("%s joined %s.", n.By, m.OrganizationName)
	return Told{Text: words, Path: "/organizations/" + n.Tie + "/sites/" + n.Home, Letter: Letter{
		Subject: fmt.Sprintf("%s joined %s", short(n.By), short(m.OrganizationName)), Heading: words,
		Lines:  []string{"You invited them to your site. Who else belongs there is theirs to know."},
		Button: "Open Valetkey",
	}}, m.Version != 0
}

// siteTurned tells the admins of a site that it was closed, or is open, while that is
// so (rule S1).
func siteTurned(n change.Notice, a About) (Told, bool) {
	o := a.Organization
	if !o.IsSite() {
		return Told{}, false
	}
	r := o.Relation
	if n.Kind == change.SiteOpened {
		words := fmt.Sprintf("%s of %s opened %s to its people.", n.By, r.Name, o.Name)
		return Told{Text: words, Path: "/organizations/" + n.Home, Letter: Letter{
			Subject: short(o.Name) + " is open", Heading: words,
			Facts: []Fact{{"When", stamp(n.At)}}, Lines: []string{"Whoever belongs there gets in. Everything there is as it was."},
			Button: "Open " + short(o.Name),
		}}, r.Open
	}
	words := fmt.Sprintf("%s of %s closed %s to its people.", n.By, r.Name, o.Name)
	return Told{Text: words, Path: "/organizations/" + n.Home + "/provider", Letter: Letter{
		Subject: short(o.Name) + " is closed", Heading: words, Facts: []Fact{{"When", stamp(n.At)}},
		Lines: []string{
			fmt.Sprintf("Nobody gets into %s until %s opens it again. Nothing there is lost, and what is shared waits. Your other organizations are as they were.", o.Name, r.Name),
			fmt.Sprintf("As an admin you can end the relationship with %s. What was created in %s stays there, and opens again.", r.Name, o.Name),
		},
		Button: "See our provider",
	}}, !r.Open
}

// relationEnded tells the admins of both sides, in the same words.
func relationEnded(n change.Notice, a About) (Told, bool) {
	o := a.Organization
	if o.Version == 0 || o.Relation == nil {
		return Told{}, false
	}
	r := o.Relation
	words := fmt.Sprintf("%s is no site of %s any more: %s ended that.", o.Name, r.Name, n.By)
	return Told{Text: words, Path: "/organizations/" + n.Home, Letter: Letter{
		Subject: fmt.Sprintf("%s is no site of %s any more", short(o.Name), short(r.Name)), Heading: words, Facts: []Fact{{"When", stamp(n.At)}},
		Lines: []string{
			fmt.Sprintf("%s keeps everything that was created there, and is an organization like any other. %s keeps what it filed for %s.", o.Name, r.Name, o.Name),
			"What one shared with the other is closed to the other side now. Who saw a password may remember it.",
		},
		Button: "Open Valetkey",
	}}, r.Ended != nil
}
