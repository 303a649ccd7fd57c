package table

import (
	"context"
	"slices"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/id"
)

// AskedAt lists what an organization asked an address, as identity.Address makes
// it, and waits for: the rows, of which some may be about requests that have ended.
func (t *Table) AskedAt(ctx context.Context, o id.Organization, email string) ([]delegation.Asked, error) {
	return every[delegation.Asked](ctx, t, list{pk: askedKey(o, email), from: "PENDING#"})
}

// Delegations reads several requests in one snapshot; what is gone is left out.
func (t *Table) Delegations(ctx context.Context, ids []id.Delegation) ([]delegation.Delegation, error) {
	return readAll(ctx, t, ids, func(d id.Delegation) delegation.Delegation { return delegation.Delegation{ID: d} })
}

// Disowning reads what is to be known when whoever holds a request says that they
// do not know who asks: it and all else that waits from there at the same address.
func (t *Table) Disowning(ctx context.Context, d delegation.Delegation) (delegation.Disowning, error) {
	f := delegation.NewDisowning(d)
	if err := t.Read(ctx, &f.Asks, &f.Unknown); err != nil { // before the list: whoever asks meanwhile moves the count
		return f, err
	}
	rows, err := t.AskedAt(ctx, f.Unknown.Organization, f.Unknown.Email)
	if err != nil {
		return f, err
	}
	ids := []id.Delegation{d.ID}
	for _, r := range rows {
		if !slices.Contains(ids, r.Delegation) {
			ids = append(ids, r.Delegation)
		}
	}
	all, err := t.Delegations(ctx, ids)
	if err != nil {
		return f, err
	}
	f.Waiting = make([]delegation.Facts, len(all))
	var wanted []change.Record
	for i := range all {
		if all[i].ID == d.ID {
			all[i] = d // as it was judged
		}
		f.Waiting[i].Delegation = all[i]
		wanted = append(wanted, f.Waiting[i].Answering()...)
	}
	return f, t.Read(ctx, wanted...)
}
