package identity

import (
	"fmt"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
)

// Caller is who asks, as the deciding snapshot says, with the call they make.
// Only Authenticate, and ByPass for a gate, make one that can change anything, so no
// rule can be run for nobody; Judged makes one to be asked about.
type Caller struct {
	Call
	Person           id.Person
	Name             string
	Email            string
	Organization     id.Organization // the one the call is for; "" if for none
	OrganizationName string
	Kind             Kind
	Role             Role
	Groups           []id.Group
	Since            time.Time // of the membership
	Session          Session
	member           Member
	home             Organization
}

// Authenticate says who makes the call c. The session is the one c's token
// names; p is the person, for calls for no organization; m their membership in
// the organization the call is for, which is o. Each is the zero value if there is
// none. A site that its provider closed is closed to everybody, staff of the
// provider who are members there among them (rule S1).
func Authenticate(c Call, s Session, p Person, m Member, o Organization) (Caller, error) {
	by, err := authenticate(c, s, p, m, o)
	if err == nil {
		err = o.Shut()
	}
	if err != nil {
		return Caller{}, err
	}
	return by, nil
}

// AuthenticateShut is Authenticate for the few acts that stay open to the admins of
// a site that its provider closed: to see who that is, and to end it (rule S1).
// Otherwise a provider could hold, for good, what the site created.
func AuthenticateShut(c Call, s Session, p Person, m Member, o Organization) (Caller, error) {
	return authenticate(c, s, p, m, o)
}

func authenticate(c Call, s Session, p Person, m Member, o Organization) (Caller, error) {
	if s.Version == 0 || !c.Token.Is(s.Hash) || !s.Open(c.At) {
		return Caller{}, errUnknown
	}
	by := Caller{Call: c, Person: s.Person, Session: s}
	if c.Who == Anybody {
		by.Name, by.Email = p.Name, p.Email
		return by, nil
	}
	return by.as(m, o)
}

var errUnknown = fault.New(fault.Unauthenticated, "Please sign in.")

// as is the caller as a member of an organization.
func (by Caller) as(m Member, o Organization) (Caller, error) {
	if m.Version == 0 || m.Removed != nil {
		return Caller{}, fault.Absent("organization")
	}
	if m.Suspended != nil {
		return Caller{}, fault.New(fault.Forbidden, "Your membership in %s is suspended: ask an admin there.", m.OrganizationName)
	}
	by.Name, by.Email, by.member, by.home = m.Name, m.Email, m, o
	by.Organization, by.OrganizationName, by.Kind = m.Organization, m.OrganizationName, m.Kind
	by.Role, by.Groups, by.Since = m.Role, m.Groups, m.Since
	return by, by.may(by.Who)
}

// Judged is a member as they would be judged if they called at an instant, for what
// is computed of somebody who does not; false if they are no member. A suspended one
// is judged as if they were not: they keep everything (rule F5).
func (m Member) Judged(at time.Time) (Caller, bool) {
	return Caller{
		Call: Call{At: at}, Person: m.Person, Name: m.Name, Organization: m.Organization, OrganizationName: m.OrganizationName,
		Kind: m.Kind, Role: m.Role, Groups: m.Groups, Since: m.Since, member: m,
	}, m.Here()
}

// may holds the caller's role against who may knock.
func (by Caller) may(who Who) error {
	switch who {
	case Members:
		return nil
	case Admins:
		if by.Role == Admin {
			return nil
		}
		return fault.New(fault.Forbidden, "Only an admin of %s may do this.", by.OrganizationName)
	case Readers:
		if by.Role == Admin || by.Role == Auditor {
			return nil
		}
		return fault.New(fault.Forbidden, "Only an admin or auditor of %s may see this.", by.OrganizationName)
	default:
		return fmt.Errorf("identity: a route for %q is not for somebody signed in", who)
	}
}

// Membership is the caller's, in the organization of the call.
func (by Caller) Membership() Member { return by.member }

// Home is the organization of the call, as it was read.
func (by Caller) Home() Organization { return by.home }

// Audiences are the ids of those whom things are listed for and the caller is
// among: themselves and their groups.
func (by Caller) Audiences() []string {
	out := []string{string(by.Person)}
	for _, g := range by.Groups {
		out = append(out, string(g))
	}
	return out
}

// IsAdmin reports whether the caller is an admin of the organization of the call.
func (by Caller) IsAdmin() bool { return by.Organization != "" && by.Role == Admin }

// MayShare reports whether the caller may share with other organizations what they
// may reveal themselves, and look whom to share it with: an admin, or a member whom
// one lets (rule H1). An auditor opens no secret, and shares none.
func (by Caller) MayShare() bool {
	return by.IsAdmin() || by.Organization != "" && by.member.Shares && by.Role != Auditor
}

// ForTeam refuses what a personal organization is not for: it is one owner's,
// who lends from it and no more.
func (by Caller) ForTeam() error {
	if by.Kind == Personal {
		return fault.New(fault.Forbidden, "A personal account lends logins; for a team, sign up an organization.")
	}
	return nil
}

// Change begins the change the caller makes: their session and membership must
// still be what they were when they were read, and their organization if it is a
// site, which may be closed at that moment.
func (by Caller) Change() change.Change {
	c := change.Change{Checks: []change.Record{by.Session}}
	if by.Organization != "" {
		c.Check(by.member)
	}
	if by.home.IsSite() {
		c.Check(by.home)
	}
	return c
}

// Entry is a line for the record of the caller's own organization.
func (by Caller) Entry(act audit.Action, thing, name, detail string) audit.Entry {
	return audit.Entry{
		Organization: by.Organization, At: by.At, Action: act, Actor: by.Person, ActorName: by.Name,
		Thing: thing, ThingName: name, Detail: detail, From: by.From,
	}
}

// PersonalEntry is a line for the caller's own record, which nobody else reads:
// about what nobody else may learn of (rule C1).
func (by Caller) PersonalEntry(act audit.Action, thing, name string) audit.Entry {
	return audit.Entry{Account: by.Person, At: by.At, Action: act, Actor: by.Person, ActorName: by.Name, Thing: thing, ThingName: name, From: by.From}
}

// EntryFor is a line for the record of another organization: it shows the
// caller by name and organization only (rule A2).
func (by Caller) EntryFor(o id.Organization, act audit.Action, thing, name, detail string) audit.Entry {
	return audit.Entry{
		Organization: o, At: by.At, Action: act, ActorName: by.Name, ActorOrganization: by.OrganizationName,
		Thing: thing, ThingName: name, Detail: detail,
	}
}

// Open reports whether the session lets its holder in at an instant.
func (s Session) Open(at time.Time) bool {
	return s.Ended == nil && at.Before(s.Ends) && at.Before(s.Idles)
}

// Repeated is the first answer of a request that was made before with the same
// Idempotency-Key: it is given again, and nothing is done (promise 5).
type Repeated struct{ Body []byte }

func (r *Repeated) Error() string { return "the request was answered before" }
