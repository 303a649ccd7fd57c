package sharing

import (
	"slices"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// See is how a credential is shared, to who may see that (rules H3, H4): at home with
// whom, to those who share and to auditors; elsewhere how the caller's organization has
// it, to everybody who sees it there. Of whom else it is shared with they learn nothing.
// readers are those of a credential of the caller's own organization.
func See(by identity.Caller, at access.Found, readers []credential.Reader) ([]credential.Reader, error) {
	switch {
	case !at.Shows(by):
		return nil, fault.Absent("credential")
	case at.Keeps(by):
		if err := MaySee(by); err != nil {
			return nil, err
		}
		return Given(by.At, at.Credential, readers), nil
	case at.Reader.Via != credential.Shared:
		return nil, nil
	}
	return []credential.Reader{As(by, at.Reader)}, nil
}

// As is a share as the caller, on either side, sees it: whom of their own it is for is
// for admins and auditors there.
func As(by identity.Caller, r credential.Reader) credential.Reader {
	if r.Organization == by.Organization && !by.IsAdmin() && by.Role != identity.Auditor {
		s := *r.Share
		s.People, s.Groups = nil, nil
		r.Share = &s
	}
	return r
}

// SeeOne is how a credential of the caller's own is shared with one partner, to who may
// share or reads what others do.
func SeeOne(by identity.Caller, at access.Found, with credential.Reader) error {
	if !at.Keeps(by) {
		return fault.Absent("share")
	}
	if err := MaySee(by); err != nil { // whether it is or not (promise 7)
		return err
	}
	if len(Given(by.At, at.Credential, []credential.Reader{with})) == 0 {
		return fault.Absent("share")
	}
	return nil
}

// Given are those of some readers whom a credential is shared with now.
func Given(at time.Time, c credential.Credential, readers []credential.Reader) []credential.Reader {
	return slices.DeleteFunc(slices.Clone(readers), func(r credential.Reader) bool {
		return r.Version == 0 || r.Home != c.Home || r.Via != credential.Shared || r.Over(at)
	})
}

// Passes reports whether the caller sees what home shares with another, as it is found
// among all that it does. Either of the two may be the caller's organization.
func Passes(by identity.Caller, home id.Organization, at access.Found, with credential.Reader) bool {
	c := at.Credential
	return c.Home == home && len(Given(by.At, c, []credential.Reader{with})) == 1 && at.Shows(by)
}
