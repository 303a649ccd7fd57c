package main

import (
	"context"
	"slices"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/table"
)

// losers is how many one transaction marks: with each goes what their way was judged
// by, a folder with all those above it, too.
const losers = 7

// weigh marks those who received a credential through an organization and have no
// way to it any more. A use checks all that it is judged by, so that none which was
// in flight at the loss is kept after it: what is read here is all there is.
func (f function) weigh(ctx context.Context, c identity.Call, o change.Order) error {
	cred, through := id.Credential(o.Thing), id.Organization(o.Home)
	return f.received(ctx, cred, through, func(some []credential.Received) error {
		some = unmarked(some)
		if len(some) == 0 {
			return nil
		}
		ways, err := f.table.WaysOf(ctx, through, []id.Credential{cred})
		if err != nil {
			return err
		}
		people := make([]id.Person, len(some))
		for i, x := range some {
			people[i] = x.Person
		}
		members, err := f.table.MembersIn(ctx, through, people)
		if err != nil {
			return err
		}
		all := make([]access.Weighed, len(some))
		for i, x := range some {
			all[i] = access.Weighed{Member: identity.Member{Organization: through, Person: x.Person}, Facts: ways[cred]}
			if at := slices.IndexFunc(members, func(m identity.Member) bool { return m.Person == x.Person }); at >= 0 {
				all[i].Member = members[at]
			}
			all[i].Facts.Received = x
		}
		return f.lose(ctx, c, o, all)
	})
}

// weighPerson does the same over all that one member received.
func (f function) weighPerson(ctx context.Context, c identity.Call, o change.Order) error {
	m := identity.Member{Organization: id.Organization(o.Home), Person: id.Person(o.Thing)}
	for p := (table.Page{Limit: piece}); ; {
		if err := f.table.Read(ctx, &m); err != nil {
			return err
		}
		some, next, err := f.table.ReceivedBy(ctx, m.Organization, m.Person, p)
		if err != nil {
			return err
		}
		some = unmarked(some)
		ids := make([]id.Credential, len(some))
		for i, x := range some {
			ids[i] = x.Credential
		}
		ways, err := f.table.WaysOf(ctx, m.Organization, ids)
		if err != nil {
			return err
		}
		all := make([]access.Weighed, len(some))
		for i, x := range some {
			all[i] = access.Weighed{Member: m, Facts: ways[x.Credential]}
			all[i].Facts.Received = x
		}
		if err := f.lose(ctx, c, o, all); err != nil {
			return err
		}
		if p.After = next; next == "" {
			return nil
		}
	}
}

func unmarked(all []credential.Received) []credential.Received {
	return slices.DeleteFunc(all, func(x credential.Received) bool { return x.Lost != nil })
}

// lose marks those of some who have no way any more.
func (f function) lose(ctx context.Context, c identity.Call, o change.Order, all []access.Weighed) error {
	for some := range slices.Chunk(all, losers) {
		if err := f.mark(ctx, c, access.Weigh(c.At, o.Instant(), some)); err != nil {
			return err
		}
	}
	return nil
}

// mark keeps a piece of those who are marked. Its orders are told apart from those
// of other pieces by who is the first: that is never seen again.
func (f function) mark(ctx context.Context, c identity.Call, ch change.Change) error {
	if len(ch.Records) > 0 {
		if first, ok := ch.Records[0].(credential.Received); ok {
			c.ID += " " + string(first.Credential) + " " + string(first.Person)
		}
	}
	return f.table.Save(ctx, c, ch, nil)
}

// reweigh has credentials weighed in orders of their own: each has whom it has. That
// they are ordered already, by a try that broke off, is as well.
func (f function) reweigh(ctx context.Context, c identity.Call, o change.Order, some []credential.Credential) error {
	var ch change.Change
	for _, cred := range some {
		ch.Orders = append(ch.Orders, cred.Weigh(c.At, o.Instant(), id.Organization(o.Home)))
	}
	if len(some) > 0 {
		c.ID += " weigh " + string(some[0].ID)
	}
	err := f.table.Save(ctx, c, ch, nil)
	if fault.Of(err) == fault.Moved {
		return nil
	}
	return err
}

// rotate sees whether a credential is due for rotation by who is marked.
func (f function) rotate(ctx context.Context, c identity.Call, cred id.Credential) error {
	is := credential.Credential{ID: cred}
	if err := f.table.Read(ctx, &is); err != nil {
		return err
	}
	var marked []credential.Received
	for p := (table.Page{Limit: piece}); ; {
		some, next, err := f.table.KnowersOf(ctx, cred, p)
		if err != nil {
			return err
		}
		marked = append(marked, slices.DeleteFunc(some, func(x credential.Received) bool { return x.Lost == nil })...)
		if p.After = next; next == "" {
			break
		}
	}
	return f.table.Save(ctx, c, credential.Rotate(is, marked), nil)
}

// aging is how many credentials one transaction holds against their types' limits:
// each takes itself, the list that it is on or off, and a date.
const aging = 30

// age holds an organization's credentials against the limits of its types.
func (f function) age(ctx context.Context, c identity.Call, o id.Organization) error {
	types := filing.Types{Organization: o}
	if err := f.table.Read(ctx, &types); err != nil {
		return err
	}
	for p := (table.Page{Limit: aging}); ; {
		some, next, err := f.table.VaultOf(ctx, o, []credential.Audience{credential.Everything}, p)
		if err != nil {
			return err
		}
		var ch change.Change
		for _, cred := range some {
			if cred.Home == o { // another's is as old as its home says
				ch.Add(credential.Age(c.At, cred, types.Limit(cred.Type)))
			}
		}
		if err := f.table.Save(ctx, c, ch, nil); err != nil {
			return err
		}
		if p.After = next; next == "" {
			return nil
		}
	}
}
