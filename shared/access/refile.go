package access

import (
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
)

// Follow has a credential found where it is now, after its folder was moved or is for
// others, or its client has another name. Nothing else of it moves; of what is
// another's, nothing at its home.
func (f Filing) Follow(found Found) change.Change {
	var ch change.Change
	was, c := found.Credential, found.Credential
	is := f.Now(credential.FiledAs(c))
	if is == credential.FiledAs(c) {
		return ch
	}
	c.Gate, c.Client, c.For = is.Gate, is.Client, is.For
	if found.Reader.Version != 0 {
		found.post(&ch, c)
	} else {
		ch.Keep(credential.Repost(&ch, was, c))
	}
	for _, folder := range f.Path {
		ch.Check(folder)
	}
	return ch
}

// Now is where something is filed as its folder is now; as it was, if it was moved on
// meanwhile.
func (f Filing) Now(was credential.Filed) credential.Filed {
	if len(f.Path) == 0 || f.Path[0].ID != was.Folder || f.Path.Held() != nil || f.Path.ClientOf() != f.Client.ID {
		return was
	}
	return credential.Filed{Folder: was.Folder, Client: f.Client.ID, For: f.Client.Name, Gate: f.Path.Audience().Gate}
}

// PutOn makes what another organization shares a login of a resource of the caller's
// (rule G3), or lets it follow its folder again: then it is for whom that is for (G5),
// and otherwise for who is assigned with it.
func PutOn(by identity.Caller, r Resource, f Found) (Found, change.Change, error) {
	switch {
	case f.Reader.Via != credential.Shared || !f.Shows(by):
		return f, change.Change{}, fault.Absent("share")
	case !by.IsAdmin():
		return f, change.Change{}, fault.New(fault.Forbidden, "Only an admin says of which resource it is a login.")
	case r.ID != "" && (r.Version == 0 || r.Organization != by.Organization):
		return f, change.Change{}, fault.BadField("body.resource", "there is no such resource")
	case r.Loan != nil:
		return f, change.Change{}, fault.New(fault.Conflict, "%s is an outside owner's: its login is theirs to share.", r.Name)
	case f.Reader.Resource == r.ID:
		return f, change.Change{}, nil
	}
	c := by.Change()
	c.Check(f.Credential)
	said := "follows its folder"
	if r.ID != "" {
		said = "for " + r.Name
		c.Check(r)
		c.Keep(Set{Resource: r.ID, Credential: f.Credential.ID})
	}
	if was := f.Reader.Resource; was != "" {
		c.Drop(Set{Resource: was, Credential: f.Credential.ID, Version: 1}) // a row is written once
	}
	f.Reader.Resource, f.Credential.Resource = r.ID, r.ID
	f.Reader = f.Reader.Repost(&c, f.Credential)
	c.Keep(f.Reader)
	c.Orders = append(c.Orders, f.Credential.Weigh(by.At, by.At, by.Organization))
	c.Entries = append(c.Entries, by.Entry(audit.CredentialMoved, string(f.Credential.ID), f.Credential.Name, said))
	return f, c, nil
}

// Login is a credential of a resource as the caller sees it in its list, if they may at
// all. home is what its home says of it.
func (f Found) Login(by identity.Caller, home credential.Credential) (credential.Credential, bool) {
	switch r := f.Reader; r.Via {
	case credential.Shared:
		return f.Credential, f.received(by) && (by.IsAdmin() || by.Role == identity.Auditor || r.Share.Holds(by))
	case credential.Delegated:
		return r.Shown(by.At, home), true
	default:
		return home, true
	}
}

// post keeps where an organization files what another shares with it, and has it found
// there.
func (f Found) post(ch *change.Change, c credential.Credential) {
	r := f.Reader
	r.Filed = credential.FiledAs(c)
	ch.Check(c)
	ch.Keep(r.Repost(ch, c))
}
