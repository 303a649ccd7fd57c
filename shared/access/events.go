package access

import (
	"time"

	"github.com/valetkey/valetkey/shared/change"
)

// What machines are told of a request: on the event bus, and at the webhooks of
// its organization (rule J14). Each is also the name of the chore that tells it.
const (
	RequestedEvent  = "access.requested"   // somebody waits for people to decide
	OpenedEvent     = "access.opened"      // they are in: by approval, a reason or the broken glass
	EndedEvent      = "access.ended"       // they are out: at the end, or early
	BrokeGlassEvent = "access.broke_glass" // in need, before it was opened
)

// Events lists them all.
var Events = []string{RequestedEvent, OpenedEvent, EndedEvent, BrokeGlassEvent}

// announce has machines told of what happened to the request at an instant.
func (r Request) announce(c *change.Change, at time.Time, events ...string) {
	for _, e := range events {
		c.Orders = append(c.Orders, change.Order{Door: change.Drive, At: at, Chore: e, Thing: string(r.ID), Home: string(r.Organization)})
	}
}
