package table

import (
	"context"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// ConsentsOf lists the credential requests that are somebody's to answer or that
// they asked, newest first.
func (t *Table) ConsentsOf(ctx context.Context, o id.Organization, p id.Person, at Page) ([]credential.Request, string, error) {
	found, next, err := page[credential.Concern](ctx, t, list{pk: concernKey(o, p), newest: true}, at)
	if err != nil {
		return nil, "", err
	}
	all, err := readAll(ctx, t, found, func(c credential.Concern) credential.Request { return credential.Request{ID: c.Request} })
	return all, next, err
}

// viewedBy counts the resources whose managed logins the admins of a group may view.
func (t *Table) viewedBy(ctx context.Context, o id.Organization, audience string) (int, error) {
	items, _, err := t.query(ctx, list{pk: audienceKey(o, audience), from: viewingPrefix, limit: 100})
	return len(items), err
}

// seenAtOnce is how many of those who received a login its owner is shown.
const seenAtOnce = 100

// RestingOf reads what rests on the consent to the caller's own login. Of those who
// received it the first are shown; more says that there are others.
func (t *Table) RestingOf(ctx context.Context, by identity.Caller, r access.Resource, c credential.Credential) (f access.Resting, more bool, err error) {
	if err := credential.MayOwn(by, c, r.ID); err != nil {
		return f, false, err
	}
	admins, err := t.AdminsOf(ctx, by.Organization)
	if err != nil {
		return f, false, err
	}
	received, next, err := t.ReceiversOf(ctx, c.ID, by.Organization, Page{Limit: seenAtOnce})
	if err != nil {
		return f, false, err
	}
	f, err = access.Rests(by, r, c, admins, received)
	return f, next != "", err
}
