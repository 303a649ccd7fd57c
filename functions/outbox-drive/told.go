package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
)

// told puts a line of a change log on record with all whom it names, in one
// transaction. Its lines have the same ids whenever it is done: again, it does nothing.
func (f function) told(ctx context.Context, c identity.Call, o change.Order) error {
	line := credential.LineOf(o)
	is := credential.Credential{ID: line.Credential}
	if err := f.table.Read(ctx, &line, &is); err != nil || line.Version == 0 || is.Version == 0 {
		return err
	}
	home := identity.Organization{ID: is.Home}
	if err := f.table.Read(ctx, &home); err != nil {
		return err
	}
	c.At, c.ID = line.At, "told "+o.Thing
	err := f.table.Save(ctx, c, credential.Tell(is, line, home), nil)
	if fault.Of(err) == fault.Moved {
		return nil // they are on record already
	}
	return err
}
