package access

import (
	"fmt"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
)

// Told is why somebody may not write a credential as they may be told it: whoever
// sees that it exists is refused in words, a stranger learns nothing (promise 7).
func (f Found) Told(by identity.Caller, err error) error {
	switch {
	case fault.Of(err) == fault.NotFound && f.Reader.Via == credential.Shared && f.Shows(by):
		return fault.New(fault.Forbidden, "%s shares this with %s: only there is that done.", f.Reader.Lender, by.OrganizationName)
	case fault.Of(err) != fault.NotFound || !f.Keeps(by) || credential.MayWrite(by, f.Credential) == nil:
		return err
	case by.Role == identity.Auditor:
		return fault.New(fault.Forbidden, "An auditor changes no credential.")
	default:
		return fault.New(fault.Forbidden, "Only an admin changes a company credential.")
	}
}

// Grant is by what the caller changes a credential that is shared with them (rule H7):
// who may reveal it, if they may write it. Of their own organization's it is nothing.
func Grant(by identity.Caller, f Facts) (credential.Granted, error) {
	if f.Reader.Via != credential.Shared {
		return credential.Granted{}, nil
	}
	f.Resource = f.Resource.standing() // writing needs no access period (rule G4)
	if err := May(by, f, credential.Read); err != nil {
		return credential.Granted{}, err
	}
	if !f.Reader.Share.Write {
		return credential.Granted{}, fault.New(fault.Forbidden, "%s shares %s to be read, not to be changed.", f.Reader.Lender, f.Credential.Name)
	}
	out := credential.Granted{Reader: f.Reader}
	if !f.free() {
		out.While = append(out.While, f.Resource)
	}
	for _, folder := range f.Path {
		out.While = append(out.While, folder)
	}
	if f.Site.IsSiteOf(by.Organization) {
		out.While = append(out.While, f.Site)
	}
	return out, nil
}

// MayReadLog reports whether the caller may read the change log of a credential
// (rule C9): who may write it, disabled or not; auditors what is not somebody's alone,
// which gives them no secret; and of what is shared with them, who is shown it (H2).
func (f Found) MayReadLog(by identity.Caller) error {
	c := f.Credential
	if s := f.Reader.Share; f.Reader.Via == credential.Shared && f.Shows(by) { // rule H2
		switch closed := f.related(by); { // what is suspended is, with all that it shows (rule S1)
		case closed != nil:
			return closed
		case !s.Holds(by):
			return fault.New(fault.Forbidden, "%s shares this with others of %s, not with you.", f.Reader.Lender, by.OrganizationName)
		case !s.Log:
			return fault.New(fault.Forbidden, "%s shares this without its change log.", f.Reader.Lender)
		}
		return nil
	}
	if by.Role == identity.Auditor && f.Keeps(by) && (c.Owner == "" || c.Managed || c.Own(by)) {
		return nil
	}
	err := credential.MayWrite(by, c)
	if fault.Of(err) == fault.NotFound && f.Keeps(by) {
		return fault.New(fault.Forbidden, "The change log is for those who may change it.")
	}
	return err
}

// Code lets the caller have the current sign-in code of a credential, or says
// which gate is closed. Who may sign in with it may have the code that signing in
// takes: a launch answers it too. Whoever has it received something (rule G4).
func Code(by identity.Caller, f Facts) (change.Change, error) {
	ch, err := f.enter(by, credential.Use, used{act: audit.CredentialCoded, number: f.Credential.Number, same: f.Credential.Same})
	if err == nil && !f.Credential.Codes {
		return change.Change{}, fault.New(fault.Conflict, "%s has no set-up key for sign-in codes.", f.Credential.Name)
	}
	return ch, err
}

// Earlier lets the caller see what an earlier version of a credential says: who
// may write it, where every gate of a reveal is open (rules C9, G4). Of what another
// organization shares nobody does: what it said before is that organization's, and
// opens by its keys alone.
func Earlier(by identity.Caller, f Facts, v credential.Version) (change.Change, error) {
	ch, err := f.enter(by, credential.Read, used{
		act: audit.CredentialRevealed, number: v.Number, same: v.Same, detail: fmt.Sprintf("version %d", v.Number),
	})
	if err != nil {
		return ch, err
	}
	if err := credential.MayChange(by, f.Credential); err != nil {
		return change.Change{}, Found{Credential: f.Credential, Reader: f.Reader, Path: f.Path, Resource: f.Resource}.Told(by, err)
	}
	if v.Stored == 0 || v.Credential != f.Credential.ID {
		return change.Change{}, fault.Absent("version")
	}
	return ch, nil
}

// AssignedWith are those who are put on the resource with a credential.
func (r Resource) AssignedWith(c credential.Credential) []Assignment {
	var out []Assignment
	for _, a := range r.Assignments {
		if a.Credential == c.ID && c.ID != "" {
			out = append(out, a)
		}
	}
	return out
}
