package api

import (
	"time"

	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/secret"
)

// WebhookCreate registers an address that is told of what happens.
type WebhookCreate struct {
	Organization id.Organization `json:"-" path:"organization"`
	Name         string          `json:"name" minLength:"1" maxLength:"120"`
	URL          string          `json:"url" minLength:"1" maxLength:"2000" doc:"https only, on the public internet; port 443 or 1024 to 65535."`
	Events       []string        `json:"events" minItems:"1" maxItems:"20" doc:"What it is told of: access.requested, access.opened, access.ended, access.broke_glass."`
}

// WebhookSecret is a webhook with the secret that its deliveries are signed with:
// it is shown this once.
type WebhookSecret struct {
	secret.Holder
	Webhook
	Secret  string `json:"secret" doc:"whsec_ and 32 bytes in base64, as Standard Webhooks has it. It is shown this once."`
	Dropped bool   `json:"dropped,omitempty" doc:"Rotated a second time within a day: the oldest secret signs no more, at once."`
}

// WebhookList lists webhooks.
type WebhookList struct {
	Organization id.Organization `json:"-" path:"organization"`
}

// Webhooks are all of an organization's: at most 10.
type Webhooks struct {
	Items []Webhook `json:"items"`
}

// Webhook is an address that is told of what happens.
type Webhook struct {
	ID       id.Webhook       `json:"id"`
	Name     string           `json:"name"`
	Host     string           `json:"host" doc:"Of its address."`
	URL      string           `json:"url,omitempty" doc:"Its address; admins only, since it may hold a token."`
	Events   []string         `json:"events"`
	State    string           `json:"state" enum:"on,failing,disabled" doc:"failing: the latest deliveries were not answered well; disabled: it is told nothing."`
	Failing  *time.Time       `json:"failing,omitempty" doc:"Since when no delivery was answered well."`
	Disabled *time.Time       `json:"disabled,omitempty"`
	Why      string           `json:"why,omitempty" doc:"It is disabled."`
	OldUntil *time.Time       `json:"oldUntil,omitempty" doc:"Until when deliveries are signed with the secret before, too."`
	Since    time.Time        `json:"since"`
	By       string           `json:"by" doc:"Who registered it."`
	Last     *WebhookDelivery `json:"last,omitempty" doc:"The newest delivery, in the list only."`
}

// WebhookChange changes a webhook. What is left out stays as it is.
type WebhookChange struct {
	Organization id.Organization `json:"-" path:"organization"`
	Webhook      id.Webhook      `json:"-" path:"webhook"`
	Name         *string         `json:"name,omitempty" minLength:"1" maxLength:"120"`
	URL          *string         `json:"url,omitempty" minLength:"1" maxLength:"2000" doc:"Another address: the other admins are told. The secret stays."`
	Events       []string        `json:"events,omitempty" minItems:"1" maxItems:"20"`
	Enabled      *bool           `json:"enabled,omitempty" doc:"false: it is told nothing more; true: it is again, from now on."`
}

// WebhookRotate gives a webhook another secret.
type WebhookRotate struct {
	Organization id.Organization `json:"-" path:"organization"`
	Webhook      id.Webhook      `json:"-" path:"webhook"`
}

// WebhookTest has a webhook told a test event.
type WebhookTest struct {
	Organization id.Organization `json:"-" path:"organization"`
	Webhook      id.Webhook      `json:"-" path:"webhook"`
}

// WebhookRemove removes a webhook.
type WebhookRemove struct {
	Organization id.Organization `json:"-" path:"organization"`
	Webhook      id.Webhook      `json:"-" path:"webhook"`
}

// WebhookDeliveries lists what a webhook was told, newest first.
type WebhookDeliveries struct {
	Organization id.Organization `json:"-" path:"organization"`
	Webhook      id.Webhook      `json:"-" path:"webhook"`
	Page
}

// DeliveryPage is a page of deliveries.
type DeliveryPage struct {
	Items []WebhookDelivery `json:"items"`
	Next  string            `json:"next,omitempty"`
}

// WebhookDelivery is one event for one webhook.
type WebhookDelivery struct {
	ID    id.Delivery   `json:"id"`
	Event string        `json:"event" doc:"What it tells of; webhook.test for a test."`
	At    time.Time     `json:"at" doc:"When that happened."`
	State string        `json:"state" enum:"waiting,delivered,given-up"`
	Next  *time.Time    `json:"next,omitempty" doc:"When it is tried next."`
	Tries []DeliveryTry `json:"tries" doc:"The oldest first."`
	Body  string        `json:"body,omitempty" doc:"As it is posted; admins only."`
}

// DeliveryTry is one attempt at a delivery.
type DeliveryTry struct {
	At     time.Time `json:"at"`
	Status int       `json:"status,omitempty" doc:"Of the answer; left out: there was none."`
	Why    string    `json:"why,omitempty" doc:"Why it did not count as delivered."`
}
