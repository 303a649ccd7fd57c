package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/table"
)

// leftOver destroys what somebody left behind and did not take in time, each in its
// own transaction: what is done is found no more, so it resumes by beginning again.
// Their row goes last.
func (f function) leftOver(ctx context.Context, c identity.Call, o change.Order) error {
	l := identity.Left{Organization: id.Organization(o.Home), Person: id.Person(o.Thing)}
	if err := f.table.Read(ctx, &l); err != nil || l.Version == 0 {
		return err
	}
	if err := f.destroy(ctx, c, l, f.table.LeftIn); err != nil {
		return err
	}
	if l.Kind == identity.Personal { // it was closed: what was lent from it has ended
		if err := f.destroy(ctx, c, l, f.table.LentFrom); err != nil {
			return err
		}
	}
	m := identity.Member{Organization: l.Organization, Person: l.Person}
	if err := f.table.Read(ctx, &m); err != nil || !l.Over(c.At, m) {
		return err
	}
	return f.table.Save(ctx, c, change.Change{Drops: []change.Record{l}, Checks: []change.Record{m}}, nil)
}

// destroy destroys what a list of what somebody left behind has.
func (f function) destroy(ctx context.Context, c identity.Call, l identity.Left,
	list func(context.Context, identity.Left, table.Page) ([]credential.Credential, string, error),
) error {
	for p := (table.Page{Limit: piece}); ; {
		some, next, err := list(ctx, l, p)
		if err != nil {
			return err
		}
		for _, one := range some {
			facts := access.TakingOf(l.Person, l.Organization, one.ID)
			if err := f.table.Read(ctx, facts.Wanted()...); err != nil {
				return err
			}
			c := c
			c.ID += " " + string(one.ID)
			if err := f.table.Save(ctx, c, access.DestroyLeft(c.At, l, facts), nil); err != nil {
				return err
			}
		}
		if p.After = next; next == "" {
			return nil
		}
	}
}

// destroyed clears away the rest of a credential that is gone: who received it, its
// versions and its change log, and last the row that says what it was.
func (f function) destroyed(ctx context.Context, c identity.Call, cred id.Credential) error {
	was, there := credential.Destroyed{Credential: cred}, credential.Credential{ID: cred}
	if err := f.table.Read(ctx, &was, &there); err != nil || was.Version == 0 || there.Version != 0 {
		return err
	}
	ways, err := f.table.WaysEver(ctx, cred)
	if err != nil {
		return err
	}
	for p := (table.Page{Limit: piece}); ; {
		some, next, err := f.table.KnowersOf(ctx, cred, p)
		if err != nil {
			return err
		}
		if err := f.table.Save(ctx, c, was.Clear(some, ways), nil); err != nil {
			return err
		}
		if p.After = next; next == "" {
			break
		}
	}
	for {
		versions, lines, readers, err := f.table.RestOf(ctx, cred, piece)
		if err != nil {
			return err
		}
		rest := credential.RowsOfOne(versions, lines, readers)
		if len(rest.Drops) == 0 {
			break
		}
		if err := f.table.Save(ctx, c, rest, nil); err != nil {
			return err
		}
	}
	err = f.table.Save(ctx, c, change.Change{Drops: []change.Record{was}}, nil)
	if fault.Of(err) == fault.Moved {
		return nil // another came to the end of it first
	}
	return err
}
