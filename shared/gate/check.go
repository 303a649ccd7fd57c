package gate

import (
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// Minute is how long one use goes on that is on record.
const Minute = time.Minute

// Facts is what one snapshot says about a request that a proxy asks about.
type Facts struct {
	Coming
	Standing access.Standing
	Use      access.Facts // of the credential that the pass names, if it names one
	Current  credential.Current
	Pair     identity.KeyPair
}

// FactsOf names them, to be read: g and p as ParseKey and ParsePass have them.
func FactsOf(g Gate, p identity.Pass) Facts {
	return Facts{
		Coming: ComingOf(g, p), Standing: access.Standing{Resource: g.Resource, Person: p.Person},
		Use:     access.FactsOf(p.Person, g.Organization, g.Resource, p.Credential),
		Current: credential.Current{Version: credential.Version{Credential: p.Credential}}, Pair: identity.KeyPair{Organization: g.Organization},
	}
}

// Wanted is what is to be read of them.
func (f *Facts) Wanted() []change.Record {
	out := f.Coming.Wanted()
	if f.Pass.ID != "" {
		out = append(out, &f.Standing)
	}
	if f.Pass.Credential != "" {
		out = append(out, &f.Use.Credential, &f.Use.Reader, &f.Use.Received, &f.Current, &f.Pair)
	}
	return out
}

// Ring is what opens for the request: never what a session has unlocked.
func (f Facts) Ring() identity.Keyring { return identity.Keyring{Pair: f.Pair} }

// In is who comes through.
type In struct {
	By    identity.Caller
	Signs bool // it signs them in with the credential that the pass names
}

// Check says whether somebody comes through at this instant. The change puts it on
// record, and is to be kept before they do; it is empty within a minute of one.
//
// Errors: Unauthenticated, for who must show who they are; NotOpen, for whom it is
// locked or over; any other refuses in words.
func Check(c identity.Call, f Facts, token identity.LinkToken, at Place) (In, change.Change, error) {
	unknown := fault.New(fault.Unauthenticated, "Please sign in.")
	if !f.Gate.at(at) {
		return In{}, change.Change{}, fault.New(fault.Forbidden, "This gate is for https://%s, and the proxy asks for another address.", f.Gate.Host)
	}
	by, err := identity.ByPass(c, token, f.Pass, f.Session, f.Member, f.Home)
	if err != nil || !f.ours() || f.Use.Credential.ID != f.Pass.Credential || !f.Resource.Sees(by) {
		return In{}, change.Change{}, unknown
	}
	open := f.Resource.Openings(by, f.Standing)
	switch {
	case len(open) == 0:
		return In{}, change.Change{}, fault.New(fault.NotOpen, "%s is locked: ask to be let in.", f.Resource.Name)
	case !f.Gate.Basic:
		return In{By: by}, f.passed(by, "", 0), nil
	case f.Pass.Credential != "":
		return f.sign(by, open)
	case others(open, ""):
		return In{}, change.Change{}, unknown // the pass is older than what it could sign in with
	}
	return In{By: by}, f.passed(by, "", 0), nil // they have a login of their own: the page asks for it
}

// sign is Check where the gate signs in.
func (f Facts) sign(by identity.Caller, open []access.Opening) (In, change.Change, error) {
	use := f.Use
	use.Resource, use.Standing = f.Resource, f.Standing
	on := f.Standing.Gated.Covers(by.At, use.Credential.ID, use.Credential.Number)
	use.Standing.Gated = &access.Gated{At: by.At, Credential: use.Credential.ID, Number: use.Credential.Number}
	c, err := access.Through(by, use)
	if fault.Of(err) == fault.NotOpen && others(open, f.Pass.Credential) {
		return In{}, change.Change{}, fault.New(fault.Unauthenticated, "Please sign in.") // by another, that is open
	}
	if err != nil {
		return In{}, change.Change{}, err
	}
	if use.Reader.Mode != credential.Read { // another's: a proxy would have what its owner shows nobody (rule D5)
		return In{}, change.Change{}, fault.New(fault.Forbidden, "%s lets %s be used and not seen: a gate would hand the password to its proxy.", use.Reader.Lender, use.Credential.Name)
	}
	if host, _ := HostOf(use.Address()); host != f.Gate.Host { // rule G6
		return In{}, change.Change{}, fault.New(fault.Forbidden, "%s is for another address than this gate's.", use.Credential.Name)
	}
	if f.Home.Locked != nil {
		return In{}, change.Change{}, fault.New(fault.Forbidden, "%s is locked by an organization key: its gates sign nobody in.", by.OrganizationName)
	}
	if on {
		return In{By: by, Signs: true}, change.Change{}, nil
	}
	c.Check(f.Gate)
	return In{By: by, Signs: true}, c, nil
}

// passed puts on record that somebody came through, unless they did within a minute.
func (f Facts) passed(by identity.Caller, with id.Credential, number int) change.Change {
	s := f.Standing
	if s.Gated.Covers(by.At, with, number) {
		return change.Change{}
	}
	s.Gated = &access.Gated{At: by.At, Credential: with, Number: number}
	if s.LastUse.Before(by.At) {
		s.LastUse = by.At
	}
	c := by.Change()
	c.Check(f.Resource)
	c.Check(f.Gate)
	c.Keep(s)
	c.Entries = append(c.Entries, by.Entry(audit.GatePassed, string(f.Resource.ID), f.Resource.Name, "at "+f.Gate.Host))
	return c
}
