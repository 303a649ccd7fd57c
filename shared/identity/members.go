package identity

import (
	"slices"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
)

// MaxAdmins is how many active admins an organization has at most: one item
// lists them all.
const MaxAdmins = 40

// Here reports whether they are a member, be it a suspended one.
func (m Member) Here() bool { return m.Version != 0 && m.Removed == nil }

// Active reports whether they are a member now, and not suspended.
func (m Member) Active() bool { return m.Here() && m.Suspended == nil }

// IsAdmin reports whether they are an active admin.
func (m Member) IsAdmin() bool { return m.Active() && m.Role == Admin }

// With is the roster with one more admin.
func (r Roster) With(p id.Person) (Roster, error) {
	if slices.Contains(r.People, p) {
		return r, nil
	}
	if len(r.People) >= MaxAdmins {
		return r, fault.New(fault.Conflict, "An organization has %d admins at most.", MaxAdmins)
	}
	r.People = append(slices.Clone(r.People), p)
	return r, nil
}

// Without is the roster with an admin less: never without the last (rule F4).
func (r Roster) Without(p id.Person) (Roster, error) {
	r.People = slices.DeleteFunc(slices.Clone(r.People), func(x id.Person) bool { return x == p })
	if len(r.People) == 0 {
		return r, fault.New(fault.Conflict, "The last admin stays: make somebody else an admin first, or invite one.")
	}
	return r, nil
}

// joining is somebody who becomes a member.
type joining struct {
	organization id.Organization
	name         string // of the organization
	kind         Kind
	person       Person
	role         Role
	roster       Roster // for an admin
	before       Member // the row of a membership that ended, if there is one
}

// join makes somebody a member. What they had in an earlier membership does not
// come back.
func join(c Call, j joining) ([]change.Record, error) {
	m := Member{
		Organization: j.organization, OrganizationName: j.name, Kind: j.kind, Person: j.person.ID, Name: j.person.Name,
		Email: j.person.Email, Role: j.role, Since: c.At, Version: j.before.Version,
	}
	out := []change.Record{m, Belonging{Person: m.Person, Organization: m.Organization, Name: m.OrganizationName, Kind: m.Kind, Role: m.Role}}
	if j.role != Admin {
		return out, nil
	}
	r := j.roster
	r.Organization = j.organization
	r, err := r.With(m.Person)
	return append(out, r), err
}
