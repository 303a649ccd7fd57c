package webhook

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
)

// waits are how long after one try the next is made.
var waits = [Tries - 1]time.Duration{
	time.Minute, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 5 * time.Hour, 8 * time.Hour, 12 * time.Hour,
}

// lost is how long an ordered try may take to be on record before it is ordered
// again. While a delivery waits there is always a date in the future on which
// somebody looks, so that nothing that goes missing on the way leaves it waiting.
const lost = 15 * time.Minute

// gone is the status of an address that wants no more, ever (RFC 9110).
const gone = 410

// ref is a delivery's name in orders and dates, which have one word for what
// they are about.
func (d Delivery) ref() string {
	return string(d.Organization) + "/" + string(d.Hook) + "/" + string(d.ID)
}

// Referred is the delivery that an order or a date is about, to be read; false
// for none.
func Referred(ref string) (Delivery, bool) {
	part := strings.Split(ref, "/")
	if len(part) != 3 {
		return Delivery{}, false
	}
	d := Delivery{Organization: id.Organization(part[0]), Hook: id.Webhook(part[1]), ID: id.Delivery(part[2])}
	ok := id.Valid(d.Organization.Prefix(), part[0]) && id.Valid(d.Hook.Prefix(), part[1]) && id.Valid(d.ID.Prefix(), part[2])
	return d, ok
}

// For is the delivery of an event to a hook. Its id is made of theirs, so that a
// repeat makes the same.
func For(h Hook, e Event) (Delivery, error) {
	body, err := e.Body()
	return Delivery{
		Organization: h.Organization, Hook: h.ID, ID: id.New[id.Delivery](e.At, e.ID+" "+string(h.ID), 0),
		EventID: e.ID, Event: e.Type, Body: string(body), At: e.At, State: Waiting, Next: &e.At,
	}, err
}

// Send has a new delivery made, now. A chore's now may be before the event's: a
// stream tells the time in whole seconds.
func Send(c *change.Change, at time.Time, d Delivery) {
	d.Next = &at
	c.Keep(d)
	d.order(c, at)
}

// order has a try made, and looked after in case it gets lost.
func (d Delivery) order(c *change.Change, at time.Time) {
	c.Orders = append(c.Orders, change.Order{Door: change.Drive, At: at, Chore: DueChore, Thing: d.ref(), Home: string(d.Organization)})
	c.Due = append(c.Due, change.Due{At: at.Add(lost), What: RetryDue, ID: d.ref()})
}

// Test is what a hook is told when an admin tries it. seed is the call's.
func Test(h Hook, at time.Time, seed string) Event {
	return Event{
		V: EventVersion, ID: eventID(string(id.New[id.Delivery](at, seed, 0))), Type: TestEvent, At: at, Organization: h.Organization, Data: struct{}{},
	}
}

// Awaits reports whether a try is to be made at an instant.
func (d Delivery) Awaits(at time.Time) bool {
	return d.State == Waiting && d.Next != nil && !at.Before(*d.Next)
}

// On reports whether anything is delivered to the hook.
func (r Hook) On() bool { return r.Version != 0 && r.Disabled == nil }

// Retry has the next try made, or the last one that was not put on record. What
// nobody waits for any more is given up.
func Retry(at time.Time, h Hook, d Delivery) change.Change {
	var c change.Change
	switch {
	case !d.Awaits(at):
	case !h.On():
		d.State, d.Next = GivenUp, nil
		c.Keep(d)
	default:
		d.order(&c, at)
	}
	return c
}

// Attempted is what a try leads to. A hook's own record is written only when it
// moves: many deliveries are made at once.
func Attempted(h Hook, d Delivery, t Try) change.Change {
	var c change.Change
	d.Tried, d.Next = append(slices.Clone(d.Tried), t), nil
	switch {
	case t.good():
		d.State = Delivered
	case len(d.Tried) >= Tries || t.Status == gone:
		d.State = GivenUp
	default:
		next := t.At.Add(waits[len(d.Tried)-1])
		d.Next = &next
		c.Due = append(c.Due, change.Due{At: next, What: RetryDue, ID: d.ref()})
	}
	c.Keep(d)
	h.tried(&c, t)
	return c
}

func (t Try) good() bool { return t.Status/100 == 2 }

// tried notes since when a hook fails, and disables one that did for Patience, or
// that says it is gone for good (410, as Standard Webhooks has it).
func (r Hook) tried(c *change.Change, t Try) {
	switch {
	case !r.On():
	case t.good():
		if r.Failing != nil {
			r.Failing = nil
			c.Keep(r)
		}
	case t.Status == gone:
		r.disable(c, t.At, "it answered 410: it is gone")
	case r.Failing == nil:
		r.Failing = &t.At
		c.Keep(r)
	case t.At.Sub(*r.Failing) >= Patience:
		r.disable(c, t.At, "every delivery failed for three days; the last: "+t.Why)
	}
}

// disable stops deliveries to a hook, on record, and tells the admins.
func (r Hook) disable(c *change.Change, at time.Time, why string) {
	r.Disabled, r.Why = &at, why // since when it failed stays: people are told
	c.Keep(r)
	c.Entries = append(c.Entries, audit.Entry{
		Organization: r.Organization, At: at, Action: audit.WebhookDisabled, Thing: string(r.ID), ThingName: r.Name, Detail: why,
	})
	c.Notices = append(c.Notices, change.Notice{
		Kind: change.WebhookDisabled, At: at, About: string(r.ID), Home: string(r.Organization), To: change.Audience{Organization: r.Organization},
	})
}

// Headers are what a POST of a delivery carries beside its body: which event it
// is, when the try was made, and a signature under each key (Standard Webhooks).
func Headers(event string, at time.Time, body []byte, keys ...[]byte) map[string]string {
	stamp := fmt.Sprint(at.Unix())
	var signatures []string
	for _, k := range keys {
		m := hmac.New(sha256.New, k)
		m.Write([]byte(event + "." + stamp + "."))
		m.Write(body)
		signatures = append(signatures, "v1,"+base64.StdEncoding.EncodeToString(m.Sum(nil)))
	}
	return map[string]string{"webhook-id": event, "webhook-timestamp": stamp, "webhook-signature": strings.Join(signatures, " ")}
}
