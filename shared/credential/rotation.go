package credential

import (
	"cmp"
	"slices"
	"time"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
)

// Chores and dates of rule C12.
const (
	// WeighChore marks those who received a credential through an organization and
	// have no way to it any more. Thing is the credential, home the organization.
	WeighChore = "weigh"
	// DueChore sees whether a credential is due for rotation by who is marked. Thing
	// is the credential.
	DueChore = "rotation-due"
	// OldDue is the kind of date on which a secret may be as old as its type allows.
	OldDue = "credential-old"
)

// Why is for what reason a credential is due for rotation.
type Why string

// The reasons.
const (
	Lost Why = "lost" // somebody who may know the secret lost the way to it
	Old  Why = "old"  // the secret is as old as its type allows
)

// root is the version by which the current secret was first said.
func (c Credential) root() int { return cmp.Or(c.Same, c.Number) }

// rotates reports whether the credential is ever due: what is somebody's own, and
// for no resource, is nobody else's matter (rule C1).
func (c Credential) rotates() bool {
	return c.Version != 0 && (c.Owner == "" || c.Resource != "")
}

// Weigh orders that those who received the credential through an organization are
// held against their ways to it, as they are after what happened at an instant. now
// is when it is ordered.
func (c Credential) Weigh(now, at time.Time, through id.Organization) change.Order {
	return WeighOrder(c.ID, now, at, through)
}

// WeighOrder is the same of a credential by its id.
func WeighOrder(c id.Credential, now, at time.Time, through id.Organization) change.Order {
	o := change.Order{Door: change.Drive, At: now, Chore: WeighChore, Thing: string(c), Home: string(through)}
	if at.Before(now) {
		o.Of = &at
	}
	return o
}

// Mark keeps that somebody lost the way to a credential at an instant, and has it
// seen whether it is due for rotation by that. now is when that is written down.
// The record never shows a use after the loss.
func Mark(ch *change.Change, now, at time.Time, x Received) {
	if !at.After(x.Last) {
		at = x.Last.Add(time.Millisecond)
	}
	x.Lost = &at
	ch.Keep(x)
	due := dueOrder(x.Credential, now)
	if !slices.Contains(ch.Orders, due) {
		ch.Orders = append(ch.Orders, due)
	}
}

func dueOrder(c id.Credential, now time.Time) change.Order {
	return change.Order{Door: change.Drive, At: now, Chore: DueChore, Thing: string(c)}
}

// Rotate makes a credential due for rotation if one of those who received it lost
// the way to it and may know the current secret. That they have a way again, or are
// marked no more, does not take it back: only another secret does.
func Rotate(c Credential, received []Received) change.Change {
	var ch change.Change
	if !c.rotates() || c.DueWhy == Lost {
		return ch
	}
	was := c
	for _, x := range received {
		if x.Lost != nil && x.MayKnow(c) && (c.DueWhy != Lost || x.Lost.Before(*c.Due)) {
			c.Due, c.DueWhy = x.Lost, Lost
		}
	}
	c.keepDue(&ch, was)
	return ch
}

// Age holds a credential against the limit of its type as it is now, in days; 0 is
// none. It is idempotent. What is due for another reason stays so.
func Age(at time.Time, c Credential, days int) change.Change {
	var ch change.Change
	c.aged(&ch, at, days).keepDue(&ch, c)
	return ch
}

// Dated has it seen when the secret of a new credential is as old as its type allows.
func (c Credential) Dated(ch *change.Change, days int) {
	c.Version = max(c.Version, 1) // as it is once it is kept
	c.aged(ch, c.since(), days)
}

// aged is the credential as its age makes it, with the date on which that is another.
func (c Credential) aged(ch *change.Change, at time.Time, days int) Credential {
	if c.DueWhy == Old {
		c.Due, c.DueWhy = nil, ""
	}
	if days == 0 || !c.rotates() || c.DueWhy == Lost {
		return c
	}
	old := c.since().AddDate(0, 0, days)
	if at.Before(old) {
		ch.Due = append(ch.Due, change.Due{At: old, What: OldDue, ID: string(c.ID)})
	} else {
		c.Due, c.DueWhy = &old, Old
	}
	return c
}

// since is when the current secret was first said.
func (c Credential) since() time.Time {
	if c.Since.IsZero() { // from before it was written down
		return c.Changed
	}
	return c.Since
}

// keepDue keeps a credential that is due, or no more, with the list that it is on.
func (c Credential) keepDue(ch *change.Change, was Credential) {
	if c.DueWhy == was.DueWhy && (c.Due == nil) == (was.Due == nil) && (c.Due == nil || c.Due.Equal(*was.Due)) {
		return
	}
	if was.Listed {
		c = Repost(ch, was, c)
	}
	ch.Keep(c)
}
