package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/table"
)

// viewing weighs all logins of a resource: others are named to view them now. It need
// not look twice: a use checks the resource, which naming others moved.
func (f function) viewing(ctx context.Context, c identity.Call, o change.Order) error {
	logins, err := f.table.CredentialsOf(ctx, id.Resource(o.Thing))
	if err != nil {
		return err
	}
	for _, login := range logins {
		if err := f.weigh(ctx, c, login.Weigh(o.At, o.Instant(), id.Organization(o.Home))); err != nil {
			return err
		}
	}
	return nil
}

// received goes through all who received a credential through an organization.
func (f function) received(ctx context.Context, cred id.Credential, o id.Organization, each func([]credential.Received) error) error {
	for p := (table.Page{Limit: piece}); ; {
		some, next, err := f.table.ReceiversOf(ctx, cred, o, p)
		if err != nil {
			return err
		}
		if err := each(some); err != nil {
			return err
		}
		if next == "" {
			return nil
		}
		p.After = next
	}
}
