package mailer

import (
	"strings"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// mailBounced tells who had a mail sent that it came back. It is no longer so
// once the mail was sent again, or the request was answered all the same.
func mailBounced(n change.Notice, a About) (Told, bool) {
	why, what, advice := identity.Bounce(n.Tie), "did not arrive", "Ask for the right address another way."
	if why == identity.Spam {
		what, advice = "was marked as spam", "Ask them another way before you send it again."
	}
	if strings.HasPrefix(n.About, id.Invitation("").Prefix()+"_") {
		i := a.Invitation
		email, home := oneLine(i.Email), n.Home
		if i.Provider != "" { // it is told there
			home = string(i.Provider)
		}
		t := Told{Text: why.Says(email), Path: "/organizations/" + home, Letter: Letter{
			Subject: "The mail to " + short(email) + " " + what,
			Lines:   []string{"It was the invitation to " + i.OrganizationName + ".", advice},
			Button:  "See invitations",
		}}
		t.Letter.Heading = t.Text
		return t, i.Version != 0 && i.Bounced != nil
	}
	d := a.Delegation
	t := Told{Text: why.Says(d.Email), Path: "/organizations/" + n.Home + "/resources/" + string(d.Resource), Letter: Letter{
		Subject: "The mail to " + short(d.Email) + " " + what,
		Lines: []string{
			"It was the request for " + d.ResourceName + ", which waits until " + stamp(d.Lapses) + ". No reminder is sent.",
			advice + " You can send the request again, or cancel it.",
		},
		Button: "Open " + short(d.ResourceName),
	}}
	t.Letter.Heading = t.Text
	return t, d.Version != 0 && d.Bounced != nil && d.At(a.Now) == access.Pending
}
