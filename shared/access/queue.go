package access

import (
	"slices"
	"time"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// Queued says that a body that may decide has a request before it: the
// organization's admins and reviewers, or an approver group. It is read by
// whoever belongs to the body now, and only finds (design 4).
type Queued struct {
	Organization id.Organization `json:"organization"`
	Body         id.Group        `json:"body,omitempty"` // none: admins and reviewers
	Open         bool            `json:"open"`           // it waits for a decision, or for its review
	At           time.Time       `json:"at"`             // when it was asked or, not open, decided
	Request      id.Request      `json:"request"`
	Version      int             `json:"version"`
}

// Mine says that somebody asked. It only finds.
type Mine struct {
	Organization id.Organization `json:"organization"`
	Person       id.Person       `json:"person"`
	At           time.Time       `json:"at"`
	Request      id.Request      `json:"request"`
	Version      int             `json:"version"`
}

// Seen is the version at which the record was read; 0 for new.
func (r Queued) Seen() int { return r.Version }
func (r Mine) Seen() int   { return r.Version }

// Garbage is when the row is of no more use: decided requests are shown for half
// a year (rule J6 asks for 90 days).
func (r Queued) Garbage() time.Time { return r.At.Add(keptInQueue) }
func (r Mine) Garbage() time.Time   { return r.At.Add(keptInQueue) }

const keptInQueue = 183 * 24 * time.Hour

// queue keeps the rows of a new request: its asker's, and one for every body that
// may decide it. The bodies are pinned with it, so that its rows are found again.
func (r Request) queue(c *change.Change) {
	c.Keep(Mine{Organization: r.Organization, Person: r.Person, At: r.Asked, Request: r.ID}, r.about())
	for _, b := range r.bodies() {
		c.Keep(r.Queued(b, r.waiting()))
	}
}

// dequeue moves the rows of a request that waits no more behind the open ones.
func (r Request) dequeue(c *change.Change, was Request) {
	if !was.waiting() || r.waiting() {
		return
	}
	for _, b := range r.bodies() {
		old := was.Queued(b, true)
		old.Version = 1 // a row is written once
		c.Drop(old)
		c.Keep(r.Queued(b, false))
	}
}

// waiting reports whether somebody has to decide: the request, or its review.
func (r Request) waiting() bool {
	return r.State == RequestPending || r.Want == InNeed && r.Reviewed == nil
}

// Awaits reports whether the request, or its review, still waits for somebody, as
// of an instant.
func (r Request) Awaits(res Resource, m identity.Member, at time.Time) bool {
	said := slices.ContainsFunc(r.Approvals, func(a Approval) bool { return a.Person == m.Person && !a.At.Before(m.Since) })
	return r.Waits(at) && !said && MayDecide(res, r, m)
}

// Waits reports whether the request waits at an instant for a decision or for its
// review: one that lapsed does not, though nobody has written it down.
func (r Request) Waits(at time.Time) bool {
	return r.waiting() && (r.State != RequestPending || r.At(at) == RequestPending)
}

// Sees reports whether the caller sees the request: who asked, who may decide,
// admins and auditors.
func (r Request) Sees(by identity.Caller, res Resource) bool {
	return r.Version != 0 && r.Organization == by.Organization &&
		(r.Person == by.Person || by.IsAdmin() || by.Role == identity.Auditor || MayDecide(res, r, by.Membership()))
}

// Bodies are those whose queues a member looks into: an admin or reviewer finds
// every request in one. An auditor decides nothing.
func Bodies(by identity.Caller) []id.Group {
	switch by.Role {
	case identity.Admin, identity.Reviewer:
		return []id.Group{""}
	case identity.Auditor:
		return nil
	default:
		return by.Groups
	}
}

func (r Request) bodies() []id.Group { return append([]id.Group{""}, r.Bodies...) }

// Queued is the row of the request in a body's queue.
func (r Request) Queued(body id.Group, open bool) Queued {
	q := Queued{Organization: r.Organization, Body: body, Open: open, At: r.Asked, Request: r.ID}
	if !open && r.Decided != nil {
		q.At = *r.Decided
	}
	if !open && r.Reviewed != nil {
		q.At = r.Reviewed.At
	}
	return q
}
