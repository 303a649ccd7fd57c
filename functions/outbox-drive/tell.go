package main

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/bus"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/webhook"
)

// tell has machines told of what happened to a request (rule J14): whoever
// listens at the bus, and the webhooks of its organization. Nothing is posted
// here, in nobody's way: see due.
func (f function) tell(ctx context.Context, c identity.Call, o change.Order) error {
	q := access.Request{ID: id.Request(o.Thing)}
	if err := f.table.Read(ctx, &q); err != nil || q.Version == 0 {
		return err
	}
	e := webhook.EventOf(o, q, f.origin)
	if err := again(func() error { return f.send(ctx, c, o, e) }); err != nil {
		return err
	}
	body, err := e.Body()
	if err != nil {
		return err
	}
	return f.put(ctx, e.Type, e.At, body)
}

// send leaves a delivery to each hook that wants the event, all or none. Their
// ids are made of the order's: whoever comes again finds one, and leaves no more,
// not even to a hook that is new since.
func (f function) send(ctx context.Context, c identity.Call, o change.Order, e webhook.Event) error {
	hooks, err := f.table.HooksOf(ctx, e.Organization)
	if err != nil {
		return err
	}
	var made []webhook.Delivery
	var before []change.Record
	for _, h := range hooks {
		d, err := webhook.For(h, e)
		if err != nil {
			return err
		}
		was := webhook.Delivery{Organization: d.Organization, Hook: d.Hook, ID: d.ID}
		before = append(before, &was)
		if h.Wants(e.Type) {
			made = append(made, d)
		}
	}
	if len(made) == 0 {
		return nil
	}
	if err := f.table.Read(ctx, before...); err != nil {
		return err
	}
	for _, r := range before {
		if r.Seen() != 0 {
			return nil
		}
	}
	var ch change.Change
	for _, d := range made {
		webhook.Send(&ch, c.At, d)
	}
	c.ID = "tell " + string(o.ID)
	return f.table.Save(ctx, c, ch, nil)
}

// due says on the bus that a delivery is to be made. The function that makes it
// is called by a rule there, and not from here: a slow or hostile address then
// holds up nobody's chores, which share this one's shards of the stream, and no
// workflow.
func (f function) due(ctx context.Context, o change.Order) error {
	d, ok := webhook.Referred(o.Thing)
	if !ok {
		return fmt.Errorf("%q is no delivery", o.Thing)
	}
	if err := f.table.Read(ctx, &d); err != nil || !d.Awaits(o.At) {
		return err
	}
	detail, err := json.Marshal(bus.Due{V: bus.Version, Organization: d.Organization, Hook: d.Hook, Delivery: d.ID, Try: len(d.Tried) + 1})
	if err != nil {
		return err
	}
	return f.put(ctx, bus.DeliveryDue, time.Time{}, detail)
}
