package identity

import (
	"time"

	"github.com/valetkey/valetkey/shared/id"
)

// Pass is somebody's way through the gate of one resource, from one of their
// sessions: first a one-time code, then what the cookie of that host is held
// against. It ends with the session, since that is read beside it each time.
type Pass struct {
	Person       id.Person       `json:"person"`
	Session      id.Session      `json:"session"`
	ID           id.Pass         `json:"id"`
	Organization id.Organization `json:"organization"`
	Resource     id.Resource     `json:"resource"`
	Gate         time.Time       `json:"gate"`                 // since when that has the gate: one made anew has no passes
	Credential   id.Credential   `json:"credential,omitempty"` // what the gate signs them in with; none: nothing
	Code         []byte          `json:"code"`                 // hash of the one-time code
	Expires      time.Time       `json:"expires"`              // the code does
	State        []byte          `json:"state"`                // hash of what the browser has that the code is for
	Hash         []byte          `json:"hash,omitempty"`       // of the cookie's token, from when the code was used
	Until        time.Time       `json:"until"`                // the session's end
	Version      int             `json:"version"`
}

// Seen is the version at which the record was read; 0 for new.
func (r Pass) Seen() int { return r.Version }

// Garbage is when the record is of no more use.
func (r Pass) Garbage() time.Time { return r.Until }

// PassToken is the token of a pass, or of its code: both carry where everything is
// found that they are judged by, beside the gate's own key.
func PassToken(p Pass) LinkToken {
	return NewLinkToken(string(p.Person), string(p.Session), string(p.ID), string(p.Credential))
}

// ParsePass reads a pass token, and names the pass that it would be of.
func ParsePass(s string) (LinkToken, Pass, bool) {
	t, ok := ParseLinkToken(s, 4)
	p := Pass{Person: id.Person(t.Thing(0)), Session: id.Session(t.Thing(1)), ID: id.Pass(t.Thing(2)), Credential: id.Credential(t.Thing(3))}
	if !ok || !valid(p.Person) || !valid(p.Session) || !valid(p.ID) || p.Credential != "" && !valid(p.Credential) {
		return LinkToken{}, Pass{}, false
	}
	return t, p, true
}

func valid[K id.Kind](k K) bool { return id.Valid(k.Prefix(), string(k)) }

// ByPass says who comes through a gate with the token t of the pass p: a member, as
// long as the session is open that the pass was made from. s, m and o are what was
// read beside it. Who is none is Unauthenticated, whatever they were: a proxy is told
// nothing else.
func ByPass(c Call, t LinkToken, p Pass, s Session, m Member, o Organization) (Caller, error) {
	return c.through(p, p.Version != 0 && t.Is(p.Hash), s, m, o)
}

// ByCode is ByPass for the one-time code that a pass begins with, used or not.
func ByCode(c Call, t LinkToken, p Pass, s Session, m Member, o Organization) (Caller, error) {
	return c.through(p, p.Version != 0 && t.Is(p.Code), s, m, o)
}

func (c Call) through(p Pass, shown bool, s Session, m Member, o Organization) (Caller, error) {
	if !shown || s.Version == 0 || s.Person != p.Person || s.ID != p.Session || !s.Open(c.At) ||
		m.Person != p.Person || m.Organization != p.Organization || o.ID != p.Organization || o.Shut() != nil {
		return Caller{}, errUnknown
	}
	c.Who = Members
	by, err := Caller{Call: c, Person: s.Person, Session: s}.as(m, o)
	if err != nil {
		return Caller{}, errUnknown
	}
	return by, nil
}
