package mailbox

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// Amazon's mailbox simulator: addresses at which every mail meets the same end.
// A label may follow a plus sign: bounce+olga@simulator.amazonses.com. Whatever
// else is there takes its mail, success@ among them.
const simulator = "@simulator.amazonses.com"

// Outcome is how a mail ends that does not just arrive.
type Outcome string

// The outcomes.
const (
	Arrived    Outcome = ""
	Bounced    Outcome = "bounce"          // refused for good
	Complained Outcome = "complaint"       // arrived, and marked as spam
	Suppressed Outcome = "suppressionlist" // not even tried
)

// arrives reports whether somebody gets the mail.
func (o Outcome) arrives() bool { return o == Arrived || o == Complained }

// OutcomeAt is what happens to mail to an address.
func OutcomeAt(address string) Outcome {
	local, found := strings.CutSuffix(strings.ToLower(address), simulator)
	if !found {
		return Arrived
	}
	local, _, _ = strings.Cut(local, "+")
	for _, o := range []Outcome{Bounced, Complained, Suppressed} {
		if local == string(o) {
			return o
		}
	}
	return Arrived
}

// Returned is the event that SES has EventBridge send about a mail to one
// address. id is the event's own.
func Returned(s Sent, id string, at time.Time) []byte {
	to := strings.Join(s.To, ", ") // one: each letter is to one reader
	tags := map[string][]string{"ses:configuration-set": {"Valetkey"}, "ses:source-ip": {"127.0.0.1"}, "ses:caller-identity": {s.Caller.Function}}
	for name, value := range s.Tags {
		tags[name] = []string{value}
	}
	stamp := at.UTC().Format("2006-01-02T15:04:05.000Z")
	detail := map[string]any{
		"mail": map[string]any{
			"timestamp": stamp, "source": s.From, "sendingAccountId": account, "messageId": s.ID, "destination": s.To,
			"headersTruncated": false, "headers": []any{}, "tags": tags,
			"commonHeaders": map[string]any{"from": []string{s.From}, "to": s.To, "messageId": s.ID},
		},
	}
	kind := "Email Bounced"
	bounce := map[string]any{
		"feedbackId": s.ID + "-returned", "timestamp": stamp, "bounceType": "Permanent", "bounceSubType": "General",
		"reportingMTA": "dns; simulator.amazonses.com",
		"bouncedRecipients": []any{map[string]any{
			"emailAddress": to, "action": "failed", "status": "5.1.1", "diagnosticCode": "smtp; 550 5.1.1 user unknown",
		}},
	}
	switch s.Ends {
	case Complained:
		kind = "Email Complaint Received"
		detail["eventType"], detail["complaint"] = "Complaint", map[string]any{
			"feedbackId": s.ID + "-returned", "timestamp": stamp, "complaintFeedbackType": "abuse", "complaintSubType": nil,
			"complainedRecipients": []any{map[string]any{"emailAddress": to}}, "userAgent": "Amazon SES Mailbox Simulator",
		}
	case Suppressed:
		bounce["bounceSubType"] = "Suppressed"
		bounce["bouncedRecipients"] = []any{map[string]any{
			"emailAddress": to, "action": "failed", "status": "5.1.1",
			"diagnosticCode": "Amazon SES has suppressed sending to this address because it has a recent history of bouncing as an invalid address.",
		}}
		fallthrough
	default:
		detail["eventType"], detail["bounce"] = "Bounce", bounce
	}
	raw, err := json.Marshal(map[string]any{
		"version": "0", "id": id, "detail-type": kind, "source": "aws.ses", "account": account, "region": region,
		"time":      at.UTC().Format("2006-01-02T15:04:05Z"), // whole seconds, as EventBridge has it
		"resources": []string{"arn:aws:ses:" + region + ":" + account + ":configuration-set/Valetkey"}, "detail": detail,
	})
	if err != nil {
		panic(err) // strings always marshal
	}
	return raw
}

const (
	account = "000000000000"
	region  = "us-east-1"
)

// returns tells of a mail that came back, after its sender was answered. A call
// that fails is made twice more, as Lambda does for an event (sooner than it
// does), and then given up.
func (m *Mailbox) returns(s Sent, at time.Time) {
	if s.Ends == Arrived || m.options.Returned == nil {
		return
	}
	m.returning.Go(func() {
		event := Returned(s, rand.Text(), at)
		var err error
		for try := range 3 {
			select {
			case <-m.stopped.Done():
				return
			case <-time.After(time.Duration(try) * time.Second):
			}
			ctx, cancel := context.WithTimeout(m.stopped, time.Minute)
			err = m.options.Returned(ctx, event)
			cancel()
			if err == nil {
				return
			}
		}
		_, _ = fmt.Fprintf(m.options.Log, "nobody was told that a mail came back: %v\n", err)
	})
}
