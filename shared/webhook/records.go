package webhook

import (
	"time"

	"github.com/valetkey/valetkey/shared/id"
)

// Bounds.
const (
	MaxHooks = 10                 // of one organization: telling all of them is one transaction
	Tries    = 8                  // of one delivery, over some 27 hours
	Patience = 3 * 24 * time.Hour // how long every delivery may fail before the hook is disabled
	Overlap  = 24 * time.Hour     // how long deliveries carry the old secret's signature too
	Kept     = 30 * 24 * time.Hour
)

// TestEvent is what a hook is told when an admin tries it.
const TestEvent = "webhook.test"

// DueChore is the chore that has a delivery made.
const DueChore = "delivery-due"

// RetryDue is the kind of date on which a delivery is made again.
const RetryDue = "delivery-retry"

// Hook is an address that is told of what happens in an organization.
type Hook struct {
	Organization id.Organization `json:"organization"`
	ID           id.Webhook      `json:"id"`
	Name         string          `json:"name"`
	URL          string          `json:"url"`    // https only
	Events       []string        `json:"events"` // of access.Events; at least one
	Secret       []byte          `json:"secret"` // sealed; what deliveries are signed with
	Old          []byte          `json:"old,omitempty"`
	OldUntil     *time.Time      `json:"oldUntil,omitempty"` // until when they are signed with the old one, too
	Since        time.Time       `json:"since"`
	By           string          `json:"by"`                 // the name of who registered it
	Failing      *time.Time      `json:"failing,omitempty"`  // since when no delivery was answered well
	Disabled     *time.Time      `json:"disabled,omitempty"` // nothing is delivered
	Why          string          `json:"why,omitempty"`      // it is disabled
	Tested       *time.Time      `json:"tested,omitempty"`   // when an admin tried it last
	Version      int             `json:"version"`
}

// State is how a delivery stands.
type State string

// The states of a delivery.
const (
	Waiting   State = "waiting"
	Delivered State = "delivered"
	GivenUp   State = "given-up"
)

// Delivery is one event for one hook.
type Delivery struct {
	Organization id.Organization `json:"organization"`
	Hook         id.Webhook      `json:"hook"`
	ID           id.Delivery     `json:"id"`
	EventID      string          `json:"eventId"` // the same at every hook, and on the bus
	Event        string          `json:"event"`   // its type
	Body         string          `json:"body"`    // as it is posted, each time the same
	At           time.Time       `json:"at"`
	State        State           `json:"state"`
	Tried        []Try           `json:"tried,omitempty"` // the oldest first
	Next         *time.Time      `json:"next,omitempty"`  // when it is tried again
	Version      int             `json:"version"`
}

// Try is one attempt at a delivery.
type Try struct {
	At     time.Time `json:"at"`
	Status int       `json:"status,omitempty"` // of the answer; 0 if there was none
	Why    string    `json:"why,omitempty"`    // there was no good answer, in a few words of ours
}

// Seen is the version at which the record was read; 0 for new.
func (r Hook) Seen() int     { return r.Version }
func (r Delivery) Seen() int { return r.Version }

// Garbage is when a delivery is of no more use.
func (r Delivery) Garbage() time.Time { return r.At.Add(Kept) }
