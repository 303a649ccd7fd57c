// Partner-shares lists what this organization shares with a partner, or the partner with
// it: of either what the caller sees.
package main

import (
	"context"
	"time"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/sharing"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

// looks is how often it reads on when nothing of a page is the caller's to see, by pages
// of so many: a next says after what one goes on, so it may name nothing but what they
// see.
const (
	looks = 20
	most  = 100
)

func (f function) shares(ctx context.Context, c identity.Call, in api.PartnerShares) (api.SharedPage, error) {
	other := identity.Organization{ID: in.Partner}
	by, err := f.table.Find(ctx, c, in.Organization, &other)
	if err == nil {
		_, err = sharing.SiteOf(by, other)
	}
	if err == nil {
		err = sharing.MaySee(by)
	}
	if err != nil {
		return api.SharedPage{}, err
	}
	home, to := by.Organization, other.ID
	if in.Direction == "received" {
		home, to = to, home
	}
	p := table.Page{After: in.After, Limit: in.Limit}
	for range looks {
		some, next, err := f.table.HandedTo(ctx, home, to, p)
		if err != nil {
			return api.SharedPage{}, err
		}
		items, err := f.seen(ctx, by, home, some)
		if err != nil {
			return api.SharedPage{}, err
		}
		more := next != "" || len(items) > in.Limit
		items = items[:min(len(items), in.Limit)]
		switch {
		case !more:
			return api.SharedPage{Items: items}, nil
		case len(items) > 0:
			return api.SharedPage{Items: items, Next: table.AfterHanded(items[len(items)-1].Credential.ID)}, nil
		}
		p = table.Page{After: next, Limit: most}
	}
	return api.SharedPage{}, &fault.Error{Kind: fault.Unavailable, Message: "Too much of what they share is not yours to see. Try again in a moment.", RetryAfter: time.Second}
}

// seen are those that the caller sees.
func (f function) seen(ctx context.Context, by identity.Caller, home id.Organization, some []sharing.Shared) ([]api.SharedOne, error) {
	creds := make([]credential.Credential, len(some))
	for i, x := range some {
		creds[i] = x.Credential
	}
	found, err := f.table.Places(ctx, by.Organization, creds)
	if err != nil {
		return nil, err
	}
	items := []api.SharedOne{}
	for i, at := range found {
		if with := some[i].Reader; sharing.Passes(by, home, at, with) {
			items = append(items, api.SharedOne{Credential: api.FiledFrom(at, by), Share: api.ShareAs(sharing.As(by, with), by)})
		}
	}
	return items, nil
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("partner-shares", f.table, f.shares)
}
