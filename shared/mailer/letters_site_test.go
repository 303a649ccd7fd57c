package mailer

import (
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/identity"
)

func TestWhatIsTakenBackAboutASiteIsNotTold(t *testing.T) { // promise 4
	relation := func(edit func(*identity.Relation)) func(*change.Notice, *About) {
		return func(_ *change.Notice, a *About) {
			r := *a.Organization.Relation
			edit(&r)
			a.Organization.Relation = &r
		}
	}
	for _, tt := range []struct {
		name string
		kind change.Telling
		edit func(*change.Notice, *About)
	}{
		{"closed, and opened again", change.SiteClosed, relation(func(r *identity.Relation) { r.Open = true })},
		{"opened, and closed again", change.SiteOpened, relation(func(r *identity.Relation) { r.Open = false })},
		{"closed, and ended", change.SiteClosed, relation(func(r *identity.Relation) { r.Ended = &nine })},
		{"ended, and not", change.RelationEnded, relation(func(r *identity.Relation) { r.Ended = nil })},
		{"ended, of nothing", change.RelationEnded, func(_ *change.Notice, a *About) { a.Organization = identity.Organization{} }},
		{"closed, of nothing", change.SiteClosed, func(_ *change.Notice, a *About) { a.Organization = identity.Organization{} }},
		{"an invitation taken back", change.SiteInvited, func(_ *change.Notice, a *About) { a.Invitation = identity.Invitation{} }},
		{"an invitation that is the site's own by now", change.SiteInvited, func(_ *change.Notice, a *About) { a.Invitation.Provider = "" }},
	} {
		n, a := notice(tt.kind)
		tt.edit(&n, &a)
		if told, ok := Compose(n, a); ok {
			t.Errorf("%s: told %q", tt.name, told.Text)
		}
	}
}

func TestAnInvitationToASiteSaysWhoInvitesOnWhoseBehalf(t *testing.T) { // rule S2
	n, a := notice(change.MemberInvited)
	a.Invitation.Provider, a.Invitation.ProviderName, a.Invitation.Role = "org_p", "Ri\r\ndge <b>IT", identity.Admin
	told, ok := Compose(n, a)
	p := parse(t, told.Letter)
	if !ok || !strings.Contains(p.text, "Invited by: Ada Admin of Ri dge <b>IT\n") || !strings.Contains(p.text, "As: an admin of Fabrikam IT") || strings.Contains(p.html, "dge <b>IT") {
		t.Errorf("%s", p.text)
	}
	n, a = notice(change.SiteClosed)
	a.Organization.Relation = &identity.Relation{Name: "Ri\r\ndge"}
	if told, ok := Compose(n, a); !ok || !strings.Contains(told.Text, "Rhea of Ri dge closed") || a.Organization.Relation.Name != "Ri\r\ndge" {
		t.Errorf("%q", told.Text)
	}
}
