// Webhook-test has a webhook told a test event, now.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
	"github.com/valetkey/valetkey/shared/webhook"
)

type function struct{ table *table.Table }

func (f function) test(ctx context.Context, c identity.Call, in api.WebhookTest) (api.WebhookDelivery, error) {
	h := webhook.Hook{Organization: in.Organization, ID: in.Webhook}
	by, err := f.table.Find(ctx, c, in.Organization, &h)
	if err != nil {
		return api.WebhookDelivery{}, err
	}
	d, ch, err := webhook.TryOut(by, h)
	if err != nil {
		return api.WebhookDelivery{}, err
	}
	out := api.DeliveryFrom(d, by)
	return out, f.table.Save(ctx, c, ch, out)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("webhook-test", f.table, f.test)
}
