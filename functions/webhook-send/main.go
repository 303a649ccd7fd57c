// Webhook-send makes one delivery: it posts what an organization's machines are
// told to an address that its admins registered (rule J14), and puts on record
// how that went. A rule of the event bus calls it, once for each delivery that is
// due, so that a slow or hostile address holds up nothing but its own deliveries.
//
// Nothing of the event is believed: the hook and the delivery are read again. A
// delivery is made at least once. One whose record was lost after the post (a
// crash, or two that made it at once) is made again, under the same id.
package main

import (
	"context"
	"fmt"
	"log/slog"
	"net/netip"
	"os"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"

	"github.com/valetkey/valetkey/shared/bus"
	"github.com/valetkey/valetkey/shared/courier"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/secret"
	"github.com/valetkey/valetkey/shared/table"
	"github.com/valetkey/valetkey/shared/webhook"
)

type function struct {
	table *table.Table
	open  func(ctx context.Context, o id.Organization, h id.Webhook, sealed []byte) (secret.Text, error)
	post  func(ctx context.Context, url string, head map[string]string, body []byte) courier.Answer
}

// tries is how often what came of a post is put on record anew when something
// moves meanwhile: another delivery finds that the hook fails, an admin renames it.
const tries = 3

func (f function) send(ctx context.Context, e events.EventBridgeEvent) error {
	due, err := bus.ReadDue(e.Detail)
	if err != nil {
		return fmt.Errorf("event %s: %w", e.ID, err)
	}
	at := e.Time.UTC()
	h, d, err := f.read(ctx, due)
	if err != nil || !h.On() || !awaits(d, due) {
		return err
	}
	keys, err := f.keys(ctx, h, at)
	if err != nil {
		return err
	}
	a := f.post(ctx, h.URL, webhook.Headers(d.EventID, at, []byte(d.Body), keys...), []byte(d.Body))
	t := webhook.Try{At: at, Status: a.Status, Why: a.Why}
	c := identity.Call{Route: "webhook-send", At: at, ID: e.ID}
	for try := 1; ; try++ {
		err := f.table.Save(ctx, c, webhook.Attempted(h, d, t), nil)
		if fault.Of(err) != fault.Moved || try == tries {
			return err
		}
		if h, d, err = f.read(ctx, due); err != nil {
			return err
		}
		if !awaits(d, due) { // another made it at once, and was first to say so
			slog.Warn("posted twice", "delivery", string(d.ID))
			return nil
		}
	}
}

func (f function) read(ctx context.Context, due bus.Due) (webhook.Hook, webhook.Delivery, error) {
	h := webhook.Hook{Organization: due.Organization, ID: due.Hook}
	d := webhook.Delivery{Organization: due.Organization, Hook: due.Hook, ID: due.Delivery}
	err := f.table.Read(ctx, &h, &d)
	return h, d, err
}

// awaits reports whether it is this very try that the delivery waits for: of an
// event that comes again later, the try is on record.
func awaits(d webhook.Delivery, due bus.Due) bool {
	return d.Version != 0 && d.State == webhook.Waiting && len(d.Tried)+1 == due.Try
}

// keys are what signs: the hook's secret and, for a while, the one before.
func (f function) keys(ctx context.Context, h webhook.Hook, at time.Time) ([][]byte, error) {
	sealed := [][]byte{h.Secret}
	if h.Old != nil && h.OldUntil != nil && at.Before(*h.OldUntil) {
		sealed = append(sealed, h.Old)
	}
	var out [][]byte
	for _, s := range sealed {
		text, err := f.open(ctx, h.Organization, h.ID, s)
		if err != nil {
			return nil, err
		}
		key, ok := webhook.Key(text)
		if !ok {
			return nil, fmt.Errorf("the secret of %s is none of ours", h.ID)
		}
		out = append(out, key)
	}
	return out, nil
}

// networks are those inside somebody's network that the operator lets be posted
// to, as a list of prefixes with commas between; usually there are none.
func networks(list string) ([]netip.Prefix, error) {
	var out []netip.Prefix
	for part := range strings.SplitSeq(list, ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		p, err := netip.ParsePrefix(part)
		if err != nil {
			return nil, fmt.Errorf("WEBHOOK_NETWORKS: %w", err)
		}
		out = append(out, p)
	}
	return out, nil
}

func main() {
	allowed, err := networks(os.Getenv("WEBHOOK_NETWORKS"))
	if err != nil {
		slog.Error("not started", "cause", err.Error())
		os.Exit(1)
	}
	keys := envelope.New(env.AWS("kms"), env.Must("ENVELOPE_KEY"))
	lambda.Start(function{
		table: table.Open(env.AWS("dynamodb"), env.Must("TABLE")), open: keys.OpenHook, post: courier.New(allowed...).Post,
	}.send)
}
