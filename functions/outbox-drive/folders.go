package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/table"
)

// refile has a folder, and all below it, found where they are now: their paths are
// written again, and what is filed there is posted for whom it is for. Who may see
// it is not decided by that, and was so at once. What is done is not done again.
func (f function) refile(ctx context.Context, c identity.Call, o change.Order) error {
	tree, err := f.table.TreeOf(ctx, id.Organization(o.Home))
	if err != nil {
		return err
	}
	below, _ := filing.Below(tree, id.Folder(o.Thing))
	mine := map[id.Folder]bool{}
	for _, b := range below {
		mine[b.ID] = true
	}
	for _, stale := range filing.Repath(tree) {
		if !mine[stale.ID] {
			continue
		}
		if err := f.table.Save(ctx, c, change.Change{Records: []change.Record{stale}}, nil); err != nil {
			return err
		}
		stale.Version++
		tree[stale.ID] = stale
	}
	for _, b := range below {
		if err := f.repost(ctx, c, o, filing.PathIn(tree, b.ID)); err != nil {
			return err
		}
	}
	return nil
}

// emptied puts a folder back, with those above it, if something came into it between
// the reading that found it empty and its end. Nothing comes in since: whoever files
// checks that it is there.
func (f function) emptied(ctx context.Context, c identity.Call, o change.Order) error {
	org, folder := id.Organization(o.Home), id.Folder(o.Thing)
	tree, err := f.table.TreeOf(ctx, org)
	if err != nil {
		return err
	}
	filed, _, err := f.table.VaultOf(ctx, org, []credential.Audience{credential.In(folder)}, table.Page{Limit: 1})
	if err != nil || len(filed) == 0 && !filing.Holds(tree, folder) {
		return err
	}
	var ch change.Change
	for _, p := range filing.PathIn(tree, folder) {
		ch.Add(filing.Back(c.At, p))
	}
	if len(ch.Records) == 0 {
		return nil
	}
	return f.table.Save(ctx, c, ch, nil)
}

// repost walks what is filed in a folder itself. Each credential is a transaction
// of its own: it has a row for each of its words.
func (f function) repost(ctx context.Context, c identity.Call, o change.Order, p filing.Path) error {
	org := id.Organization(o.Home)
	where, err := f.filing(ctx, org, p)
	if err != nil {
		return err
	}
	for at := (table.Page{Limit: piece}); ; {
		some, next, err := f.table.VaultOf(ctx, org, []credential.Audience{credential.In(p[0].ID)}, at)
		if err != nil {
			return err
		}
		filed, err := f.table.Had(ctx, org, some)
		if err != nil {
			return err
		}
		for _, one := range filed {
			if ch := where.Follow(one); len(ch.Records) > 0 {
				if err := f.table.Save(ctx, c, ch, nil); err != nil {
					return err
				}
			}
		}
		if err := f.reweigh(ctx, c, o, some); err != nil { // who may not look there any more lost the way to it
			return err
		}
		if at.After = next; next == "" {
			return nil
		}
	}
}

// filing is a folder with the client in whose tree it is, if it is in any.
func (f function) filing(ctx context.Context, o id.Organization, p filing.Path) (access.Filing, error) {
	where := access.Filing{Path: p}
	of := p.ClientOf()
	if of == "" {
		return where, nil
	}
	where.Client = filing.Client{Organization: o, ID: of}
	return where, f.table.Read(ctx, &where.Client)
}
