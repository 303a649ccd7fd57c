// Due-sweep is the clock's door: it writes down what is due, and nudges orders
// that were not delivered. It decides nothing: what is due was so before, and a
// sweep that comes late or twice changes nothing but when people are told.
package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/sharing"
	"github.com/valetkey/valetkey/shared/table"
	"github.com/valetkey/valetkey/shared/webhook"
)

const (
	patience  = 5 * time.Minute // how long an order may take before it is nudged; twice that before the next, and so on
	longest   = 24 * time.Hour  // the longest such wait
	nudges    = 10              // after as many, an order is parked: some three days after it was due
	firstLook = 24 * time.Hour  // how far back the very first sweep looks
	margin    = 5 * time.Second // so long before its function's timeout a sweep begins nothing more
)

type function struct {
	table *table.Table
	spent func() bool // whether this sweep has no more time: what is left is the next one's
}

func (f function) sweep(ctx context.Context, e events.EventBridgeEvent) error {
	c := identity.Call{Route: "due-sweep", At: e.Time.UTC(), ID: e.ID}
	spent, stop := spending(ctx)
	defer stop()
	f.spent = spent
	var failed error
	for shard := range table.Shards {
		failed = errors.Join(failed,
			f.shard(ctx, c, "OUT", shard, f.orders),
			f.shard(ctx, c, "DUE", shard, f.due))
	}
	if f.spent() {
		slog.Warn("there is more than one sweep can do: the next goes on")
	}
	return failed
}

// spending tells when a sweep has had its time. It stops by itself: one that is
// killed by its timeout is called again at once, and rings.
func spending(ctx context.Context) (spent func() bool, stop func()) {
	end, ok := ctx.Deadline()
	if !ok {
		return func() bool { return false }, func() {}
	}
	early, stop := context.WithDeadline(ctx, end.Add(-margin))
	return func() bool { return early.Err() != nil }, stop
}

// look deals with one hour of a shard. It answers whether anything is left there
// that a later sweep must come back for.
type look func(ctx context.Context, c identity.Call, hour time.Time, shard int) (left bool, err error)

// shard walks a list from its mark to the present hour, and moves the mark past
// the hours where nothing is left.
func (f function) shard(ctx context.Context, c identity.Call, list string, shard int, look look) error {
	if f.spent() {
		return nil
	}
	mark, err := f.table.MarkOf(ctx, list, shard)
	if err != nil {
		return err
	}
	if mark.Version == 0 {
		mark.Hour = c.At.Add(-firstLook).Truncate(time.Hour)
	}
	before := mark.Hour
	clean := true
	var failed error // of one hour: the others are not held up
	for hour := mark.Hour; !hour.After(c.At); hour = hour.Add(time.Hour) {
		left, err := look(ctx, c, hour, shard)
		failed, left = errors.Join(failed, err), left || err != nil
		if f.spent() {
			break // in the middle of it
		}
		over := !c.At.Before(hour.Add(time.Hour + patience)) // late writers of that hour are in by now
		if clean = clean && !left && over; clean {
			mark.Hour = hour.Add(time.Hour)
		}
	}
	if mark.Hour.Equal(before) {
		return failed
	}
	err = f.table.Save(ctx, c, change.Change{Records: []change.Record{mark}}, nil)
	if fault.Of(err) == fault.Moved {
		err = nil // another sweep was here
	}
	return errors.Join(failed, err)
}

// orders nudges what was not delivered in time: its stream record comes again.
func (f function) orders(ctx context.Context, c identity.Call, hour time.Time, shard int) (bool, error) {
	all, err := f.table.OrdersIn(ctx, hour, shard)
	left := false
	for _, o := range all {
		if f.spent() {
			return true, err
		}
		if o.Door == change.Parked {
			continue
		}
		left = true
		if !c.At.Before(nextNudge(o)) {
			err = errors.Join(err, f.nudge(ctx, c, o))
		}
	}
	return left, err
}

// nextNudge is when an order has been waited for long enough: an outage of a day
// parks nothing.
func nextNudge(o table.Order) time.Time {
	if o.Nudged == nil {
		return o.At.Add(patience)
	}
	return o.Nudged.Add(min(patience<<o.Tries, longest))
}

func (f function) nudge(ctx context.Context, c identity.Call, o table.Order) error {
	o.Tries, o.Nudged = o.Tries+1, &c.At
	if o.Tries > nudges {
		why, err := f.table.TroubleOf(ctx, o)
		if err != nil {
			return err
		}
		o.Door, o.Reason = change.Parked, why.Reason
		slog.Error("parked", "order", string(o.ID), "thing", o.Thing, "reason", o.Reason)
	}
	err := f.table.Save(ctx, c, change.Change{Records: []change.Record{o}}, nil)
	if fault.Of(err) == fault.Moved {
		return nil // delivered meanwhile
	}
	return err
}

