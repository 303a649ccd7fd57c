// Webhook-deliveries lists what a webhook was told, newest first, and whether it
// answered.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
	"github.com/valetkey/valetkey/shared/webhook"
)

type function struct{ table *table.Table }

func (f function) deliveries(ctx context.Context, c identity.Call, in api.WebhookDeliveries) (api.DeliveryPage, error) {
	h := webhook.Hook{Organization: in.Organization, ID: in.Webhook}
	by, err := f.table.Find(ctx, c, in.Organization, &h)
	if err != nil {
		return api.DeliveryPage{}, err
	}
	if h.Version == 0 {
		return api.DeliveryPage{}, fault.Absent("webhook")
	}
	all, next, err := f.table.DeliveriesOf(ctx, by.Organization, h.ID, table.Page(in.Page))
	if err != nil {
		return api.DeliveryPage{}, err
	}
	out := api.DeliveryPage{Items: []api.WebhookDelivery{}, Next: next}
	for _, d := range all {
		if c.At.Before(d.Garbage()) { // whether or not it has been collected
			out.Items = append(out.Items, api.DeliveryFrom(d, by))
		}
	}
	return out, nil
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("webhook-deliveries", f.table, f.deliveries)
}
