// Webhook-change gives a webhook another name, address or choice of events, and
// disables or enables it.
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

func (f function) change(ctx context.Context, c identity.Call, in api.WebhookChange) (api.Webhook, error) {
	h := webhook.Hook{Organization: in.Organization, ID: in.Webhook}
	by, err := f.table.Find(ctx, c, in.Organization, &h)
	if err != nil {
		return api.Webhook{}, err
	}
	h, ch, err := webhook.Change(by, h, webhook.Wish{Name: in.Name, URL: in.URL, Events: in.Events, Enabled: in.Enabled})
	if err != nil {
		return api.Webhook{}, err
	}
	out := api.WebhookFrom(h, by)
	return out, f.table.Save(ctx, c, ch, out)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("webhook-change", f.table, f.change)
}
