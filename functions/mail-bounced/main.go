// Mail-bounced is the mail service's door: SES tells it, through EventBridge, of
// each mail that came back for good or was marked as spam, and whoever had it
// sent is told (rule D7). It reads no mail; what it knows of one is the notice
// that it was about.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

// tries is how often one event is judged anew when something moves meanwhile.
const tries = 3

// returned is what is read of the event's detail: an SES event record.
type returned struct {
	Type string `json:"eventType"`
	Mail struct {
		To   []string `json:"destination"`
		Tags struct {
			Notice []string `json:"notice"`
		} `json:"tags"`
	} `json:"mail"`
	Bounce struct {
		Type string   `json:"bounceType"`
		Sub  string   `json:"bounceSubType"`
		Of   []reader `json:"bouncedRecipients"`
	} `json:"bounce"`
	Complaint struct {
		Kind string   `json:"complaintFeedbackType"`
		Sub  string   `json:"complaintSubType"`
		Of   []reader `json:"complainedRecipients"`
	} `json:"complaint"`
}

type reader struct {
	Address string `json:"emailAddress"`
	Status  string `json:"status"` // RFC 3463
}

func (f function) bounced(ctx context.Context, e events.EventBridgeEvent) error {
	var r returned
	if err := json.Unmarshal(e.Detail, &r); err != nil {
		return fmt.Errorf("event %s is no SES event: %w", e.ID, err)
	}
	why := r.why()
	if why == "" || len(r.Mail.Tags.Notice) != 1 || !id.Valid(id.Notice("").Prefix(), r.Mail.Tags.Notice[0]) {
		return nil // it passes, or the mail is none of ours
	}
	n := table.Notice{Notice: change.Notice{ID: id.Notice(r.Mail.Tags.Notice[0])}}
	if err := f.table.Read(ctx, &n); err != nil {
		return err
	}
	if n.Version == 0 || n.To.Address != "" && !slices.Contains(r.readers(), identity.Address(n.To.Address)) {
		slog.Warn("a mail came back that was not sent so", "notice", string(n.ID))
		return nil
	}
	if n.To.Address == "" { // it was for members of ours, who have it on their dashboards
		slog.Warn("a mail came back", "notice", string(n.ID), "kind", string(n.Kind), "why", string(why))
		return nil
	}
	c := identity.Call{Route: "mail-bounced", At: e.Time.UTC(), ID: e.ID}
	for try := 1; ; try++ {
		err := f.tell(ctx, c, n.Notice, why)
		if fault.Of(err) != fault.Moved || try == tries {
			return err
		}
	}
}

// tell tells whoever had the mail sent.
func (f function) tell(ctx context.Context, c identity.Call, n change.Notice, why identity.Bounce) error {
	switch n.Kind {
	case change.DelegationAsked, change.DelegationReminder, change.DelegationCode:
		d := delegation.Delegation{ID: id.Delegation(n.About)}
		if err := f.table.Read(ctx, &d); err != nil {
			return err
		}
		r := access.Resource{Organization: d.Organization, ID: d.Resource}
		if err := f.table.Read(ctx, &r); err != nil {
			return err
		}
		return f.table.Save(ctx, c, delegation.Bounced(c, d, r, why, n.At), nil)
	case change.MemberInvited, change.InvitationCode:
		inv := identity.Invitation{Organization: id.Organization(n.Home), ID: id.Invitation(n.About)}
		if err := f.table.Read(ctx, &inv); err != nil {
			return err
		}
		return f.table.Save(ctx, c, identity.InvitationBounced(c, inv, why, n.At), nil)
	default: // nobody had it sent to somebody else
		slog.Warn("a mail came back", "notice", string(n.ID), "kind", string(n.Kind), "why", string(why))
		return nil
	}
}

// why is the reason in our terms; "" for what passes or says nothing: SES also
// tells of full mailboxes and holidays (Transient), of answers that it does not
// understand (Undetermined), and of readers who say that a mail is no spam.
func (r returned) why() identity.Bounce {
	switch {
	case r.Type == "Reject":
		return identity.Unsent
	case r.Type == "Complaint" && r.Complaint.Sub != "":
		return identity.Suppressed
	case r.Type == "Complaint" && r.Complaint.Kind != "not-spam":
		return identity.Spam
	case r.Type != "Bounce" || r.Bounce.Type != "Permanent":
		return ""
	case slices.Contains([]string{"Suppressed", "OnAccountSuppressionList", "UnsubscribedRecipient"}, r.Bounce.Sub):
		return identity.Suppressed
	case r.Bounce.Sub == "NoEmail" || slices.ContainsFunc(r.Bounce.Of, func(x reader) bool { return x.Status == "5.1.1" }):
		return identity.NoMailbox
	default:
		return identity.NotTaken
	}
}

// readers are the addresses that the event is about.
func (r returned) readers() []string {
	all := []string{}
	for _, x := range slices.Concat(r.Bounce.Of, r.Complaint.Of) {
		all = append(all, identity.Address(x.Address))
	}
	if r.Type == "Reject" { // it was refused whole
		for _, to := range r.Mail.To {
			all = append(all, identity.Address(to))
		}
	}
	return slices.DeleteFunc(all, func(a string) bool { return a == "" })
}

func main() {
	lambda.Start(function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}.bounced)
}
