package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/mailer"
	"github.com/valetkey/valetkey/shared/table"
)

// left reads what waits for somebody who is no member any more, and counts it.
func (f function) left(ctx context.Context, a mailer.About) (mailer.About, error) {
	a.Left = identity.Left{Organization: a.Member.Organization, Person: a.Member.Person}
	if err := f.table.Read(ctx, &a.Member, &a.Left); err != nil || a.Left.Version == 0 {
		return a, err
	}
	for p := (table.Page{Limit: mailer.LeftCounted}); ; {
		some, next, err := f.table.LeftIn(ctx, a.Left, p)
		if a.Waiting += len(some); err != nil || next == "" || a.Waiting >= mailer.LeftCounted {
			return a, err
		}
		p.After = next
	}
}

// aboutAccount reads what a notice about somebody's own account is about.
func (f function) aboutAccount(ctx context.Context, a mailer.About, n change.Notice) (mailer.About, error) {
	switch n.Kind {
	case change.InvitationCode:
		err := f.table.Read(ctx, &a.Invitation)
		return f.open(ctx, a, n.About, a.Invitation.Proof.Code.Sealed, err)
	case change.PasswordReset:
		a.Reset.ID = id.Reset(n.About)
		err := f.table.Read(ctx, &a.Reset)
		return f.open(ctx, a, n.About, a.Reset.Proof.Code.Sealed, err)
	case change.AddressCode:
		a.NewAddress.Person = id.Person(n.About)
		err := f.table.Read(ctx, &a.NewAddress)
		return f.open(ctx, a, n.About, a.NewAddress.Proof.Code.Sealed, err)
	case change.AddressChanged:
		a.Person.ID = id.Person(n.About)
		return a, f.table.Read(ctx, &a.Person)
	default: // says all there is to say
		return a, nil
	}
}
