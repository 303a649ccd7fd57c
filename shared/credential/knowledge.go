package credential

import (
	"time"

	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// FoundBy are the rows by which somebody is found who received a credential for the
// first time: those of the organization through which and, if that is another, those of
// its home, which has the right to know. Of what is their own alone there is none: a
// list of it would tell that it exists (rule C1).
func (r Received) FoundBy(c Credential) []Known {
	here := Known{Organization: r.Organization, Person: r.Person, Credential: r.Credential}
	switch {
	case c.Home != r.Organization:
		there := here
		there.Home = c.Home
		return []Known{here, there}
	case c.somebodys():
		return nil
	default:
		return []Known{here}
	}
}

// Knowing is one person who received one secret, with what is known of both.
type Knowing struct {
	Received Received
	Of       Credential
	Member   identity.Member // in the organization that looks, if it was through that
}

// MayReadKnowledge reports whether the caller may read who received a credential
// (rule C12): admins and auditors, of the organization's own and of what was lent to
// it, now or once. home says that they see through which organization ever.
func MayReadKnowledge(by identity.Caller, c Credential, reader Reader) (home bool, err error) {
	switch {
	case c.Version == 0 || c.somebodys() && c.Owner != by.Person && c.Home == by.Organization, // rule C1
		c.Home != by.Organization && reader.Version == 0:
		return false, fault.Absent("credential")
	}
	return c.Home == by.Organization, nil
}

// Reported reports whether a line is on the report of the caller's organization:
// what is somebody's own, and for no resource, is nobody else's matter (rule C1).
func (k Knowing) Reported(by identity.Caller) bool {
	c := k.Of
	if k.Received.Of != "" { // it was destroyed: who still may know it is a colleague's business no less
		return k.Received.Organization == by.Organization
	}
	return c.Version != 0 && (c.Home != by.Organization || !c.somebodys() || c.Owner == by.Person)
}

// Lost is since when the person has no way to it: as it is written down or, of who is
// no member any more, as it will be.
func (k Knowing) Lost() *time.Time {
	if k.Received.Lost == nil && k.Member.Version != 0 && !k.Member.Here() {
		return k.Member.Removed
	}
	return k.Received.Lost
}

func (c Credential) somebodys() bool { return c.Owner != "" && c.Resource == "" }

// Sought is which of those who received something are asked for.
type Sought struct {
	Lost    bool // who lost the way to it
	Current bool // who may know the current secret
	Client  id.Client
}

// Holds reports whether a line is among what is asked for. Client is of the
// credential's home: who it is lent to files it under none.
func (s Sought) Holds(by identity.Caller, k Knowing) bool {
	return (!s.Lost || k.Lost() != nil) &&
		(!s.Current || k.Received.MayKnow(k.Of)) &&
		(s.Client == "" || k.Of.Client == s.Client && k.Of.Home == by.Organization)
}
