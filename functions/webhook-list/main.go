// Webhook-list lists the addresses that are told of what happens, and how they stand.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) list(ctx context.Context, c identity.Call, in api.WebhookList) (api.Webhooks, error) {
	by, err := f.table.Find(ctx, c, in.Organization)
	if err != nil {
		return api.Webhooks{}, err
	}
	all, err := f.table.HooksOf(ctx, by.Organization)
	if err != nil {
		return api.Webhooks{}, err
	}
	out := api.Webhooks{Items: []api.Webhook{}}
	for _, h := range all {
		seen := api.WebhookFrom(h, by)
		last, _, err := f.table.DeliveriesOf(ctx, by.Organization, h.ID, table.Page{Limit: 1})
		if err != nil {
			return api.Webhooks{}, err
		}
		for _, d := range last {
			newest := api.DeliveryFrom(d, by)
			newest.Body, seen.Last = "", &newest
		}
		out.Items = append(out.Items, seen)
	}
	return out, nil
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("webhook-list", f.table, f.list)
}
