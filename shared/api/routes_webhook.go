package api

import "github.com/valetkey/valetkey/shared/identity"

const webhooks = inOrganization + "/webhooks"

// webhookRoutes are the routes about the addresses that are told of what happens.
var webhookRoutes = []Route{
	{
		Name: "webhook-create", Method: "POST", Path: webhooks, Who: identity.Admins, Status: 201,
		Summary: "Register an address that is told of what happens",
		In:      of[WebhookCreate](), Out: of[WebhookSecret](), Secret: true,
		Touch: Touch{Get: list(AtHook), Write: list(AtHook, AtAudit, AtNotice, AtOut), Envelope: uses(SealHook)},
	},
	{
		Name: "webhook-list", Method: "GET", Path: webhooks, Who: identity.Readers, Status: 200,
		Summary: "List webhooks and how they stand",
		In:      of[WebhookList](), Out: of[Webhooks](),
		Touch: Touch{Query: list(AtHook)},
	},
	{
		Name: "webhook-change", Method: "POST", Path: webhooks + "/{webhook}", Who: identity.Admins, Status: 200,
		Summary: "Change a webhook's name, address or events, disable or enable it",
		In:      of[WebhookChange](), Out: of[Webhook](),
		Touch: Touch{Get: list(AtHook), Write: list(AtHook, AtAudit, AtNotice, AtOut)},
	},
	{
		Name: "webhook-rotate", Method: "POST", Path: webhooks + "/{webhook}/rotate", Who: identity.Admins, Status: 200,
		Summary: "Give a webhook another secret; the one before signs too for a day",
		In:      of[WebhookRotate](), Out: of[WebhookSecret](), Secret: true,
		Touch: Touch{Get: list(AtHook), Write: list(AtHook, AtAudit), Envelope: uses(SealHook)},
	},
	{
		Name: "webhook-test", Method: "POST", Path: webhooks + "/{webhook}/test", Who: identity.Admins, Status: 202,
		Summary: "Have a webhook told a test event, now",
		In:      of[WebhookTest](), Out: of[WebhookDelivery](),
		Touch: Touch{Get: list(AtHook), Write: list(AtHook, AtAudit, AtOut, AtDue)},
	},
	{
		Name: "webhook-deliveries", Method: "GET", Path: webhooks + "/{webhook}/deliveries", Who: identity.Readers, Status: 200,
		Summary: "What a webhook was told in the last 30 days, and whether it answered",
		In:      of[WebhookDeliveries](), Out: of[DeliveryPage](),
		Touch: Touch{Get: list(AtHook), Query: list(AtHook)},
	},
	{
		Name: "webhook-remove", Method: "DELETE", Path: webhooks + "/{webhook}", Who: identity.Admins, Status: 204,
		Summary: "Remove a webhook: it is told nothing more",
		In:      of[WebhookRemove](),
		Touch:   Touch{Get: list(AtHook), Write: list(AtHook, AtAudit)},
	},
}
