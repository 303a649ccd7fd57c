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

// MaxReviewers is likewise how many active reviewers it has.
const MaxReviewers = 100

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

// moved is the roster after somebody's membership became another: an admin or
// reviewer more or less. It answers false if that is nothing to it.
func (r Roster) moved(was, is Member) (Roster, bool, error) {
	var err error
	before := r
	if was.reviews() && !is.reviews() {
		r.Reviewers = without(r.Reviewers, was.Person)
	}
	if is.reviews() && !slices.Contains(r.Reviewers, is.Person) {
		if len(r.Reviewers) >= MaxReviewers {
			return r, false, fault.New(fault.Conflict, "An organization has %d reviewers at most.", MaxReviewers)
		}
		r.Reviewers = append(slices.Clone(r.Reviewers), is.Person)
	}
	switch {
	case was.IsAdmin() && !is.IsAdmin():
		r, err = r.Without(is.Person)
	case is.IsAdmin() && !was.IsAdmin():
		r, err = r.With(is.Person)
	}
	return r, len(before.People) != len(r.People) || len(before.Reviewers) != len(r.Reviewers), err
}

// reviews reports whether they are an active reviewer.
func (m Member) reviews() bool { return m.Active() && m.Role == Reviewer }

// joining is somebody who becomes a member.
type joining struct {
	organization id.Organization
	name         string // of the organization
	kind         Kind
	person       Person
	role         Role
	roster       Roster // for an admin or reviewer
	before       Member // the row of a membership that ended, if there is one
}

// join makes somebody a member. What they had in an earlier membership does not
// come back.
func join(c Call, j joining) ([]change.Record, error) {
	m := Member{
		Organization: j.organization, OrganizationName: j.name, Kind: j.kind, Person: j.person.ID, Name: j.person.Name,
		Email: j.person.Email, Role: j.role, Since: c.At, Version: j.before.Version, was: j.before.was,
		Knows: j.before.Knows, // nobody forgets an organization key by leaving
	}
	out := []change.Record{m, Belonging{Person: m.Person, Organization: m.Organization, Name: m.OrganizationName, Kind: m.Kind, Role: m.Role}}
	r := j.roster
	r.Organization = j.organization
	now := m
	now.Version = 1 // as it is once it is kept
	r, moved, err := r.moved(Member{}, now)
	if !moved {
		return out, err
	}
	return append(out, r), err
}
