// Package identitytest makes organizations, members and callers for the tests
// of the rules. Nothing in it is stored, and no function imports it.
package identitytest

import (
	"strings"
	"time"

	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// Nine is the instant at which the stories begin.
var Nine = time.Date(2026, 3, 4, 9, 0, 0, 0, time.UTC)

// Organization is one with an id made of its name. It has no key pair.
func Organization(name string, kind identity.Kind) identity.Organization {
	return identity.Organization{
		ID: id.New[id.Organization](Nine, name, 0), Name: name, Kind: kind,
		Since: Nine.Add(-time.Hour), Epoch: 1, Version: 1,
	}
}

// Member is a member of o with an id made of their name.
func Member(o identity.Organization, name string, role identity.Role, groups ...id.Group) identity.Member {
	return identity.Member{
		Organization: o.ID, OrganizationName: o.Name, Kind: o.Kind, Person: id.New[id.Person](Nine, name, 0),
		Name: name, Email: strings.ToLower(name) + "@example.com", Role: role, Groups: groups, Since: Nine, Version: 3,
	}
}

// Caller is m, signed in, with a call that arrives at at.
func Caller(m identity.Member, at time.Time) identity.Caller {
	return CallerIn(identity.Organization{}, m, at)
}

// CallerIn is m, signed in, with a call for o, as it was read.
func CallerIn(o identity.Organization, m identity.Member, at time.Time) identity.Caller {
	token := identity.NewToken(m.Person, id.New[id.Session](Nine, m.Name, 0))
	s := identity.Session{
		Person: m.Person, ID: token.Session, Hash: token.Hash(),
		Since: at, Ends: at.Add(identity.SessionLife), Idles: at.Add(identity.SessionIdle), Version: 1,
	}
	c := identity.Call{
		Route: "test", Who: identity.Members, Writes: true, At: at, ID: "call of " + m.Name + at.String(),
		From: "192.0.2.7", Token: token,
	}
	by, err := identity.Authenticate(c, s, identity.Person{}, m, o)
	if err != nil {
		panic("identitytest: " + err.Error())
	}
	return by
}
