package access

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// Bounds of a policy (rules J2, J9, J10, J12).
const (
	LongestPeriod  = 7 * 24 * 60 * 60 // seconds
	MostApprovals  = 5
	UsualWait      = 24 * 60 * 60 // seconds
	LongestLock    = 365          // days
	LongestGlass   = 60 * 60      // seconds that a break-glass period lasts at most
	maxLivePeriods = 10           // of one member and resource
)

// Policy says how an assignment opens (rule J2). The zero value is standing.
type Policy struct {
	JustInTime     bool `json:"justInTime,omitempty"`
	Longest        int  `json:"longest,omitempty"`        // of a period, in seconds: 1 to LongestPeriod
	Automatic      bool `json:"automatic,omitempty"`      // a reason opens it at once; otherwise people approve
	Needs          int  `json:"needs,omitempty"`          // approvals, where people approve: 1 to MostApprovals
	Reason         bool `json:"reason,omitempty"`         // is required where people approve, too
	Waits          int  `json:"waits,omitempty"`          // seconds until a request lapses; 0: UsualWait
	LockAfter      int  `json:"lockAfter,omitempty"`      // days without use after which standing access locks; 0: never
	BreakGlass     bool `json:"breakGlass,omitempty"`     // may be opened at once in need, loudly
	RotateAfterUse bool `json:"rotateAfterUse,omitempty"` // the end of a period sets rotation due (rule C12)
}

// asks reports whether anybody ever has to ask under the policy.
func (p Policy) asks() bool { return p.JustInTime || p.LockAfter > 0 }

// Valid refuses what is no policy, by field. An approval of zero is none: it
// would let in whom nobody approved (promise 8).
func (p Policy) Valid() error {
	bad := func(field, format string, args ...any) error { return fault.BadField("body."+field, format, args...) }
	switch {
	case p.JustInTime && (p.Longest < 1 || p.Longest > LongestPeriod):
		return bad("longest", "is 1 to %d seconds", LongestPeriod)
	case !p.JustInTime && p.Longest != 0:
		return bad("longest", "is only for just-in-time access")
	case !p.JustInTime && p.BreakGlass:
		return bad("breakGlass", "is only for just-in-time access")
	case p.JustInTime && p.LockAfter != 0:
		return bad("lockAfter", "is only for standing access: just-in-time access is locked anyway")
	case p.LockAfter < 0 || p.LockAfter > LongestLock:
		return bad("lockAfter", "is 1 to %d days, or absent", LongestLock)
	case p.Waits < 0 || p.Waits > LongestPeriod:
		return bad("waits", "is 1 to %d seconds, or absent", LongestPeriod)
	case !p.asks() && (p.Automatic || p.Needs != 0 || p.Reason || p.Waits != 0):
		return bad("needs", "is only for access that is asked for")
	case p.asks() && p.Automatic && p.Needs != 0:
		return bad("needs", "is only where people approve")
	case p.asks() && !p.Automatic && (p.Needs < 1 || p.Needs > MostApprovals):
		return bad("needs", "is 1 to %d approvals", MostApprovals)
	}
	return nil
}

// wait is how long a request waits.
func (p Policy) wait() time.Duration {
	return time.Duration(cmp.Or(p.Waits, UsualWait)) * time.Second
}

// PolicyOf is the policy that decides for an assignment: its own, whole, or the
// resource's (rule J1).
func (r Resource) PolicyOf(a Assignment) Policy {
	switch {
	case a.Policy != nil:
		return *a.Policy
	case r.Policy != nil:
		return *r.Policy
	default:
		return Policy{}
	}
}

// Way is one assignment that holds somebody, as it stands for them at an instant.
type Way struct {
	Assignment Assignment
	Policy     Policy
	Open       bool
	// Until is when an open way closes by itself: the end of the period, or when
	// it locks unless it is used. Zero: never.
	Until time.Time
}

// Ways are the ways that somebody has into the resource with a credential, the
// one that decides first: standing, an open period, automatic, fewer approvals,
// longer longest period, older assignment (rule J1). A limit is always taken
// from the same way as what it limits.
func (r Resource) Ways(by identity.Caller, s Standing, c id.Credential) []Way {
	var out []Way
	for _, a := range r.Assignments {
		if a.Credential == c && a.Holds(by) {
			out = append(out, r.way(a, s, by))
		}
	}
	slices.SortStableFunc(out, favour)
	return out
}

