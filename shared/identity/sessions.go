package identity

import (
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
)

// How long a session goes on: SessionLife at most, SessionIdle unless it is
// kept. Keeping moves the idle end only when that gains idleGrain: the end is
// exact to five minutes, and most keep-alives write nothing.
const (
	SessionLife = 12 * time.Hour
	SessionIdle = time.Hour
	idleGrain   = 5 * time.Minute
)

// SignedIn is the effect of signing in: the change, and the token to hand over.
type SignedIn struct {
	Change  change.Change
	Person  Person
	Session Session
	Token   Token
	// Organization is the one the act made or joined; "" for a plain sign-in.
	Organization Organization
}

// SignIn starts a session of the person whose password was right. l is their
// open sessions, and oldest the one that has to end for it (Logins.Oldest).
func SignIn(c Call, right Proven, p Person, l Logins, oldest Session) (SignedIn, error) {
	if p.Version == 0 || right.Known.Version == 0 || p.ID != right.Known.Person {
		return SignedIn{}, errNotTogether
	}
	out := SignedIn{Person: p}
	out.Session, out.Token, out.Change = begin(c, p, l, oldest)
	out.Change.Add(right.Change)
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

// entry of somebody who has only just become a person here.
func (p Person) entry(c Call, o id.Organization, act audit.Action, thing, name, detail string) audit.Entry {
	return audit.Entry{
		Organization: o, At: c.At, Action: act, Actor: p.ID, ActorName: p.Name,
		Thing: thing, ThingName: name, Detail: detail, From: c.From,
	}
}
