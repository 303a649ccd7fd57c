package webhook

import (
	"slices"
	"strings"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// TestPause is how long after a test of a hook there may be another: a test posts
// to somebody's machine.
const TestPause = 10 * time.Second

// Hooks is which hooks an organization has: it moves whenever there is one more or
// less, so that two who register at once do not make more than there may be.
type Hooks struct {
	Organization id.Organization `json:"organization"`
	IDs          []id.Webhook    `json:"ids"`
	Version      int             `json:"version"`
}

// Seen is the version at which the record was read; 0 for new.
func (r Hooks) Seen() int { return r.Version }

// Ties of a WebhookRegistered: why it is told.
const (
	NewTie   = "registered"
	MovedTie = "moved" // it has another address
)

// Wish is what an admin wants of a hook. What is nil stays as it is.
type Wish struct {
	Name    *string
	URL     *string
	Events  []string
	Enabled *bool
}

// Register adds a hook. sealed is its secret, sealed for the hook's id, which is
// the call's first. The other admins are told: it carries names and reasons out of
// the organization.
func Register(by identity.Caller, all Hooks, w Wish, sealed []byte) (Hook, change.Change, error) {
	if err := by.ForTeam(); err != nil {
		return Hook{}, change.Change{}, err
	}
	h := Hook{Organization: by.Organization, ID: identity.Mint[id.Webhook](by.Call, 0), Secret: sealed, Since: by.At, By: by.Name}
	if err := h.fill(w); err != nil {
		return Hook{}, change.Change{}, err
	}
	if len(all.IDs) >= MaxHooks {
		return Hook{}, change.Change{}, fault.New(fault.Conflict, "There are %d webhooks, the most there can be. Remove one first.", MaxHooks)
	}
	all.Organization, all.IDs = by.Organization, append(slices.Clone(all.IDs), h.ID)
	c := by.Change()
	c.Keep(h, all)
	c.Entries = append(c.Entries, h.entry(by, audit.WebhookRegistered, "at "+Host(h.URL)+", of "+strings.Join(h.Events, ", ")))
	c.Notices = append(c.Notices, h.registered(by, NewTie))
	return h, c, nil
}

// fill takes over what is wanted, or says which field is wrong.
func (r *Hook) fill(w Wish) error {
	if w.Name != nil {
		if r.Name = strings.TrimSpace(*w.Name); r.Name == "" {
			return fault.BadField("body.name", "is empty")
		}
	}
	if w.URL != nil {
		address, err := ParseURL("body.url", *w.URL)
		if err != nil {
			return err
		}
		r.URL = address
	}
	if w.Events == nil {
		return nil
	}
	for i, e := range w.Events {
		switch {
		case !slices.Contains(access.Events, e):
			return fault.BadField("body.events", "names something that there is not; there is %s", strings.Join(access.Events, ", "))
		case slices.Contains(w.Events[:i], e):
			return fault.BadField("body.events", "names %s twice", e)
		}
	}
	if len(w.Events) == 0 {
		return fault.BadField("body.events", "names nothing: choose at least one")
	}
	r.Events = nil
	for _, e := range access.Events { // in one order, however they were chosen
		if slices.Contains(w.Events, e) {
			r.Events = append(r.Events, e)
		}
	}
	return nil
}

// Change gives a hook another name, address or choice of events, and disables or
// enables it. Another address is told to the other admins, as a new hook is; how
// long the old one failed does not count against it. The secret stays.
func Change(by identity.Caller, h Hook, w Wish) (Hook, change.Change, error) {
	if h.Version == 0 {
		return h, change.Change{}, fault.Absent("webhook")
	}
	was := h
	if err := h.fill(w); err != nil {
		return was, change.Change{}, err
	}
	c := by.Change()
	if said := h.differs(was); said != "" {
		c.Entries = append(c.Entries, h.entry(by, audit.WebhookChanged, said))
	}
	if h.URL != was.URL {
		h.Failing = nil
		c.Notices = append(c.Notices, h.registered(by, MovedTie))
	}
	switch {
	case w.Enabled == nil || *w.Enabled == (h.Disabled == nil):
	case *w.Enabled:
		h.Disabled, h.Failing, h.Why = nil, nil, ""
		c.Entries = append(c.Entries, h.entry(by, audit.WebhookEnabled, "was disabled: "+was.Why))
	default:
		h.Disabled, h.Why = &by.At, by.Name+" disabled it"
		c.Entries = append(c.Entries, h.entry(by, audit.WebhookDisabled, ""))
	}
	if len(c.Entries) == 0 {
		return was, change.Change{}, nil
	}
	c.Keep(h)
	return h, c, nil
}

// differs says what is another than it was, of an address its host only.
func (r Hook) differs(was Hook) string {
	var said []string
	if r.Name != was.Name {
		said = append(said, "was named "+was.Name)
	}
	switch to, from := Host(r.URL), Host(was.URL); {
	case r.URL == was.URL:
	case to == from:
		said = append(said, "at another address of "+to)
	default:
		said = append(said, "at "+to+", was at "+from)
	}
	if !slices.Equal(r.Events, was.Events) {
		said = append(said, "of "+strings.Join(r.Events, ", ")+", was of "+strings.Join(was.Events, ", "))
	}
	return strings.Join(said, "; ")
}

// Rotate gives a hook another secret. Deliveries are signed with the one before,
// too, for Overlap; of two rotations within it, the second drops the oldest at
// once, which dropped says.
func Rotate(by identity.Caller, h Hook, sealed []byte) (now Hook, dropped bool, c change.Change, err error) {
	if h.Version == 0 {
		return h, false, change.Change{}, fault.Absent("webhook")
	}
	dropped = h.Old != nil && h.OldUntil != nil && by.At.Before(*h.OldUntil)
	until := by.At.Add(Overlap)
	h.Old, h.Secret, h.OldUntil = h.Secret, sealed, &until
	c = by.Change()
	c.Keep(h)
	said := "the secret before signs too, for a day"
	if dropped {
		said += "; the one before that no more, at once"
	}
	c.Entries = append(c.Entries, h.entry(by, audit.WebhookRotated, said))
	return h, dropped, c, nil
}

// Remove takes a hook away. Nothing is delivered from here on: who delivers reads
// the hook first. What it was told stays until it is garbage.
func Remove(by identity.Caller, all Hooks, h Hook) (change.Change, error) {
	if h.Version == 0 {
		return change.Change{}, fault.Absent("webhook")
	}
	all.Organization = by.Organization
	all.IDs = slices.DeleteFunc(slices.Clone(all.IDs), func(x id.Webhook) bool { return x == h.ID })
	c := by.Change()
	c.Drop(h)
	c.Keep(all)
	c.Entries = append(c.Entries, h.entry(by, audit.WebhookRemoved, "was at "+Host(h.URL)))
	return c, nil
}

// TryOut has a hook told TestEvent, now.
func TryOut(by identity.Caller, h Hook) (Delivery, change.Change, error) {
	switch {
	case h.Version == 0:
		return Delivery{}, change.Change{}, fault.Absent("webhook")
	case h.Disabled != nil:
		return Delivery{}, change.Change{}, fault.New(fault.Conflict, "It is disabled: enable it first.")
	case h.Tested != nil && by.At.Before(h.Tested.Add(TestPause)):
		return Delivery{}, change.Change{}, &fault.Error{
			Kind: fault.TooMany, Message: "It was tested a moment ago.", RetryAfter: h.Tested.Add(TestPause).Sub(by.At),
		}
	}
	h.Tested = &by.At
	d, err := For(h, Test(h, by.At, by.ID))
	if err != nil {
		return Delivery{}, change.Change{}, err
	}
	c := by.Change()
	c.Keep(h)
	Send(&c, by.At, d)
	c.Entries = append(c.Entries, h.entry(by, audit.WebhookTested, ""))
	return d, c, nil
}

func (r Hook) entry(by identity.Caller, act audit.Action, detail string) audit.Entry {
	return by.Entry(act, string(r.ID), r.Name, detail)
}

// registered tells the other admins where what happens is told from now on, in the
// spirit of rule G2: whether or not it lasts.
func (r Hook) registered(by identity.Caller, tie string) change.Notice {
	return change.Notice{
		Kind: change.WebhookRegistered, At: by.At, By: by.Name, About: string(r.ID), Home: string(r.Organization), Tie: tie,
		To: change.Audience{Organization: by.Organization, Except: by.Person},
	}
}
