// Package change holds the whole effect of one decision.
//
// A rule answers with a Change; table.Save keeps it in one transaction or not
// at all (promise 3). Nothing else is ever stored. A Change does nothing by
// itself and knows neither the table nor the mail.
package change

import (
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/id"
)

// Record is a domain value that is kept: it knows its id (its exported fields)
// and the version at which it was read. How it is stored is table's matter.
type Record interface {
	// Seen is the version at which the record was read; 0 means that it is new.
	Seen() int
}

// Change is the whole effect of one decision. It is stored in one transaction,
// of at most 100 items, or not at all.
type Change struct {
	Records []Record      // kept, each on condition that it has not moved since it was read
	Drops   []Record      // removed, on the same condition
	Checks  []Record      // not changed, but must not have moved
	Entries []audit.Entry // what is on record about it
	Notices []Notice      // what people must be told
	Due     []Due         // what has a date
	Orders  []Order       // what must follow
}

// Keep adds records to be kept.
func (c *Change) Keep(r ...Record) { c.Records = append(c.Records, r...) }

// Check adds records that must not have moved.
func (c *Change) Check(r ...Record) { c.Checks = append(c.Checks, r...) }

// Drop adds records to be removed.
func (c *Change) Drop(r ...Record) { c.Drops = append(c.Drops, r...) }

// Add makes another change part of this one: both are kept, or neither.
func (c *Change) Add(o Change) {
	c.Records = append(c.Records, o.Records...)
	c.Drops = append(c.Drops, o.Drops...)
	c.Checks = append(c.Checks, o.Checks...)
	c.Entries = append(c.Entries, o.Entries...)
	c.Notices = append(c.Notices, o.Notices...)
	c.Due = append(c.Due, o.Due...)
	c.Orders = append(c.Orders, o.Orders...)
}

// Audience names those a notice is for. It is expanded when the notice is
// delivered, not when it is written: someone who joins in between is told.
type Audience struct {
	// Person is told if set; with Organization also set, only while an active
	// admin there, and otherwise all its admins are (rule D4).
	Person id.Person `json:"person,omitempty"`
	// Organization alone: all its admins.
	Organization id.Organization `json:"organization,omitempty"`
	// Address is a mail address of somebody who need not have an account; with
	// Person also set, it is that person's, and on their dashboard.
	Address string `json:"address,omitempty"`
}

// Notice is what people must be told: once on the dashboard, and by mail at
// least once after commit (promise 4).
type Notice struct {
	ID    id.Notice `json:"id"`
	Kind  Telling   `json:"kind"`
	At    time.Time `json:"at"`
	To    Audience  `json:"to"`
	About string    `json:"about"`         // the id of the thing; read again when told
	Home  string    `json:"home"`          // the id of the organization the thing is found under, if any
	By    string    `json:"by,omitempty"`  // the name of who did it
	Tie   string    `json:"tie,omitempty"` // what the thing must still say for the notice to be true
}

// Telling is a kind of notice; mailer has a text for each.
type Telling string

// What people are told.
const (
	SignupConfirm     Telling = "signup-confirm"     // confirm your address
	SignupKnown       Telling = "signup-known"       // you already have an account
	MemberInvited     Telling = "member-invited"     // you are invited
	MemberJoined      Telling = "member-joined"      // who you invited is here
	DelegationAsked   Telling = "delegation-asked"   // somebody asks for the use of your account
	DelegationCode    Telling = "delegation-code"    // the code that proves the mailbox
	DelegationShared  Telling = "delegation-shared"  // the owner shared access
	DelegationDenied  Telling = "delegation-denied"  // the owner denied
	DelegationRevoked Telling = "delegation-revoked" // the owner took it back
	DelegationLapsed  Telling = "delegation-lapsed"  // nobody answered for 14 days
)

// Tellings lists every kind, for the tests that range over them.
var Tellings = []Telling{
	SignupConfirm, SignupKnown, MemberInvited, MemberJoined, DelegationAsked, DelegationCode,
	DelegationShared, DelegationDenied, DelegationRevoked, DelegationLapsed,
}

// Due says that a thing has a date. The date decides nothing: rules compute
// from the thing itself; the sweep writes down and tells (promise 2).
type Due struct {
	At   time.Time `json:"at"`
	What string    `json:"what"` // the kind of thing
	ID   string    `json:"id"`   // its id
}

// Door is the consumer an order is for.
type Door string

// The two stream readers; never a third.
const (
	Mail   Door = "mail"   // outbox-mail
	Drive  Door = "drive"  // outbox-drive: chores
	Parked Door = "parked" // nobody: it failed too often, and waits for an operator
)

// Order says what must follow a change: which thing, not what to do with it.
// The consumer reads the thing again and does what its state asks for, so that
// a lost order, a repeat and a replay are one case.
type Order struct {
	ID     id.Order   `json:"id"`
	Door   Door       `json:"door"`
	At     time.Time  `json:"at"`
	Chore  string     `json:"chore,omitempty"`  // for Drive: which
	Thing  string     `json:"thing"`            // for Mail: a notice; for Drive: what the chore walks
	Home   string     `json:"home,omitempty"`   // what else is needed to find it
	Tries  int        `json:"tries"`            // how often the sweep has nudged it
	Nudged *time.Time `json:"nudged,omitempty"` // when it did so last
	Reason string     `json:"reason,omitempty"` // why it is parked
}
