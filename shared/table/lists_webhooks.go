package table

import (
	"context"

	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/webhook"
)

// HooksOf lists an organization's webhooks, oldest first: there are few.
func (t *Table) HooksOf(ctx context.Context, o id.Organization) ([]webhook.Hook, error) {
	return every[webhook.Hook](ctx, t, list{pk: hookKey(o), from: "HOOK#"})
}

// DeliveriesOf lists what a webhook was told, newest first.
func (t *Table) DeliveriesOf(ctx context.Context, o id.Organization, h id.Webhook, at Page) ([]webhook.Delivery, string, error) {
	return page[webhook.Delivery](ctx, t, list{pk: hookKey(o), from: sentPrefix(h), newest: true}, at)
}
