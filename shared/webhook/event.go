package webhook

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
)

// EventVersion is that of the events that are made now. Fields are added without
// another one; nothing is renamed, removed or given another meaning.
const EventVersion = 1

// Event is what machines are told: on the bus as the event's detail, and at a
// webhook as the body. It holds names, as people see them, and what was typed as
// the reason; never a secret, and no mail address of an account.
type Event struct {
	V            int             `json:"v"`
	ID           string          `json:"id"` // the same whenever it comes again
	Type         string          `json:"type"`
	At           time.Time       `json:"at"`
	Organization id.Organization `json:"organization"`
	Data         any             `json:"data"` // Access; an empty object for TestEvent
}

// Access is a request as it stood when machines were told.
type Access struct {
	Request   id.Request `json:"request"`
	Page      string     `json:"page"` // where people see it
	Resource  Named      `json:"resource"`
	Person    Named      `json:"person"`
	Want      string     `json:"want"` // "enter", "regain" or "break-glass"
	Reason    string     `json:"reason,omitempty"`
	Asked     time.Time  `json:"asked"`
	Length    int        `json:"length"`            // seconds, as asked; 0 for regaining
	Granted   int        `json:"granted"`           // seconds, as shortened
	Extends   bool       `json:"extends,omitempty"` // a period that was open then
	Start     *time.Time `json:"start,omitempty"`
	End       *time.Time `json:"end,omitempty"`   // as granted
	Ended     *time.Time `json:"ended,omitempty"` // as it was
	EndedBy   string     `json:"endedBy,omitempty"`
	Approvals []string   `json:"approvals,omitempty"` // the names of who said yes
}

// Named is a thing and what people call it.
type Named struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// EventOf is what an order has machines told of a request. Its id is the
// order's, so that a repeat has the same.
func EventOf(o change.Order, q access.Request, origin string) Event {
	a := Access{
		Request: q.ID, Page: origin + "/organizations/" + string(q.Organization) + "/requests/" + string(q.ID),
		Resource: Named{string(q.Resource), q.ResourceName}, Person: Named{string(q.Person), q.Name},
		Want: string(q.Want), Reason: q.Reason, Asked: q.Asked, Length: q.Length, Granted: q.Granted, Extends: q.Extends, EndedBy: q.EndedBy,
	}
	if p := q.Period; p != nil {
		a.Start, a.End, a.Ended = &p.Start, &p.End, p.Ended
	}
	for _, y := range q.Approvals {
		a.Approvals = append(a.Approvals, y.Name)
	}
	return Event{V: EventVersion, ID: eventID(string(o.ID)), Type: o.Chore, At: o.At, Organization: q.Organization, Data: a}
}

// eventID is the id of what is told because of a thing.
func eventID(of string) string {
	_, unique, _ := strings.Cut(of, "_")
	return "event_" + unique
}

// Body is the event as it is put on the bus and posted.
func (e Event) Body() ([]byte, error) {
	raw, err := json.Marshal(e)
	if err != nil {
		return nil, fmt.Errorf("write %s: %w", e.ID, err)
	}
	return raw, nil
}

// Wants reports whether a hook is told of an event: TestEvent always is what was
// asked for.
func (r Hook) Wants(event string) bool {
	return r.Disabled == nil && (event == TestEvent || slices.Contains(r.Events, event))
}
