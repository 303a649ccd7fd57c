package main

import (
	"context"
	"strings"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/sharing"
)

// share writes down that a share came to its end date. One that was moved since, or
// stopped, is left as it is: it has a date of its own.
func (f function) share(ctx context.Context, c identity.Call, thing string) (change.Change, error) {
	cred, to, _ := strings.Cut(thing, " ")
	facts := sharing.SharedOf(id.Credential(cred), id.Organization(to))
	if err := f.table.Read(ctx, facts.Wanted()...); err != nil {
		return change.Change{}, err
	}
	return sharing.RunOut(c.At, facts), nil
}
