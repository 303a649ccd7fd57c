package gate

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"slices"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/secret"
)

// CodeLife is how long a one-time code is good.
const CodeLife = time.Minute

// NewState is what a browser holds from when it is sent to the console until it is
// back: a code that was made for it is of no use in another. One that it has already
// is kept, so that two tabs do not take it from each other.
func NewState(has secret.Text) secret.Text {
	if _, ok := hashOf(has); ok {
		return has
	}
	return secret.Text(identity.NewLinkToken("state").Reveal())
}

// Shown is what is told of a state on the way: its hash.
func Shown(state secret.Text) string {
	sum, _ := hashOf(state)
	return base64.RawURLEncoding.EncodeToString(sum)
}

func hashOf(state secret.Text) ([]byte, bool) {
	t, ok := identity.ParseLinkToken(state.Reveal(), 1)
	return t.Hash(), ok && t.Thing(0) == "state"
}

// Giving is what is known when somebody signed in wants through a gate.
type Giving struct {
	Switching
	Standing access.Standing
}

// GivingOf names it, to be read.
func GivingOf(p id.Person, o id.Organization, r id.Resource) Giving {
	return Giving{SwitchingOf(o, r), access.Standing{Resource: r, Person: p}}
}

// Wanted is what is to be read of it.
func (f *Giving) Wanted() []change.Record { return append(f.Switching.Wanted(), &f.Standing) }

// Give makes the one-time code by which the caller's browser comes in: the pass names
// who it is. Whether it is open to them is asked at the gate, each time.
func Give(by identity.Caller, f Giving, state string) (identity.LinkToken, change.Change, error) {
	var none identity.LinkToken
	if !f.Resource.Sees(by) {
		return none, change.Change{}, fault.Absent("resource")
	}
	if err := f.there(); err != nil {
		return none, change.Change{}, err
	}
	sum, err := base64.RawURLEncoding.Strict().DecodeString(state)
	if err != nil || len(sum) != sha256.Size {
		return none, change.Change{}, fault.BadField("body.state", "is none of a browser that a gate sent here")
	}
	p := identity.Pass{
		Person: by.Person, Session: by.Session.ID, ID: identity.Mint[id.Pass](by.Call, 0), Organization: by.Organization,
		Resource: f.Resource.ID, Gate: f.Gate.Since, Expires: by.At.Add(CodeLife), State: sum, Until: by.Session.Ends,
	}
	if f.Gate.Basic {
		p.Credential = pick(f.Resource.Stances(by, access.Stood{Standing: f.Standing}), f.Standing.Picked)
	}
	code := identity.PassToken(p)
	p.Code = code.Hash()
	c := by.Change()
	c.Check(f.Gate)
	c.Keep(p)
	return code, c, nil
}

// pick is the credential that the gate signs in with: of those that are open the one
// used last, or else the first (rule G3). None, if only a login of their own is open: the
// gate lets through by that, and would send a pass for one that is locked back here.
func pick(all []access.Stance, last id.Credential) id.Credential {
	var out id.Credential
	best := 0
	for _, s := range all {
		c, good := s.Assignment.Credential, 1
		switch {
		case c == "":
			good = 2
		case s.Open && c == last:
			good = 4
		case s.Open:
			good = 3
		}
		if good > best {
			out, best = c, good
		}
	}
	return out
}

// Coming is what is known when a browser comes with a code.
type Coming struct {
	Gate     Gate
	Resource access.Resource // named on record
	Pass     identity.Pass
	Session  identity.Session
	Member   identity.Member
	Home     identity.Organization
}

// ComingOf names it, to be read: g and p as ParseKey and ParsePass have them.
func ComingOf(g Gate, p identity.Pass) Coming {
	return Coming{
		Gate: g, Resource: access.Resource{Organization: g.Organization, ID: g.Resource}, Pass: p, Session: identity.Session{Person: p.Person, ID: p.Session},
		Member: identity.Member{Organization: g.Organization, Person: p.Person}, Home: identity.Organization{ID: g.Organization},
	}
}

// Wanted is what is to be read of it. Of who shows no token only the gate is.
func (f *Coming) Wanted() []change.Record {
	out := []change.Record{&f.Gate, &f.Resource}
	if f.Pass.ID != "" {
		out = append(out, &f.Pass, &f.Session, &f.Member, &f.Home)
	}
	return out
}

// ours reports whether the pass is of this gate, as long as that has stood.
func (f Coming) ours() bool {
	return f.Pass.Organization == f.Gate.Organization && f.Pass.Resource == f.Gate.Resource && f.Pass.Gate.Equal(f.Gate.Since)
}

// Redeem gives the browser that a code was made for the cookie of its host, once. A
// code that was good, and comes late, twice, or from another browser, is refused on
// record: the error counts it (table.Count).
func Redeem(c identity.Call, f Coming, code identity.LinkToken, state secret.Text, at Place) (identity.LinkToken, change.Change, error) {
	var none identity.LinkToken
	no := fault.New(fault.Forbidden, "This way in was used up, came too late or was made for another browser. Go back to the address that you wanted to see.")
	by, err := identity.ByCode(c, code, f.Pass, f.Session, f.Member, f.Home)
	if err != nil {
		return none, change.Change{}, no
	}
	refused := func(why string) error {
		e := by.Entry(audit.Refused, string(f.Pass.Resource), f.Resource.Name, why)
		return &identity.Wrong{Counted: change.Change{Entries: []audit.Entry{e}}, Why: no}
	}
	sum, _ := hashOf(state)
	switch {
	case !f.ours() || !f.Gate.at(at):
		return none, change.Change{}, no // of another's gate: nothing of it is told, or written, here
	case len(f.Pass.Hash) != 0:
		return none, change.Change{}, refused("a code for its gate came a second time")
	case !c.At.Before(f.Pass.Expires):
		return none, change.Change{}, refused("a code for its gate came too late")
	case subtle.ConstantTimeCompare(sum, f.Pass.State) != 1:
		return none, change.Change{}, refused("a code for its gate came from another browser")
	}
	p := f.Pass
	token := identity.PassToken(p)
	p.Hash = token.Hash()
	ch := by.Change()
	ch.Check(f.Gate)
	ch.Keep(p)
	ch.Entries = append(ch.Entries, by.Entry(audit.GateEntered, string(f.Resource.ID), f.Resource.Name, "at "+f.Gate.Host))
	return token, ch, nil
}

// others reports whether somebody has an open way in but by that credential.
func others(all []access.Opening, but id.Credential) bool {
	return slices.ContainsFunc(all, func(o access.Opening) bool { return o.Assignment.Credential != but })
}
