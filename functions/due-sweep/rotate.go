package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// received is what the end of a period under "rotate after use" leaves to be rotated.
func (f function) received(ctx context.Context, c identity.Call, thing string) (change.Change, error) {
	q := access.Request{ID: id.Request(thing)}
	if err := f.table.Read(ctx, &q); err != nil || q.Version == 0 {
		return change.Change{}, err
	}
	got := credential.Received{Credential: q.Credential, Organization: q.Organization, Person: q.Person}
	if err := f.table.Read(ctx, &got); err != nil {
		return change.Change{}, err
	}
	return access.PeriodSpent(c.At, q, got), nil
}

// old sees whether a credential's secret is as old as its type allows (rule C12). It
// has a later date of its own if another secret came, or another limit.
func (f function) old(ctx context.Context, c identity.Call, thing string) (change.Change, error) {
	is := credential.Credential{ID: id.Credential(thing)}
	if err := f.table.Read(ctx, &is); err != nil || is.Version == 0 {
		return change.Change{}, err
	}
	types := filing.Types{Organization: is.Home}
	if err := f.table.Read(ctx, &types); err != nil {
		return change.Change{}, err
	}
	return credential.Age(c.At, is, types.Limit(is.Type)), nil
}
