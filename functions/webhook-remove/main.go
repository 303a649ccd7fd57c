// Webhook-remove removes a webhook: it is told nothing more.
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

func (f function) remove(ctx context.Context, c identity.Call, in api.WebhookRemove) (lambdahttp.None, error) {
	all := webhook.Hooks{Organization: in.Organization}
	h := webhook.Hook{Organization: in.Organization, ID: in.Webhook}
	by, err := f.table.Find(ctx, c, in.Organization, &all, &h)
	if err != nil {
		return lambdahttp.None{}, err
	}
	ch, err := webhook.Remove(by, all, h)
	if err != nil {
		return lambdahttp.None{}, err
	}
	return lambdahttp.None{}, f.table.Save(ctx, c, ch, nil)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("webhook-remove", f.table, f.remove)
}
