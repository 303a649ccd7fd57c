// Webhook-create registers an address that is told of what happens (rule J14). The
// secret that its deliveries are signed with is in this one answer.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
	"github.com/valetkey/valetkey/shared/webhook"
)

type function struct {
	table *table.Table
	keys  *envelope.Keys
}

func (f function) create(ctx context.Context, c identity.Call, in api.WebhookCreate) (api.WebhookSecret, error) {
	all := webhook.Hooks{Organization: in.Organization}
	by, err := f.table.Find(ctx, c, in.Organization, &all)
	if err != nil {
		return api.WebhookSecret{}, err
	}
	key := webhook.NewSecret()
	sealed, err := f.keys.SealHook(ctx, in.Organization, identity.Mint[id.Webhook](c, 0), key)
	if err != nil {
		return api.WebhookSecret{}, err
	}
	h, ch, err := webhook.Register(by, all, webhook.Wish{Name: &in.Name, URL: &in.URL, Events: in.Events}, sealed)
	if err != nil {
		return api.WebhookSecret{}, err
	}
	if err := f.table.Save(ctx, c, ch, nil); err != nil {
		return api.WebhookSecret{}, err
	}
	return api.WebhookSecret{Webhook: api.WebhookFrom(h, by), Secret: key.Reveal()}, nil
}

func main() {
	f := function{
		table: table.Open(env.AWS("dynamodb"), env.Must("TABLE")),
		keys:  envelope.New(env.AWS("kms"), env.Must("ENVELOPE_KEY")),
	}
	lambdahttp.Start("webhook-create", f.table, f.create)
}
