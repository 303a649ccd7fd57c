package table

import (
	"context"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// Deciding reads who calls and a request, and then what hangs on it; also names
// what else is to be read then, if anything is.
func (t *Table) Deciding(ctx context.Context, c identity.Call, o id.Organization, q id.Request, also func(*access.Deciding) []change.Record) (identity.Caller, access.Deciding, error) {
	f := access.Deciding{Request: access.Request{ID: q}}
	by, err := t.Find(ctx, c, o, &f.Request)
	if err != nil {
		return by, f, err
	}
	hanging, err := f.Found(by.Organization)
	if err != nil {
		return by, f, err
	}
	if also != nil {
		hanging = append(hanging, also(&f)...)
	}
	if err := t.Read(ctx, hanging...); err != nil || len(f.Resource.Approvers) == 0 {
		return by, f, err
	}
	f.Resource, _, err = t.approversOf(ctx, f.Resource)
	return by, f, err
}

// approversOf reads the approver groups of a resource, which is answered with those
// that are here, and what else is wanted with them.
func (t *Table) approversOf(ctx context.Context, r access.Resource, also ...change.Record) (access.Resource, []identity.Group, error) {
	groups := make([]identity.Group, len(r.Approvers))
	wanted := also
	for i, g := range r.Approvers {
		groups[i] = identity.Group{Organization: r.Organization, ID: g}
		wanted = append(wanted, &groups[i])
	}
	err := t.Read(ctx, wanted...)
	return r.Approved(groups), groups, err
}
