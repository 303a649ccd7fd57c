package access

import (
	"time"

	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
)

// shared is the table for what another organization shares: open to whom both sides
// allow (rule G7). The receiving admin sees that it exists, on the list or not.
func (f Facts) shared(by identity.Caller, want credential.Mode) error {
	r, c := f.Reader, f.Credential
	listed, admin := r.Share.Holds(by), by.IsAdmin()
	sees := admin || by.Role == identity.Auditor || listed && f.filed(by)
	if c.Version == 0 || r.Version == 0 || r.Organization != by.Organization || r.Home != c.Home || !sees {
		return fault.Absent("credential")
	}
	if r.Over(by.At) {
		if admin {
			return taken(r)
		}
		return fault.Absent("credential")
	}
	if err := f.given(by); err != nil {
		return err
	}
	switch {
	case c.Disabled != nil:
		return fault.New(fault.Forbidden, "This credential is disabled.")
	case want == credential.Read && r.Mode != credential.Read:
		return fault.New(fault.Forbidden, "You may sign in with this credential, not see it.")
	}
	return nil
}

// given holds the caller, who sees that it exists, against what lies between the two.
func (f Facts) given(by identity.Caller) error {
	if err := f.Related(by); err != nil {
		return err
	}
	switch r := f.Reader; {
	case r.Share.Off != nil:
		return fault.New(fault.Forbidden, "%s disabled this share at %s.", r.Share.OffBy, r.Share.Off.UTC().Format(time.RFC3339))
	case by.Role == identity.Auditor:
		return fault.New(fault.Forbidden, "An auditor opens no secret.")
	case !r.Share.Holds(by):
		return fault.New(fault.Forbidden, "%s shares this with others of %s, not with you.", r.Lender, by.OrganizationName)
	}
	return nil
}

// Related refuses what two organizations share while the site among them is closed
// to its people, which suspends it both ways, and once they have nothing to do with
// each other any more (rule S1).
func (f Facts) Related(by identity.Caller) error {
	other := f.Reader.Home
	if other == by.Organization {
		other = f.Reader.Organization
	}
	site := by.Home()
	if !site.IsSiteOf(other) {
		site = f.Site
	}
	switch {
	case site.ID == by.Organization && site.IsSiteOf(other), site.ID == other && site.IsSiteOf(by.Organization):
		if site.Shut() != nil {
			return fault.New(fault.Forbidden, "%s is closed to its people: what is shared with it, or by it, waits until it is open.", site.Name)
		}
		return nil
	}
	return fault.New(fault.Forbidden, "%s has nothing to do with %s any more.", f.Reader.Lender, by.OrganizationName)
}

// received reports whether the caller's organization has what is another's now.
func (f Found) received(by identity.Caller) bool {
	return f.Reader.Version != 0 && f.Reader.Organization == by.Organization && !f.Reader.Over(by.At)
}
