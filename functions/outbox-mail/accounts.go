package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/mailer"
)

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