func (r Resource) way(a Assignment, s Standing, by identity.Caller) Way {
	at := by.At
	s = s.since(by.Since)
	w := Way{Assignment: a, Policy: r.PolicyOf(a)}
	switch {
	case w.Policy.JustInTime:
		w.Until = s.openUntil(a.ID, at)
		w.Open = !w.Until.IsZero()
	case w.Policy.LockAfter > 0:
		w.Until = s.lastSeen(a, by.Since).Add(time.Duration(w.Policy.LockAfter) * 24 * time.Hour)
		if w.Open = at.Before(w.Until); !w.Open {
			w.Until = time.Time{}
		}
	default:
		w.Open = true
	}
	return w
}

// favour is the order of J1.
func favour(a, b Way) int {
	return cmp.Or(
		first(a.Open && !a.Policy.JustInTime, b.Open && !b.Policy.JustInTime),
		first(a.Open, b.Open),
		first(a.Policy.Automatic, b.Policy.Automatic),
		cmp.Compare(a.Policy.Needs, b.Policy.Needs),
		cmp.Compare(b.Policy.Longest, a.Policy.Longest),
		a.Assignment.Since.Compare(b.Assignment.Since),
		cmp.Compare(a.Assignment.ID, b.Assignment.ID),
	)
}

func first(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	default:
		return 1
	}
}

// since is the standing without the periods of an earlier membership: removing
// somebody ended everything they had (rule F5), also when they come back.
func (s Standing) since(member time.Time) Standing {
	s.Periods = slices.DeleteFunc(slices.Clone(s.Periods), func(p Period) bool { return p.Start.Before(member) })
	return s
}

// lastSeen is when the days of an auto-lock began: with the last use, regaining
// or the assignment (rule J10), whichever was last. To who became a member after
// their group was assigned, it was then.
func (s Standing) lastSeen(a Assignment, member time.Time) time.Time {
	last := a.Since
	for _, t := range []time.Time{s.LastUse, s.Regained, member} {
		if t.After(last) {
			last = t
		}
	}
	return last
}

// Period is the time [Start, End) in which somebody is let in through an
// assignment.
type Period struct {
	Request    id.Request    `json:"request"`
	Assignment id.Assignment `json:"assignment"`
	Start      time.Time     `json:"start"`
	End        time.Time     `json:"end"`
	Ended      *time.Time    `json:"ended,omitempty"` // when it was ended; its end, once that is written down
	// Rotates is set where the policy says "rotate after use" (rule C12): what was
	// received since then is due once this, and what goes on from it, is over.
	Rotates *time.Time `json:"rotates,omitempty"`
}

// Open reports whether the period lets in at an instant. Its end is already
// outside, and so is the instant at which it was ended (promise 2).
func (p Period) Open(at time.Time) bool {
	return !at.Before(p.Start) && at.Before(p.Over())
}

// Over is the first instant outside.
func (p Period) Over() time.Time {
	if p.Ended != nil && p.Ended.Before(p.End) {
		return *p.Ended
	}
	return p.End
}

// openUntil is the end of what is open through an assignment at an instant, as
// the union of its periods (rule J8); zero if nothing is.
func (s Standing) openUntil(a id.Assignment, at time.Time) time.Time {
	var until time.Time
	for moved := true; moved; {
		moved = false
		for _, p := range s.Periods {
			from := at
			if !until.IsZero() {
				from = until
			}
			if p.Assignment == a && (p.Open(from) || !until.IsZero() && p.Start.Equal(until) && p.Over().After(until)) {
				until, moved = p.Over(), true
			}
		}
	}
	return until
}

// with is the standing with one more period; those long over are left out.
func (s Standing) with(p Period, at time.Time) (Standing, error) {
	live := slices.DeleteFunc(slices.Clone(s.Periods), func(o Period) bool { return !at.Before(o.Over()) })
	if len(live) >= maxLivePeriods {
		return s, fault.New(fault.Conflict, "There are %d periods already: let one end first.", maxLivePeriods)
	}
	s.Periods = append(live, p)
	return s, nil
}

// String says the policy in words, for the record and for who asks.
func (p Policy) String() string {
	words := "standing"
	if p.JustInTime {
		words = "just-in-time, up to " + length(p.Longest)
	} else if p.LockAfter > 0 {
		words = fmt.Sprintf("standing, locked after %d days without use", p.LockAfter)
	}
	switch {
	case !p.asks():
	case p.Automatic:
		words += ", opened by a reason"
	default:
		words += fmt.Sprintf(", %d to approve", p.Needs)
	}
	if p.BreakGlass {
		words += ", break-glass allowed"
	}
	return words
}
