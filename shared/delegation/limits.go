package delegation

import (
	"slices"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// How much an organization asks strangers (rule D9). A day is a UTC day.
const (
	newFor       = 30 * 24 * time.Hour // how long an organization is new
	newPending   = 20                  // requests of a new one that may wait at a time
	newAsks      = 50                  // mails a day of a new one, those mailed again included; and as many invitations
	oldAsks      = 1000                // and of another
	pendingThere = 12                  // requests to one address that may wait: "I do not know them" ends all in one transaction
	againADay    = 3                   // how often one request is mailed again on a day
	againInAll   = 10                  // and in all
	mailsThere   = 15                  // mails of a day to one address
	unknownToNew = 3                   // so many who do not know a new one, within newFor, and it asks nobody
	unknownToOld = 10                  // and another: who asks many is not stopped by a few
)

// day is the UTC day of an instant, as Asks has it.
func day(at time.Time) string { return at.UTC().Format(time.DateOnly) }

// untilMidnight is how long the UTC day of an instant lasts.
func untilMidnight(at time.Time) time.Duration {
	return at.UTC().Truncate(24 * time.Hour).Add(24 * time.Hour).Sub(at)
}

// tooNew reports whether the limits of a new organization hold.
func tooNew(o identity.Organization, at time.Time) bool { return at.Before(o.Since.Add(newFor)) }

// mayAsk refuses an organization that mails no stranger: held for its name, or
// paused because several people did not know it.
func (a Asks) mayAsk(o identity.Organization) error {
	switch {
	case o.Held != "":
		return fault.New(fault.Forbidden, "%s waits for an operator, who looks at its name: until then it asks nobody outside.", o.Name)
	case a.Paused != nil:
		return fault.New(fault.Forbidden, "Several people said that they do not know %s: it asks nobody outside until an operator has looked at it.", o.Name)
	}
	return nil
}

// mails counts one more mail to a stranger, or says when the next may go. A call
// that comes late, after one of the next day, counts there.
func (a Asks) mails(o identity.Organization, at time.Time) (Asks, error) {
	a = a.on(at)
	if a.Today >= mostMails(o, at) {
		return a, &fault.Error{
			Kind: fault.TooMany, RetryAfter: untilMidnight(at),
			Message: "Enough owners were asked today. The next can be asked after midnight, UTC.",
		}
	}
	a.Today++
	return a, nil
}

// Invites is the change of an invitation with its mail counted: it goes to a
// stranger too, whatever they are asked, so a paused organization sends none, and
// of invitations a day has no more than of requests (rule D9). What mails nobody
// is as it was.
func (a Asks) Invites(o identity.Organization, at time.Time, ch change.Change) (change.Change, error) {
	if len(ch.Notices) == 0 {
		return ch, nil
	}
	if err := a.mayAsk(o); err != nil {
		return change.Change{}, err
	}
	a = a.on(at)
	if a.Invited >= mostMails(o, at) {
		return change.Change{}, &fault.Error{
			Kind: fault.TooMany, RetryAfter: untilMidnight(at),
			Message: "Enough people were invited today. The next can be invited after midnight, UTC.",
		}
	}
	a.Invited++
	ch.Keep(a)
	return ch, nil
}

// Founds is the change of a new site with it counted: a new organization makes few
// in a day, since each could bear a name that people trust (rule D9).
func (a Asks) Founds(o identity.Organization, at time.Time, ch change.Change) (change.Change, error) {
	if err := a.mayAsk(o); err != nil {
		return change.Change{}, err
	}
	a = a.on(at)
	if a.Sites >= mostMails(o, at) {
		return change.Change{}, &fault.Error{
			Kind: fault.TooMany, RetryAfter: untilMidnight(at),
			Message: "Enough sites were made today. The next can be made after midnight, UTC.",
		}
	}
	a.Sites++
	ch.Keep(a)
	return ch, nil
}

// on is the count on the day of an instant: a new day begins at nothing.
func (a Asks) on(at time.Time) Asks {
	if today := day(at); today > a.Day {
		a.Day, a.Today, a.Invited, a.Sites = today, 0, 0, 0
	}
	return a
}

// mostMails is how many mails of one kind an organization sends strangers in a day,
// at most.
func mostMails(o identity.Organization, at time.Time) int {
	if tooNew(o, at) {
		return newAsks
	}
	return oldAsks
}

// another counts one more mail to the address, or says when the next may go.
func (m Mails) another(at time.Time) (Mails, error) {
	if today := day(at); today > m.Day {
		m.Day, m.Today = today, 0
	}
	if m.Today >= mailsThere {
		return m, &fault.Error{
			Kind: fault.TooMany, RetryAfter: untilMidnight(at),
			Message: "Enough mails went to this owner today. The next can go after midnight, UTC.",
		}
	}
	m.Today++
	return m, nil
}

// Full lists the requests to be read before a new organization asks for another:
// those that count, of which some may be answered by now. None while there is room.
func (a Asks) Full(at time.Time) []id.Delegation {
	var out []id.Delegation
	for _, w := range a.unlapsed(at) {
		out = append(out, w.Delegation)
	}
	if len(out) < newPending {
		return nil
	}
	return out
}

func (a Asks) unlapsed(at time.Time) []Waiting {
	return slices.DeleteFunc(slices.Clone(a.Pending), func(w Waiting) bool { return !at.Before(w.Lapses) })
}

// waits counts d among what waits, while the organization is new. known is what
// Full lists, read.
func (a Asks) waits(o identity.Organization, d Delegation, known []Delegation) (Asks, error) {
	at := d.Asked
	if !tooNew(o, at) {
		a.Pending = nil
		return a, nil
	}
	a.Pending = a.unlapsed(at)
	for _, k := range known {
		if !k.waits(at) {
			a = a.without(k.ID)
		}
	}
	if len(a.Pending) >= newPending {
		return a, fault.New(fault.Forbidden,
			"%d requests of %s wait for an answer, the most while it is new here. Cancel one, or ask again when one is answered.", newPending, o.Name)
	}
	a.Pending = append(a.Pending, Waiting{Delegation: d.ID, Lapses: d.Lapses})
	return a, nil
}

// without is the count without a request that waits no more.
func (a Asks) without(gone id.Delegation) Asks {
	a.Pending = slices.DeleteFunc(slices.Clone(a.Pending), func(w Waiting) bool { return w.Delegation == gone })
	return a
}

// unknown counts somebody who does not know the organization; paused reports that
// it asks nobody from now on.
func (a Asks) unknown(o identity.Organization, at time.Time) (counted Asks, paused bool) {
	a.Unknown = slices.DeleteFunc(slices.Clone(a.Unknown), func(t time.Time) bool { return !at.Before(t.Add(newFor)) })
	a.Unknown = append(a.Unknown, at)
	most := unknownToOld
	if tooNew(o, at) {
		most = unknownToNew
	}
	if len(a.Unknown) >= most && a.Paused == nil {
		a.Paused, paused = &at, true
	}
	return a, paused
}

// Release lets an organization ask strangers again that was held for its name or
// paused: an operator looked at it (rule D9). It tells the admins.
//
// Errors: Conflict if it waits for nobody.
func Release(at time.Time, o identity.Organization, a Asks) (change.Change, error) {
	if o.Version == 0 {
		return change.Change{}, fault.Absent("organization")
	}
	if o.Held == "" && a.Paused == nil {
		return change.Change{}, fault.New(fault.Conflict, "%s waits for no operator.", o.Name)
	}
	why := o.Held
	o.Held = ""
	var c change.Change
	c.Keep(o)
	if a.Version != 0 {
		a.Paused, a.Unknown = nil, nil
		c.Keep(a)
	}
	c.Entries = append(c.Entries, audit.Entry{
		Organization: o.ID, At: at, Action: audit.OrganizationReleased, Thing: string(o.ID), ThingName: o.Name, Detail: why,
	})
	c.Notices = append(c.Notices, change.Notice{
		Kind: change.OrganizationReleased, At: at, About: string(o.ID), Home: string(o.ID), To: change.Audience{Organization: o.ID},
	})
	return c, nil
}
