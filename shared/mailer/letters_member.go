package mailer

import (
	"fmt"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/gate"
	"github.com/valetkey/valetkey/shared/identity"
)

// roleWords is a role as a letter says it.
var roleWords = map[identity.Role]string{
	identity.Admin: "an admin", identity.Reviewer: "a reviewer", identity.Auditor: "an auditor", identity.User: "a user",
}

// memberChanged tells of what admins do to members and to themselves.
func memberChanged(n change.Notice, a About) (Told, bool) {
	switch n.Kind {
	case change.MemberRole:
		return memberRole(n, a)
	case change.MemberSuspended:
		return memberSuspended(n, a)
	case change.MemberResumed:
		return memberResumed(n, a)
	case change.MemberRemoved:
		return memberRemoved(n, a)
	case change.MemberLeft:
		return memberLeft(n, a)
	case change.LockChanged, change.KeyKnown:
		return lockTold(n, a)
	default:
		return ownAccess(n, a)
	}
}

// memberRole tells a member of their new role or, of a new admin, every admin:
// one text that is right for whoever reads it.
func memberRole(n change.Notice, a About) (Told, bool) {
	m := a.Member
	words := fmt.Sprintf("%s made %s %s of %s.", n.By, m.Name, roleWords[m.Role], m.OrganizationName)
	l := Letter{
		Subject: fmt.Sprintf("%s is %s of %s now", short(m.Name), roleWords[m.Role], short(m.OrganizationName)),
		Heading: words, Button: "Open " + short(m.OrganizationName),
	}
	switch m.Role {
	case identity.Admin:
		l.Lines = []string{"Admins manage members, groups and resources. Being one opens no password by itself."}
	case identity.Reviewer:
		l.Lines = []string{"Reviewers decide requests for access."}
	case identity.Auditor:
		l.Lines = []string{"Auditors read the record, reports and names, and open no password."}
	}
	return Told{Text: words, Path: "/organizations/" + n.Home, Letter: l}, m.Here() && string(m.Role) == n.Tie
}

func memberSuspended(n change.Notice, a About) (Told, bool) {
	m := a.Member
	words := fmt.Sprintf("%s suspended your membership in %s.", n.By, m.OrganizationName)
	return Told{Text: words, Path: "/", Letter: Letter{
		Subject: "Your membership in " + short(m.OrganizationName) + " is suspended", Heading: words,
		Lines: []string{
			"It is closed to you until an admin there resumes your membership. Nothing you have there is lost.",
			"Your other organizations are as they were.",
		},
		Button: "Open Valetkey",
	}}, m.Here() && m.Suspended != nil
}

func memberResumed(n change.Notice, a About) (Told, bool) {
	m := a.Member
	words := fmt.Sprintf("%s resumed your membership in %s.", n.By, m.OrganizationName)
	return Told{Text: words, Path: "/organizations/" + n.Home, Letter: Letter{
		Subject: "Your membership in " + short(m.OrganizationName) + " is resumed", Heading: words,
		Lines: []string{"Everything you had there is open to you as before."}, Button: "Open " + short(m.OrganizationName),
	}}, m.Active()
}

func memberRemoved(n change.Notice, a About) (Told, bool) {
	m := a.Member
	words := fmt.Sprintf("%s removed you from %s.", n.By, m.OrganizationName)
	return Told{Text: words, Path: "/", Letter: Letter{
		Subject: "You are no longer a member of " + short(m.OrganizationName), Heading: words,
		Lines: []string{
			"What you had there is closed to you.",
			"Your account stays, and your other organizations are as they were.",
		},
		Button: "Open Valetkey",
	}}, m.Version != 0 && m.Removed != nil
}

func memberLeft(n change.Notice, a About) (Told, bool) {
	m := a.Member
	words := fmt.Sprintf("%s left %s.", m.Name, m.OrganizationName)
	return Told{Text: words, Path: "/organizations/" + n.Home + "/members", Letter: Letter{
		Subject: fmt.Sprintf("%s left %s", short(m.Name), short(m.OrganizationName)), Heading: words,
		Lines:  []string{"What they had there is closed to them. The list of what they received says which passwords to change."},
		Button: "See members",
	}}, m.Version != 0 && m.Removed != nil
}

// ownAccess is told even if the thing is gone by then: somebody had access.
func ownAccess(n change.Notice, a About) (Told, bool) {
	what := "something that is gone by now"
	path := "/organizations/" + n.Home
	switch {
	case a.Resource.Version != 0:
		what, path = a.Resource.Name, path+"/resources/"+string(a.Resource.ID)
	case a.Group.Version != 0:
		what = fmt.Sprintf("what the group %s is on", a.Group.Name)
	}
	if n.Tie == gate.SignsTie {
		return gateSigns(n, a, what, path)
	}
	words := fmt.Sprintf("%s gave themselves access to %s.", n.By, what)
	return Told{Text: words, Path: path, Letter: Letter{
		Subject: fmt.Sprintf("%s gave themselves access to %s", short(n.By), short(what)), Heading: words,
		Facts: []Fact{{"Organization", a.Organization.Name}, {"When", stamp(n.At)}},
		Lines: []string{
			"Being admin opens nothing by itself, and an admin can assign themselves. That is allowed, and told to every other admin.",
			"If it should not be, take them off again.",
		},
		Button: "Look at it",
	}}, true
}
