// Webhook-rotate gives a webhook another secret, which is in this one answer. The
// one before signs too, for a day.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
	"github.com/valetkey/valetkey/shared/webhook"
)

type function struct {
	table *table.Table
	keys  *envelope.Keys
}

func (f function) rotate(ctx context.Context, c identity.Call, in api.WebhookRotate) (api.WebhookSecret, error) {
	h := webhook.Hook{Organization: in.Organization, ID: in.Webhook}
	by, err := f.table.Find(ctx, c, in.Organization, &h)
	if err != nil {
		return api.WebhookSecret{}, err
	}
	key := webhook.NewSecret()
	sealed, err := f.keys.SealHook(ctx, in.Organization, in.Webhook, key)
	if err != nil {
		return api.WebhookSecret{}, err
	}
	h, dropped, ch, err := webhook.Rotate(by, h, sealed)
	if err != nil {
		return api.WebhookSecret{}, err
	}
	if err := f.table.Save(ctx, c, ch, nil); err != nil {
		return api.WebhookSecret{}, err
	}
	return api.WebhookSecret{Webhook: api.WebhookFrom(h, by), Secret: key.Reveal(), Dropped: dropped}, nil
}

func main() {
	f := function{
		table: table.Open(env.AWS("dynamodb"), env.Must("TABLE")),
		keys:  envelope.New(env.AWS("kms"), env.Must("ENVELOPE_KEY")),
	}
	lambdahttp.Start("webhook-rotate", f.table, f.rotate)
}
