package table

import (
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
)

// These are the records that no rule makes by itself: Save makes them of a
// Change, and the workers read them.

// Entry is a kept audit entry.
type Entry struct {
	audit.Entry
	Version int `json:"version"`
}

// Step is a line of the record that is a step of a request, kept a second time
// with that request: its timeline is read at once and whole, whatever else was
// done to the resource.
type Step struct {
	audit.Entry
	Version int `json:"version"`
}

// Line is the line itself.
func (r Step) Line() audit.Entry { return r.Entry }

// Notice is a kept notice.
type Notice struct {
	change.Notice
	Version int `json:"version"`
}

// Order is a kept order: the outbox. It stays until delivered.
type Order struct {
	change.Order
	Version int `json:"version"`
}

// Trouble is why an order failed last. It is an item of its own, so that
// noting it does not look like a nudge of the order.
type Trouble struct {
	Order   Order     `json:"-"`
	At      time.Time `json:"at"`
	Reason  string    `json:"reason"`
	Version int       `json:"version"`
}

// Due is a kept date.
type Due struct {
	change.Due
	Version int `json:"version"`
}

// Mark is how far a shard of a list by hours is swept: nothing before Hour is left.
type Mark struct {
	List    string    `json:"list"`
	Shard   int       `json:"shard"`
	Hour    time.Time `json:"hour"`
	Version int       `json:"version"`
}

// Inbox is one notice for one person or address: on the dashboard from when it
// exists, mailed once Mailed is set.
type Inbox struct {
	To      string         `json:"to"` // a person's id, or a mail address
	Notice  id.Notice      `json:"notice"`
	Kind    change.Telling `json:"kind"`
	At      time.Time      `json:"at"`
	Text    string         `json:"text"`
	Path    string         `json:"path,omitempty"` // of the thing in the web client
	Read    bool           `json:"read,omitempty"` // the person marked it as seen
	Mailed  *time.Time     `json:"mailed,omitempty"`
	Version int            `json:"version"`
}

// repeat is the first answer to a request with an Idempotency-Key.
type repeat struct {
	Person  id.Person `json:"person"`
	Route   string    `json:"route"`
	Key     string    `json:"key"`
	Body    string    `json:"body"` // hash of the request
	Answer  []byte    `json:"answer"`
	At      time.Time `json:"at"`
	Version int       `json:"version"`
}

// Garbage is when the record is of no more use.
//
// A line of a record is kept for the longest term there is and a month, whatever
// the organization's own: a term that is made longer shows again what a shorter
// one hid, and an entry is never written twice (rule A3). What is shown is
// decided by the instant of the call, never by what was collected.
func (r Entry) Garbage() time.Time   { return r.At.AddDate(audit.LongestTerm, 1, 0) }
func (r Step) Garbage() time.Time    { return Entry{Entry: r.Entry}.Garbage() }
func (r Notice) Garbage() time.Time  { return r.At.Add(keepTold) }
func (r Inbox) Garbage() time.Time   { return r.At.Add(keepTold) }
func (r Trouble) Garbage() time.Time { return r.At.Add(keepTold) }
func (r repeat) Garbage() time.Time  { return r.At.Add(repeatLife) }

// keepTold is how long it is known what was told.
const keepTold = 365 * 24 * time.Hour

// Seen is the version at which the record was read; 0 for new.
func (r Entry) Seen() int   { return r.Version }
func (r Step) Seen() int    { return r.Version }
func (r Notice) Seen() int  { return r.Version }
func (r Order) Seen() int   { return r.Version }
func (r Trouble) Seen() int { return r.Version }
func (r Due) Seen() int     { return r.Version }
func (r Mark) Seen() int    { return r.Version }
func (r Inbox) Seen() int   { return r.Version }
func (r repeat) Seen() int  { return r.Version }
