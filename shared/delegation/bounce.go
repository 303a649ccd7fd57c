package delegation

import (
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/identity"
)

// Bounced writes down that a mail about a pending request came back, on the
// asking side's resource too, and tells who asked (rule D7).
// It ends nothing: they may send it again. sent is when the mail was ordered: of
// one before the newest there is nothing to say. Said once, it is not said again.
func Bounced(c identity.Call, d Delegation, r access.Resource, why identity.Bounce, sent time.Time) change.Change {
	if d.Version == 0 || d.Bounced != nil || sent.Before(d.Sent) || d.At(c.At) != access.Pending {
		return change.Change{}
	}
	d.Bounced = &c.At
	var ch change.Change
	ch.Keep(d)
	if r.Version != 0 {
		ch.Keep(r.WithLoan(d.ID, func(l *access.Loan) { l.Bounced = &c.At }))
	}
	ch.Entries = append(ch.Entries, audit.Entry{
		Organization: d.Organization, At: c.At, Action: audit.MailBounced,
		Thing: string(d.Resource), ThingName: d.ResourceName, Detail: why.Says(d.Email),
	})
	n := d.tellAsker(change.MailBounced, c.At, "")
	n.Tie = string(why)
	ch.Notices = append(ch.Notices, n)
	return ch
}
