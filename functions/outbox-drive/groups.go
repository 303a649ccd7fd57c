package main

import (
	"context"
	"fmt"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/table"
)

func groupOf(o change.Order) identity.Group {
	return identity.Group{Organization: id.Organization(o.Home), ID: id.Group(o.Thing)}
}

// ungroup takes a deleted group apart: what is left of its assignments first,
// which nobody can add to; then its members, and with the last of them the
// group. A membership that still names it holds nothing by it.
func (f function) ungroup(ctx context.Context, c identity.Call, g identity.Group) error {
	if err := f.table.Read(ctx, &g); err != nil || g.Deleted == nil {
		return err
	}
	if err := f.endAll(ctx, c, g.Organization, string(g.ID), func(e access.Ending) change.Change {
		return access.GroupGone(c.At, g, e)
	}); err != nil {
		return err
	}
	if err := f.undecide(ctx, c, g); err != nil {
		return err
	}
	for {
		some := g.Members[:min(identity.AtOnce, len(g.Members))]
		members, err := f.table.MembersIn(ctx, g.Organization, some)
		if err != nil {
			return err
		}
		c := c
		c.ID += fmt.Sprintf(" without %d", len(g.Members)) // the orders of each piece are its own
		if err := f.table.Save(ctx, c, identity.Disband(c.At, g, some, members), nil); err != nil || len(some) == len(g.Members) {
			return err
		}
		if err := f.table.Read(ctx, &g); err != nil {
			return err
		}
	}
}

// undecide takes a deleted group off the resources it decides for. No row finds
// them: groups go seldom, so that all resources are looked through.
func (f function) undecide(ctx context.Context, c identity.Call, g identity.Group) error {
	for p := (table.Page{Limit: few}); ; {
		some, next, err := f.table.ResourcesOf(ctx, g.Organization, p)
		if err != nil {
			return err
		}
		c := c
		c.ID += " approvers " + p.After // the lines of each piece are its own
		if err := f.table.Save(ctx, c, access.NoApprover(c.At, g, some), nil); err != nil {
			return err
		}
		if p.After = next; next == "" {
			return nil
		}
	}
}

// retitle writes a group's new name where its assignments show it.
func (f function) retitle(ctx context.Context, c identity.Call, g identity.Group) error {
	if err := f.table.Read(ctx, &g); err != nil || !g.Here() {
		return err
	}
	for p := (table.Page{Limit: few}); ; {
		some, next, err := f.table.EndingOf(ctx, g.Organization, string(g.ID), p)
		if err != nil {
			return err
		}
		if err := f.table.Save(ctx, c, access.Retitle(g, some), nil); err != nil {
			return err
		}
		if p.After = next; next == "" {
			return nil
		}
	}
}
