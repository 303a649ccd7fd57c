package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/table"
)

// closed notes who received a login that was closed to them. It need not look
// twice: a use checks the credential's version, which closing it moved.
func (f function) closed(ctx context.Context, c identity.Call, o change.Order) error {
	login := credential.Credential{ID: id.Credential(o.Thing)}
	if err := f.table.Read(ctx, &login); err != nil {
		return err
	}
	for p := (table.Page{Limit: piece}); ; {
		some, next, err := f.table.ReceiversOf(ctx, login.ID, id.Organization(o.Home), p)
		if err != nil {
			return err
		}
		if err := f.table.Save(ctx, c, credential.Closed(o.At, login, some), nil); err != nil {
			return err
		}
		if next == "" {
			return nil
		}
		p.After = next
	}
}
