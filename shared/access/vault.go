package access

import (
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/identity"
)

// Found is a credential that a list or a search found, with where it is.
type Found struct {
	Credential credential.Credential // as the organization has it
	Reader     credential.Reader     // by which it does, if it is another's
	Path       filing.Path           // of its folder
	Resource   Resource              // that it is for
	Site       identity.Organization // which of the two is one, if it is shared
}

// Shows reports whether the caller sees that the credential exists. What found it
// decides nothing: it may have been filed elsewhere since.
func (f Found) Shows(by identity.Caller) bool {
	c := f.Credential
	switch {
	case c.Version == 0 || c.Home != by.Organization && !f.received(by):
		return false
	case c.Own(by):
		return true
	case c.Owner != "" && c.Resource == "": // somebody's own (rule C1)
		return false
	case by.IsAdmin() || by.Role == identity.Auditor:
		return true
	case c.Owner != "": // a colleague's login (rule C4)
		return false
	case f.Reader.Via == credential.Shared && !f.Reader.Share.Holds(by):
		return false
	case !(Facts{Credential: c, Reader: f.Reader, Path: f.Path}).filed(by):
		return false
	}
	return c.Resource == "" || f.Resource.SeesLogin(by, c)
}

// Keeps reports whether the credential is the caller's organization's own, and they
// see it. What another lends is found here, and kept there.
func (f Found) Keeps(by identity.Caller) bool {
	return f.Credential.Home == by.Organization && f.Shows(by)
}

// Waits reports whether what is shared with the caller's organization is closed to it
// for now, because the site among the two is (rule S1).
func (f Found) Waits(by identity.Caller) bool {
	return f.Reader.Via == credential.Shared && f.related(by) != nil
}

func (f Found) related(by identity.Caller) error {
	return Facts{Credential: f.Credential, Reader: f.Reader, Site: f.Site}.Related(by)
}
