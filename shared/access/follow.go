package access

import (
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// free reports whether the use is of a credential without a resource.
func (f Facts) free() bool { return f.Resource.ID == "" }

// follow is the table for a credential without a resource: it follows its folder
// (rule G5), and somebody's own is nobody else's, its existence included (C1).
func (f Facts) follow(by identity.Caller, want credential.Mode) error {
	c := f.Credential
	if f.Reader.Via == credential.Shared {
		return f.shared(by, want)
	}
	switch {
	case c.Version == 0 || c.Home != by.Organization || c.Resource != "" || f.Reader.Version == 0 || f.Reader.Organization != by.Organization,
		c.Owner != "" && !c.Own(by),
		c.Owner == "" && !f.filed(by),
		f.Reader.Over(by.At):
		return fault.Absent("credential")
	case by.Role == identity.Auditor && c.Owner == "":
		return fault.New(fault.Forbidden, "An auditor opens no secret.")
	case c.Disabled != nil:
		return fault.New(fault.Forbidden, "This credential is disabled.")
	case want == credential.Read && f.Reader.Mode != credential.Read:
		return fault.New(fault.Forbidden, "You may sign in with this credential, not see it.")
	}
	return nil
}

// Folder is where the caller's organization files the credential: what is another's in
// a tree of its own (rule F1).
func (f Facts) Folder() id.Folder {
	if f.Reader.Version != 0 && f.Reader.Organization != f.Credential.Home {
		return f.Reader.Folder
	}
	return f.Credential.Folder
}

// filed reports whether the folder lets the caller see what is in it (rule F3). A
// path that does not lead to where the credential is filed lets nobody.
func (f Facts) filed(by identity.Caller) bool {
	folder := f.Folder()
	return folder == "" || len(f.Path) > 0 && f.Path[0].ID == folder && f.Path.Held() == nil && f.Path.Sees(by)
}
