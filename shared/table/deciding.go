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
	return by, f, t.Read(ctx, hanging...)
}
