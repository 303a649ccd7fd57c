package identity

import (
	"fmt"
	"slices"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
)

// MaxLogins is how many sessions a person has at most: for another, the oldest ends.
const MaxLogins = 20

// left is the sessions that are not over yet, oldest first.
func (l Logins) left(at time.Time) []Login {
	return slices.DeleteFunc(slices.Clone(l.Open), func(x Login) bool { return !at.Before(x.Ends) })
}

// without is the list with a session less.
func (l Logins) without(s id.Session) Logins {
	l.Open = slices.DeleteFunc(slices.Clone(l.Open), func(x Login) bool { return x.ID == s })
	return l
}

// Oldest is the session, to be read, that has to end if another begins at an
// instant. It answers false if there is room.
func (l Logins) Oldest(at time.Time) (Session, bool) {
	open := l.left(at)
	if len(open) < MaxLogins {
		return Session{}, false
	}
	return Session{Person: l.Person, ID: open[0].ID}, true
}

// Listed is the sessions in the list, to be read.
func (l Logins) Listed() []Session {
	out := make([]Session, len(l.Open))
	for i, x := range l.Open {
		out[i] = Session{Person: l.Person, ID: x.ID}
	}
	return out
}

// begin is a session that begins with call c. oldest is what Oldest names, if
// anything. The list moves with it, so that who ends all of them at the same
// moment sees it or is judged again.
func begin(c Call, p Person, l Logins, oldest Session) (Session, Token, change.Change) {
	t := NewToken(p.ID, Mint[id.Session](c, 0))
	s := Session{
		Person: p.ID, ID: t.Session, Hash: t.Hash(), From: c.From, Agent: c.Agent,
		Since: c.At, Ends: c.At.Add(SessionLife), Idles: c.At.Add(SessionIdle),
	}
	var out change.Change
	l.Person, l.Open = p.ID, l.left(c.At)
	if oldest.ID != "" {
		l = l.without(oldest.ID)
	}
	if oldest.Version != 0 && oldest.Open(c.At) {
		oldest.Ended = &c.At
		out.Keep(oldest)
		out.Entries = append(out.Entries, p.own(c, audit.SessionEnded, string(oldest.ID), fmt.Sprintf("the oldest of %d", MaxLogins)))
	}
	l.Open = append(l.Open, Login{ID: s.ID, Ends: s.Ends})
	out.Keep(s, l)
	out.Entries = append(out.Entries, p.own(c, audit.SessionBegun, string(s.ID), c.Agent))
	return s, t, out
}

// EndSession signs the caller out.
func EndSession(by Caller, l Logins) change.Change {
	return ended(by, by.Session, l, by.Session.Agent)
}

// EndOne ends a session of the caller's: of nobody else's is it known whether it exists.
func EndOne(by Caller, s Session, l Logins) (change.Change, error) {
	if s.Version == 0 || s.Person != by.Person || !s.Open(by.At) {
		return change.Change{}, fault.Absent("session")
	}
	return ended(by, s, l, s.Agent), nil
}

func ended(by Caller, s Session, l Logins, detail string) change.Change {
	c := by.Change()
	s.Ended = &by.At
	c.Keep(s)
	if l.Version != 0 {
		c.Keep(l.without(s.ID))
	}
	c.Entries = append(c.Entries, by.person().own(by.Call, audit.SessionEnded, string(s.ID), detail))
	return c
}

// EndAll signs the caller out everywhere, or everywhere else. sessions is what
// the list names, read.
func EndAll(by Caller, l Logins, sessions []Session, keepThis bool) change.Change {
	c := by.Change()
	var but id.Session
	if keepThis {
		but = by.Session.ID
	} else if !slices.ContainsFunc(sessions, func(s Session) bool { return s.ID == by.Session.ID }) {
		sessions = append(slices.Clone(sessions), by.Session) // it is one of them, whatever the list says
	}
	n := endAll(&c, by.At, l, sessions, but)
	if n > 0 {
		c.Entries = append(c.Entries, by.person().own(by.Call, audit.SessionEnded, string(by.Person), counted(n)))
	}
	return c
}

// endAll ends all open sessions but one, and counts them.
func endAll(c *change.Change, at time.Time, l Logins, sessions []Session, but id.Session) int {
	n := 0
	for _, s := range sessions {
		if s.Version == 0 || s.ID == but || !s.Open(at) {
			continue
		}
		s.Ended = &at
		c.Keep(s)
		n++
	}
	l.Open = slices.DeleteFunc(l.left(at), func(x Login) bool { return x.ID != but })
	c.Keep(l) // always: a session that begins at this moment is judged again
	return n
}

func counted(n int) string {
	if n == 1 {
		return "1 session"
	}
	return fmt.Sprintf("%d sessions", n)
}

// own is a line of the person's own record (rule A1).
func (p Person) own(c Call, act audit.Action, thing, detail string) audit.Entry {
	return audit.Entry{
		Account: p.ID, At: c.At, Action: act, Actor: p.ID, ActorName: p.Name,
		Thing: thing, ThingName: p.Email, Detail: detail, From: c.From,
	}
}

// person is who the caller is, as far as a line of their record needs.
func (by Caller) person() Person { return Person{ID: by.Person, Name: by.Name, Email: by.Email} }
