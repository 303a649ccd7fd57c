package table

import (
	"context"
	"errors"

	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/secret"
)

// Knock holds a password against an address, as identity.Address makes it. A
// wrong one is counted before it is answered.
func (t *Table) Knock(ctx context.Context, c identity.Call, address string, password secret.Text) (identity.Proven, error) {
	g := identity.NewGuard(address, c.From)
	if err := t.Read(ctx, g.Wanted()...); err != nil {
		return identity.Proven{}, err
	}
	right, err := g.Knock(c, password)
	if err != nil {
		return identity.Proven{}, t.Count(ctx, c, err)
	}
	return right, nil
}

// Count keeps what a wrong try counts, and is then the refusal to be answered.
// Any other error, or none, it leaves as it is.
func (t *Table) Count(ctx context.Context, c identity.Call, err error) error {
	var wrong *identity.Wrong
	if !errors.As(err, &wrong) {
		return err
	}
	c.Repeat = identity.Repeat{} // another try with the same key is another try
	if err := t.Save(ctx, c, wrong.Counted, nil); err != nil {
		return err
	}
	return wrong.Why
}

// SessionsOf reads the sessions in a person's list.
func (t *Table) SessionsOf(ctx context.Context, l identity.Logins) ([]identity.Session, error) {
	return readAll(ctx, t, l.Listed(), func(s identity.Session) identity.Session { return s })
}

// InvitationsOf lists who is invited to an organization.
func (t *Table) InvitationsOf(ctx context.Context, o id.Organization) ([]identity.Invitation, error) {
	return every[identity.Invitation](ctx, t, list{pk: "ORG#" + string(o), from: "INVITATION#"})
}