// due writes down what has come due in an hour.
func (f function) due(ctx context.Context, c identity.Call, hour time.Time, shard int) (bool, error) {
	all, err := f.table.DueIn(ctx, hour, shard)
	left := false
	for _, d := range all {
		if f.spent() {
			return true, err
		}
		if d.At.After(c.At) {
			left = true
			continue
		}
		failed := f.settle(ctx, c, d)
		if failed != nil {
			left = true
		}
		if fault.Of(failed) != fault.Moved { // decided or swept in between: the next sweep looks again
			err = errors.Join(err, failed)
		}
	}
	return left, err
}

func (f function) settle(ctx context.Context, c identity.Call, d table.Due) error {
	c.ID += " " + d.What + " " + d.ID // each date's ids are its own
	ch, err := f.rule(ctx, c, d)
	if err != nil {
		return err
	}
	ch.Drop(d)
	return f.table.Save(ctx, c, ch, nil)
}

// rules says for each kind of date what it does to the thing it is of.
var rules = map[string]func(f function, ctx context.Context, c identity.Call, thing string) (change.Change, error){
	delegation.LapseDue:  function.lapse,
	delegation.RemindDue: function.remind,
	delegation.EndDue:    function.end,

	credential.ConsentLapseDue: function.consent,
	credential.OldDue:          function.old,

	identity.LeftRemindDue: function.leftRemind,
	identity.LeftOverDue:   function.leftOver,

	access.RequestLapseDue: asked(access.LapseRequest),
	access.PeriodEndDue:    asked(access.PeriodOver),
	access.PeriodEndingDue: asked(access.PeriodEnding),
	access.PeriodSpentDue:  function.received,

	sharing.EndDue: function.share,

	webhook.RetryDue: function.retry,
}

func (f function) rule(ctx context.Context, c identity.Call, d table.Due) (change.Change, error) {
	rule, ok := rules[d.What]
	if !ok {
		slog.Error("nothing is known to do", "what", d.What, "id", d.ID)
		return change.Change{}, nil
	}
	return rule(f, ctx, c, d.ID)
}

// asked is what a date does to a request, by the standing of who asked.
func asked(rule func(time.Time, access.Request, access.Standing) change.Change) func(function, context.Context, identity.Call, string) (change.Change, error) {
	return func(f function, ctx context.Context, c identity.Call, thing string) (change.Change, error) {
		q := access.Request{ID: id.Request(thing)}
		if err := f.table.Read(ctx, &q); err != nil || q.Version == 0 {
			return change.Change{}, err
		}
		s := access.Standing{Resource: q.Resource, Person: q.Person}
		if err := f.table.Read(ctx, &s); err != nil {
			return change.Change{}, err
		}
		return rule(c.At, q, s), nil
	}
}

func (f function) lapse(ctx context.Context, c identity.Call, thing string) (change.Change, error) {
	facts := delegation.Facts{Delegation: delegation.Delegation{ID: id.Delegation(thing)}}
	if err := f.table.Read(ctx, &facts.Delegation); err != nil {
		return change.Change{}, err
	}
	if err := f.table.Read(ctx, facts.Answering()...); err != nil {
		return change.Change{}, err
	}
	return delegation.Lapse(c.At, facts.Delegation, facts.Resource, facts.Asked), nil
}

func (f function) consent(ctx context.Context, c identity.Call, thing string) (change.Change, error) {
	facts := credential.Answering{Request: credential.Request{ID: id.Consent(thing)}}
	if err := f.table.Read(ctx, &facts.Request); err != nil || facts.Request.Version == 0 {
		return change.Change{}, err
	}
	facts.Credential.ID = facts.Request.Credential
	if err := f.table.Read(ctx, &facts.Credential); err != nil {
		return change.Change{}, err
	}
	return credential.LapseConsent(c.At, facts), nil
}

func (f function) end(ctx context.Context, c identity.Call, thing string) (change.Change, error) {
	facts := delegation.Facts{Delegation: delegation.Delegation{ID: id.Delegation(thing)}}
	if err := f.table.Read(ctx, &facts.Delegation); err != nil || facts.Delegation.Credential == "" {
		return change.Change{}, err
	}
	if err := f.table.Read(ctx, append(facts.AskingSide(), facts.Lent()...)...); err != nil {
		return change.Change{}, err
	}
	return delegation.End(c.At, facts), nil
}

// retry has the next try of a delivery made.
func (f function) retry(ctx context.Context, c identity.Call, thing string) (change.Change, error) {
	d, ok := webhook.Referred(thing)
	if !ok {
		return change.Change{}, fmt.Errorf("%q is no delivery", thing)
	}
	h := webhook.Hook{Organization: d.Organization, ID: d.Hook}
	if err := f.table.Read(ctx, &d, &h); err != nil {
		return change.Change{}, err
	}
	return webhook.Retry(c.At, h, d), nil
}

func (f function) remind(ctx context.Context, c identity.Call, thing string) (change.Change, error) {
	d := delegation.Delegation{ID: id.Delegation(thing)}
	if err := f.table.Read(ctx, &d); err != nil {
		return change.Change{}, err
	}
	asks := delegation.Asks{Organization: d.Organization}
	if err := f.table.Read(ctx, &asks); err != nil {
		return change.Change{}, err
	}
	return delegation.Remind(c.At, d, asks), nil
}

func main() {
	lambda.Start(function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}.sweep)
}
