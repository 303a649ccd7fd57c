package identity

import (
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/secret"
)

// How long a session goes on: SessionLife at most, SessionIdle unless it is
// kept. Keeping moves the idle end only when that gains idleGrain: the end is
// exact to five minutes, and most keep-alives write nothing.
const (
	SessionLife = 12 * time.Hour
	SessionIdle = time.Hour
	idleGrain   = 5 * time.Minute
)

// newSession is a session that begins with call c.
func newSession(c Call, p id.Person) (Session, Token) {
	t := NewToken(p, Mint[id.Session](c, 0))
	return Session{
		Person: p, ID: t.Session, Hash: t.Hash(),
		Since: c.At, Ends: c.At.Add(SessionLife), Idles: c.At.Add(SessionIdle),
	}, t
}

// SignedIn is the effect of signing in: the change, and the token to hand over.
type SignedIn struct {
	Change  change.Change
	Person  Person
	Session Session
	Token   Token
	// Organization is the one the act made or joined; "" for a plain sign-in.
	Organization Organization
}

// SignIn starts a session of the person whose sign-in and password these are.
// An unknown address and a wrong password look and cost the same.
func SignIn(c Call, s Signin, p Person, password secret.Text) (SignedIn, error) {
	if !s.Verifier.Is(password) || p.Version == 0 || p.ID != s.Person {
		return SignedIn{}, fault.New(fault.Unauthenticated, "The mail address and the password do not belong together.")
	}
	session, token := newSession(c, p.ID)
	out := SignedIn{Person: p, Session: session, Token: token}
	out.Change.Keep(session)
	out.Change.Check(s) // a password changed meanwhile ends this sign-in
	return out, nil
}

// KeepSession moves the idle end of the caller's session.
func KeepSession(by Caller) (Session, change.Change) {
	s := by.Session
	idles := by.At.Add(SessionIdle)
	if idles.After(s.Ends) {
		idles = s.Ends
	}
	if idles.Sub(s.Idles) < idleGrain {
		return s, change.Change{}
	}
	s.Idles = idles
	return s, change.Change{Records: []change.Record{s}}
}

// EndSession signs the caller out.
func EndSession(by Caller) change.Change {
	s := by.Session
	s.Ended = &by.At
	return change.Change{Records: []change.Record{s}}
}

// entry of somebody who has only just become a person here.
func (p Person) entry(c Call, o id.Organization, act audit.Action, thing, name, detail string) audit.Entry {
	return audit.Entry{
		Organization: o, At: c.At, Action: act, Actor: p.ID, ActorName: p.Name,
		Thing: thing, ThingName: name, Detail: detail, From: c.From,
	}
}
