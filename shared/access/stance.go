package access

import (
	"slices"
	"time"

	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// Stood is what is known of how somebody stands to a resource. The zero value
// is right for whom no assignment makes ask (Asks).
type Stood struct {
	Standing Standing
	Pending  Request // the one that Standing.Pending names
}

// State is how somebody stands to a resource by one of its credentials.
type State string

// The states of a stance.
const (
	IsStanding State = "standing" // it is always open, or until it locks itself
	IsOpen     State = "open"     // for a period
	IsLocked   State = "locked"   // one may ask
	IsPending  State = "pending"  // one has asked
)

// Stance is how somebody stands to a resource by one of its credentials: by the
// way that decides (rule J1). It is for lists; a use is judged by Enter.
type Stance struct {
	Way
	State   State
	Request id.Request // what waits or, while open, what opened it
	Asked   id.Request // while open: more time is asked for, and waits
	Glass   bool       // it may be broken (rule J12)
}

// Stances are the caller's, one for each credential they are assigned with, in
// the order in which they were.
func (r Resource) Stances(by identity.Caller, f Stood) []Stance {
	var out []Stance
	var met []id.Credential
	for _, a := range r.held(by) {
		if slices.Contains(met, a.Credential) {
			continue
		}
		met = append(met, a.Credential)
		out = append(out, r.stance(by, f, a.Credential))
	}
	return out
}

func (r Resource) stance(by identity.Caller, f Stood, c id.Credential) Stance {
	ways := r.Ways(by, f.Standing, c)
	out := Stance{Way: ways[0], State: IsLocked}
	waits := f.Pending.pending(by.At, by.Since) &&
		slices.ContainsFunc(ways, func(w Way) bool { return w.Assignment.ID == f.Pending.Assignment })
	switch {
	case c == "": // one's own login is always open to oneself (rule G4)
		return Stance{Way: Way{Assignment: out.Assignment, Open: true}, State: IsStanding}
	case out.Open && !out.Policy.JustInTime:
		out.State = IsStanding
	case out.Open:
		out.State, out.Request = IsOpen, f.Standing.since(by.Since).opened(out.Assignment.ID, by.At)
		if waits {
			out.Asked = f.Pending.ID
		}
	case waits:
		out.State, out.Request = IsPending, f.Pending.ID
	}
	out.Glass = out.Policy.BreakGlass && !out.Open && !f.Standing.barred(by.At)
	return out
}

// opened is the request by which an assignment is open at an instant.
func (s Standing) opened(a id.Assignment, at time.Time) id.Request {
	for _, p := range s.Periods {
		if p.Assignment == a && p.Open(at) {
			return p.Request
		}
	}
	return ""
}

// barred reports whether a review is owed for too long for another glass to be
// broken (rule J12).
func (s Standing) barred(at time.Time) bool {
	return s.Owed != "" && !at.Before(s.OwedSince.Add(reviewPatience))
}

// Asks reports whether the caller may ever have to ask for the resource: only
// then has a list to know how they stand to it.
func (r Resource) Asks(by identity.Caller) bool {
	return slices.ContainsFunc(r.held(by), func(a Assignment) bool { return a.Credential != "" && r.PolicyOf(a).asks() })
}

// held are the assignments by which the caller has the resource on their list,
// open or locked (rule J3). One that was lent and taken back is on nobody's; an
// auditor opens nothing.
func (r Resource) held(by identity.Caller) []Assignment {
	var out []Assignment
	if r.Loan != nil && r.Loan.At(by.At) != Shared || by.Role == identity.Auditor {
		return out
	}
	for _, a := range r.Assignments {
		if a.Holds(by) {
			out = append(out, a)
		}
	}
	return out
}

// Opening is one way in that the caller has.
type Opening struct {
	Assignment Assignment
	Mode       credential.Mode
}

// Openings lists the ways into the resource that are open to the caller now, for
// lists; a use is judged by Enter.
func (r Resource) Openings(by identity.Caller, s Standing) []Opening {
	var out []Opening
	for _, a := range r.held(by) {
		if a.Credential != "" && !r.way(a, s, by).Open {
			continue
		}
		mode := a.Mode
		if r.Loan != nil {
			mode = mode.AtMost(r.Loan.Mode)
		}
		out = append(out, Opening{Assignment: a, Mode: mode})
	}
	return out
}
