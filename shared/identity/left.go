package identity

import (
	"strings"
	"time"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
)

// LeftFor is how long what was a member's alone waits for them after their
// membership has ended (rule C14).
const LeftFor = 30 * 24 * time.Hour

// leftReminder is how long before the end they are reminded.
const leftReminder = 7 * 24 * time.Hour

// leftGrace is how long after the end it is destroyed: whoever came in time is
// through by then.
const leftGrace = time.Minute

// Dates of what was left behind. Their thing is what Left.Ref says.
const (
	LeftRemindDue = "left-remind"
	LeftOverDue   = "left-over"
)

// LeftOverChore destroys what nobody took in time. Thing is the person, home the
// organization.
const LeftOverChore = "left-over"

// Left says that somebody's membership ended, and until when what was theirs alone
// there waits for them. Whether they may take it Member says.
type Left struct {
	Person       id.Person       `json:"person"`
	Organization id.Organization `json:"organization"`
	Name         string          `json:"name"` // of the organization
	Kind         Kind            `json:"kind"` // likewise
	At           time.Time       `json:"at"`
	Until        time.Time       `json:"until"`
	Version      int             `json:"version"`
}

// Seen is the version at which the record was read; 0 for new.
func (r Left) Seen() int { return r.Version }

// WaitsUntil is until when what the member left behind waits for them; the zero
// time while they are a member.
func (m Member) WaitsUntil() time.Time {
	if m.Version == 0 || m.Removed == nil {
		return time.Time{}
	}
	return m.Removed.Add(LeftFor)
}

// Waits reports whether what the member left behind waits for them at an instant.
// The last one is already outside.
func (m Member) Waits(at time.Time) bool { return at.Before(m.WaitsUntil()) }

// left is the row of a membership that ends, and its dates. One that ended before
// is written over: what waited since then waits anew.
func (m Member) left(before Left) (Left, []change.Due) {
	l := Left{
		Person: m.Person, Organization: m.Organization, Name: m.OrganizationName, Kind: m.Kind,
		At: *m.Removed, Until: m.WaitsUntil(), Version: before.Version,
	}
	return l, []change.Due{{At: l.Until.Add(leftGrace), What: LeftOverDue, ID: l.Ref()}}
}

// leave is all that follows of a membership's end for what was theirs alone.
func (m Member) leave(c *change.Change, before Left, by string) {
	l, dates := m.left(before)
	c.Keep(l)
	c.Due = append(append(c.Due, dates...), change.Due{At: l.Until.Add(-leftReminder), What: LeftRemindDue, ID: l.Ref()})
	c.Notices = append(c.Notices, l.tell(change.LeftWaiting, l.At, by, m.audience()))
}

// Ref is its name in dates, which have one word for what they are about.
func (r Left) Ref() string { return string(r.Organization) + "/" + string(r.Person) }

// LeftReferred is the row that a date is about, to be read; false for none.
func LeftReferred(ref string) (Left, bool) {
	o, p, _ := strings.Cut(ref, "/")
	l := Left{Organization: id.Organization(o), Person: id.Person(p)}
	return l, id.Valid(l.Organization.Prefix(), o) && id.Valid(l.Person.Prefix(), p)
}

// tell is a notice to whom it waits for; none is told that left again since.
func (r Left) tell(kind change.Telling, at time.Time, by string, to change.Audience) change.Notice {
	return change.Notice{Kind: kind, At: at, By: by, To: to, About: string(r.Person), Home: string(r.Organization), Tie: r.Until.UTC().Format(time.RFC3339Nano)}
}

// RemindLeft reminds somebody of what waits for them, once, in its last days.
func RemindLeft(at time.Time, l Left, m Member, p Person) change.Change {
	var c change.Change
	if l.Version == 0 || p.Version == 0 || p.Closed != nil || !m.Waits(at) || at.Before(l.Until.Add(-leftReminder)) {
		return c
	}
	c.Check(m)
	c.Notices = append(c.Notices, l.tell(change.LeftReminder, at, "", change.Audience{Person: p.ID, Address: p.Email}))
	return c
}

// Over reports whether what was left behind is to be destroyed at an instant: its
// time has come, and they were no member again before that. A membership that
// began later has nothing of before.
func (r Left) Over(at time.Time, m Member) bool {
	return r.Version != 0 && !at.Before(r.Until) && (!m.Here() || !m.Since.Before(r.Until))
}

// LeftOver orders that what nobody took is destroyed, or forgets that somebody was
// gone who is back.
func LeftOver(at time.Time, l Left, m Member) change.Change {
	var c change.Change
	switch {
	case l.Version == 0 || at.Before(l.Until):
	case l.Over(at, m):
		c.Orders = append(c.Orders, change.Order{Door: change.Drive, At: at, Chore: LeftOverChore, Thing: string(l.Person), Home: string(l.Organization)})
	default:
		c.Check(m)
		c.Drop(l)
	}
	return c
}
