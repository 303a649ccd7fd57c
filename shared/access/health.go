package access

import (
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
)

// Judging is over what somebody has passwords judged: how strong they are, how old,
// and whether they are the same. Nobody is shown any.
type Judging struct {
	Own bool // over the caller's own; otherwise over the organization's
}

// Begin puts on record that passwords are judged, or says that the caller may not
// have them judged: the organization's are judged for admins. It must be kept
// before any is opened.
func (j Judging) Begin(by identity.Caller) (change.Change, error) {
	if err := j.may(by); err != nil {
		return change.Change{}, err
	}
	c := by.Change()
	if j.Own {
		c.Entries = append(c.Entries, by.PersonalEntry(audit.HealthComputed, string(by.Person), by.Name))
		return c, nil
	}
	c.Entries = append(c.Entries, by.Entry(audit.HealthComputed, string(by.Organization), by.OrganizationName, "company credentials and managed logins"))
	return c, nil
}

func (j Judging) may(by identity.Caller) error {
	if !j.Own && !by.IsAdmin() {
		return fault.New(fault.Forbidden, "Only an admin of %s may do this.", by.OrganizationName)
	}
	return nil
}

// Covers reports whether a credential is among what is judged. Being locked, or for
// others to view, keeps none out, for nothing is shown; what its owner keeps to
// themselves stays out (promise 9), and so does what is disabled: it opens for
// nobody (rule C10), and nobody can give it another password.
func (j Judging) Covers(by identity.Caller, c credential.Credential) bool {
	switch {
	case c.Version == 0 || c.Home != by.Organization || c.Disabled != nil || j.may(by) != nil:
		return false
	case j.Own:
		return c.Own(by)
	default:
		return c.Owner == "" || c.Resource != "" && c.Managed
	}
}
