package identity

import (
	"net/netip"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/secret"
)

// How often a wrong password may be typed for an address: nearTries times in
// nearSpan from one network, and allTries in allSpan from all of them. The second
// is high, so that a stranger cannot lock somebody out from afar.
const (
	nearTries, nearSpan = 10, 15 * time.Minute
	allTries, allSpan   = 100, time.Hour
	// goodFor is how long a network is known from which the right password came:
	// what strangers type from elsewhere does not shut it out.
	goodFor = 90 * 24 * time.Hour
)

// Guard is what is known before a password is held against an address: its
// sign-in, if it has one, and how often a wrong one was typed for it. An address
// without an account is guarded alike: it looks and costs the same.
type Guard struct {
	Known     Signin
	Near, All Tries
}

// NewGuard is the guard of an address, as Address makes it, against who is at from.
func NewGuard(address, from string) Guard {
	return Guard{
		Known: Signin{Address: address}, Near: Tries{Address: address, Net: network(from)}, All: Tries{Address: address},
	}
}

// Wanted is what is to be read of it.
func (g *Guard) Wanted() []change.Record { return []change.Record{&g.Known, &g.Near, &g.All} }

// network is what tells one stranger from another: a /24 or /64 is one's.
func network(from string) string {
	a, err := netip.ParseAddr(from)
	if err != nil {
		return "unknown"
	}
	bits := 64
	if a = a.Unmap().WithZone(""); a.Is4() {
		bits = 24
	}
	p, err := a.Prefix(bits)
	if err != nil {
		return "unknown"
	}
	return p.String()
}

// Proven is a password that was right. Only Knock makes one. Its change is part
// of whatever it was typed for: a refusal that keeps nothing comes before Knock, or
// it would tell who guesses, all at once, of a right one beyond the tries there are.
type Proven struct {
	Known  Signin
	Change change.Change
}

// Wrong is a refusal that counts against who tries. It is no fault that could be
// answered, until what it counts has been kept (table.Count).
type Wrong struct {
	Counted change.Change
	Why     error
}

func (w *Wrong) Error() string { return "a wrong try is not counted yet: " + w.Why.Error() }

// Knock holds a password against the guarded address. Too many wrong ones are
// refused before it is looked at. It answers with a *Wrong, which counts, unless
// it is right; and then only if nothing was counted meanwhile: however many try
// at once, no more than may be are told anything.
func (g Guard) Knock(c Call, password secret.Text) (Proven, error) {
	near, all := g.Near.in(nearSpan, c.At), g.All.in(allSpan, c.At)
	var wait time.Duration
	if near.Count >= nearTries {
		wait = near.Since.Add(nearSpan).Sub(c.At)
	}
	known := g.Near.known(c.At)
	if all.Count >= allTries && !known {
		wait = max(wait, all.Since.Add(allSpan).Sub(c.At))
	}
	if wait > 0 {
		return Proven{}, &fault.Error{Kind: fault.TooMany, Message: "Too many wrong passwords were typed. Try again later.", RetryAfter: wait}
	}
	if !g.Known.Verifier.Is(password) {
		return Proven{}, g.wrong(c, near, all)
	}
	out := Proven{Known: g.Known}
	if near.Count > 0 || !near.Good.Add(24*time.Hour).After(c.At) {
		near.Count, near.Good = 0, c.At
		out.Change.Keep(near)
	} else {
		out.Change.Check(g.Near)
	}
	if !known { // a known network does not wait for what others try at the same moment
		out.Change.Check(g.All)
	}
	out.Change.Check(g.Known) // a password changed meanwhile is not proven
	return out, nil
}

func (g Guard) wrong(c Call, near, all Tries) *Wrong {
	near.Count++
	all.Count++
	w := &Wrong{Why: fault.BadField("body.password", "is not your password")}
	if c.Who == Anyone {
		w.Why = errNotTogether
	}
	w.Counted.Keep(near, all)
	if g.Known.Version == 0 {
		w.Counted.Check(g.Known) // costs what the entry does
		return w
	}
	w.Counted.Entries = append(w.Counted.Entries, audit.Entry{
		Account: g.Known.Person, At: c.At, Action: audit.SessionRefused, Thing: string(g.Known.Person), ThingName: g.Known.Address,
		Detail: c.Agent, From: c.From,
	})
	return w
}

var errNotTogether = fault.New(fault.Unauthenticated, "The mail address and the password do not belong together.")

// TriesAt counts what is guessed of something else than a password, from a network.
func TriesAt(what, from string) Tries { return Tries{Address: what, Net: network(from)} }

// Counted is the count with one more, or how long nobody there may try.
func (t Tries) Counted(at time.Time) (Tries, time.Duration) {
	t = t.in(nearSpan, at)
	if t.Count >= nearTries {
		return t, t.Since.Add(nearSpan).Sub(at)
	}
	t.Count++
	return t, 0
}

// known reports whether the right password came from this network lately.
func (t Tries) known(at time.Time) bool { return !t.Good.IsZero() && at.Before(t.Good.Add(goodFor)) }

// in is the count in the window of an instant: a new one begins when the old is over.
func (t Tries) in(span time.Duration, at time.Time) Tries {
	if !at.Before(t.Since.Add(span)) {
		t.Since, t.Count = at, 0
	}
	return t
}
