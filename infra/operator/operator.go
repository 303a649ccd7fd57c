package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/table"
)

// actor is who the record says it was.
const actor = "Valetkey operator"

type operator struct {
	db    *dynamodb.Client // to scan; everything else goes through table
	table *table.Table
	name  string
	call  identity.Call
	out   io.Writer
}

func open(cfg aws.Config, name string, now time.Time, out io.Writer) operator {
	return operator{
		db:    dynamodb.NewFromConfig(cfg, func(o *dynamodb.Options) { o.DisableValidateResponseChecksum = true }),
		table: table.Open(cfg, name), name: name, out: out,
		call: identity.Call{Route: "operator", At: now, ID: "operator " + rand.Text()},
	}
}

func (o operator) say(format string, args ...any) { _, _ = fmt.Fprintf(o.out, format+"\n", args...) }

// held lists the organizations that wait for an operator (rule D9).
func (o operator) held(ctx context.Context) error {
	why := map[id.Organization][]string{}
	err := o.scan(ctx, filter{
		says:  "(#sk = :org AND attribute_exists(#held)) OR (#sk = :asks AND attribute_exists(#paused))",
		names: map[string]string{"#sk": "SK", "#held": "held", "#paused": "paused"}, values: map[string]string{":org": "ORG", ":asks": "ASKS"},
	}, func(item row) error {
		var org identity.Organization
		if err := item.into(&org); err != nil {
			return err
		}
		if org.ID != "" && org.Held != "" {
			why[org.ID] = append(why[org.ID], "held: "+org.Held)
		}
		var asks delegation.Asks
		if err := item.into(&asks); err != nil {
			return err
		}
		if asks.Organization != "" && asks.Paused != nil {
			why[asks.Organization] = append(why[asks.Organization],
				fmt.Sprintf("paused since %s: %d said that they do not know them", stamp(*asks.Paused), len(asks.Unknown)))
		}
		return nil
	})
	if err != nil {
		return err
	}
	if len(why) == 0 {
		o.say("No organization waits for you.")
		return nil
	}
	for _, which := range slices.Sorted(maps.Keys(why)) {
		org := identity.Organization{ID: which}
		if err := o.table.Read(ctx, &org); err != nil {
			return err
		}
		slices.Sort(why[which])
		o.say("%s  %s (%s, since %s)\n    %s", which, printed(org.Name), org.Kind, stamp(org.Since), strings.Join(why[which], "\n    "))
	}
	o.say("\nTo let one ask again: release ORG")
	return nil
}

// release lets an organization ask again; its admins are told.
func (o operator) release(ctx context.Context, which string) error {
	if !id.Valid(id.Organization("").Prefix(), which) {
		return fmt.Errorf("%q is no organization's id, like org_01J8...: `held` lists them", which)
	}
	org := identity.Organization{ID: id.Organization(which)}
	asks := delegation.Asks{Organization: org.ID}
	if err := o.table.Read(ctx, &org, &asks); err != nil {
		return err
	}
	ch, err := delegation.Release(o.call.At, org, asks)
	if err != nil {
		return spoken(err)
	}
	for i := range ch.Entries {
		ch.Entries[i].ActorName = actor
	}
	if err := o.table.Save(ctx, o.call, ch, nil); err != nil {
		return spoken(err)
	}
	o.say("Released %s (%s). Its admins are told.", printed(org.Name), org.ID)
	return nil
}

// parked lists the orders that nobody delivers any more.
func (o operator) parked(ctx context.Context) error {
	orders, err := o.allParked(ctx)
	if err != nil {
		return err
	}
	if len(orders) == 0 {
		o.say("No order is parked.")
		return nil
	}
	slices.SortFunc(orders, func(a, b table.Order) int { return strings.Compare(string(a.ID), string(b.ID)) })
	for _, p := range orders {
		what := "mail of " + p.Thing
		if p.Chore != "" {
			what = p.Chore + " of " + p.Thing
		}
		reason := p.Reason
		if reason == "" {
			reason = "nobody noted why: its consumer died, or was not called"
		}
		o.say("%s  %s, ordered %s, tried %d times\n    %s", p.ID, what, stamp(p.At), p.Tries, printed(reason))
	}
	o.say("\nTo try one again, once the reason is gone: unpark ORDER")
	return nil
}

// unpark orders what a parked order was for anew. A new order, not the old one
// woken: the sweep has passed the old one's hour, and would not look after it.
func (o operator) unpark(ctx context.Context, which string) error {
	if !id.Valid(id.Order("").Prefix(), which) {
		return fmt.Errorf("%q is no order's id, like order_01J8...: `parked` lists them", which)
	}
	orders, err := o.allParked(ctx)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(orders, func(p table.Order) bool { return string(p.ID) == which })
	if at < 0 {
		return fmt.Errorf("no order %s is parked: `parked` lists them", which)
	}
	again := change.Order{Door: doorOf(orders[at].Order), At: o.call.At, Chore: orders[at].Chore, Thing: orders[at].Thing, Home: orders[at].Home}
	ch := change.Change{Drops: []change.Record{orders[at]}, Orders: []change.Order{again}}
	if err := o.table.Save(ctx, o.call, ch, nil); err != nil {
		return spoken(err)
	}
	o.say("%s is ordered anew, as %s, at the door %q.", which, identity.Mint[id.Order](o.call, 0), again.Door)
	return nil
}

// doorOf is the door an order was for before it was parked: only chores have a
// name.
func doorOf(o change.Order) change.Door {
	if o.Chore != "" {
		return change.Drive
	}
	return change.Mail
}

// spoken is an error as a person at a terminal reads it.
func spoken(err error) error {
	var f *fault.Error
	if errors.As(err, &f) && f.Cause == nil {
		return errors.New(f.Message)
	}
	return err
}

func stamp(t time.Time) string { return t.UTC().Format("2 January 2006, 15:04 UTC") }
