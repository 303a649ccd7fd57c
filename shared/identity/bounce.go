package identity

import (
	"fmt"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
)

// Bounce is why a mail did not get through, for good. What passes, like a full
// mailbox or an answer from somebody's holiday, is none.
type Bounce string

// The reasons.
const (
	NotTaken   Bounce = "not-taken"  // its mail server does not take our mail
	NoMailbox  Bounce = "no-mailbox" // there is no such mailbox
	Suppressed Bounce = "suppressed" // mail to it came back before, and is not tried any more
	Spam       Bounce = "spam"       // it arrived, and was marked as spam
	Unsent     Bounce = "unsent"     // the mail service did not send it
)

// Says is the bounce of a mail to an address, in a sentence for whoever had it
// sent.
func (b Bounce) Says(email string) string {
	why := map[Bounce]string{
		NotTaken:   "its mail server does not take the mail",
		NoMailbox:  "there is no such mailbox",
		Suppressed: "mail to this address came back or was marked as spam before, so it is not sent any more",
		Unsent:     "the mail service did not send it",
	}[b]
	switch {
	case b == Spam:
		return fmt.Sprintf("The mail to %s was marked as spam there.", email)
	case why == "":
		return fmt.Sprintf("The mail to %s did not arrive.", email)
	}
	return fmt.Sprintf("The mail to %s did not arrive: %s.", email, why)
}

// InvitationBounced writes down that the mail of an invitation came back, and
// tells who invited. sent is when the mail was ordered: of one before the newest
// there is nothing to say. Said once, it is not said again.
func InvitationBounced(c Call, inv Invitation, why Bounce, sent time.Time) change.Change {
	if inv.Version == 0 || inv.Bounced != nil || sent.Before(inv.Sent) || !c.At.Before(inv.Link.Expires) {
		return change.Change{}
	}
	inv.Bounced = &c.At
	whose := inv.Organization
	if inv.Provider != "" {
		whose = inv.Provider
	}
	return change.Change{
		Records: []change.Record{inv},
		Entries: []audit.Entry{{
			Organization: inv.Organization, At: c.At, Action: audit.MailBounced,
			Thing: string(inv.ID), ThingName: inv.Email, Detail: why.Says(inv.Email),
		}},
		Notices: []change.Notice{{
			Kind: change.MailBounced, At: c.At, About: string(inv.ID), Home: string(inv.Organization), Tie: string(why),
			To: change.Audience{Person: inv.By, Organization: whose},
		}},
	}
}
