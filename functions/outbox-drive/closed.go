package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/access"
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
	return f.received(ctx, login.ID, id.Organization(o.Home), func(some []credential.Received) error {
		return f.mark(ctx, c, credential.Closed(c.At, o.At, login, some))
	})
}

// viewing notes who received others' managed logins of a resource and is not named
// to view them any more. It need not look twice: a use checks the resource, which
// naming others moved.
func (f function) viewing(ctx context.Context, c identity.Call, o change.Order) error {
	r := access.Resource{Organization: id.Organization(o.Home), ID: id.Resource(o.Thing)}
	if err := f.table.Read(ctx, &r); err != nil {
		return err
	}
	logins, err := f.table.CredentialsOf(ctx, r.ID)
	if err != nil {
		return err
	}
	for _, login := range logins {
		err := f.received(ctx, login.ID, r.Organization, func(some []credential.Received) error {
			people := make([]id.Person, len(some))
			for i, x := range some {
				people[i] = x.Person
			}
			members, err := f.table.MembersIn(ctx, r.Organization, people)
			if err != nil {
				return err
			}
			return f.mark(ctx, c, access.ViewedNoMore(c.At, o.At, r, login, some, members))
		})
		if err != nil {
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
