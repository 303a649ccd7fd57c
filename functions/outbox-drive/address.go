package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// follow writes a person's address, as it is now, into each of their
// memberships. One that moved meanwhile is read again; what has it is left alone.
func (f function) follow(ctx context.Context, c identity.Call, who id.Person) error {
	p := identity.Person{ID: who}
	if err := f.table.Read(ctx, &p); err != nil {
		return err
	}
	all, err := f.table.BelongingsOf(ctx, who)
	if err != nil {
		return err
	}
	for _, b := range all {
		m := identity.Member{Organization: b.Organization, Person: who}
		if err := f.table.Read(ctx, &m); err != nil {
			return err
		}
		if err := f.table.Save(ctx, c, identity.FollowAddress(p, m), nil); err != nil {
			return err
		}
	}
	return nil
}
