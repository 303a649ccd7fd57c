package api

import (
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/webhook"
)

// WebhookFrom is a webhook as the caller sees it: the address to admins only.
func WebhookFrom(h webhook.Hook, by identity.Caller) Webhook {
	out := Webhook{
		ID: h.ID, Name: h.Name, Host: webhook.Host(h.URL), Events: orEmpty(h.Events), State: "on",
		Failing: h.Failing, Disabled: h.Disabled, Why: h.Why, Since: h.Since, By: h.By,
	}
	if by.IsAdmin() {
		out.URL = h.URL
	}
	switch {
	case h.Disabled != nil:
		out.State = "disabled"
	case h.Failing != nil:
		out.State = "failing"
	}
	if h.OldUntil != nil && by.At.Before(*h.OldUntil) {
		out.OldUntil = h.OldUntil
	}
	return out
}

// DeliveryFrom is a delivery as the caller sees it: the body, which has reasons in
// it, to admins only.
func DeliveryFrom(d webhook.Delivery, by identity.Caller) WebhookDelivery {
	out := WebhookDelivery{ID: d.ID, Event: d.Event, At: d.At, State: string(d.State), Next: d.Next, Tries: []DeliveryTry{}}
	for _, t := range d.Tried {
		out.Tries = append(out.Tries, DeliveryTry(t))
	}
	if by.IsAdmin() {
		out.Body = d.Body
	}
	return out
}
