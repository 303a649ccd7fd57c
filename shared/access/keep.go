package access

import (
	"slices"
	"strings"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/identity"
)

// Filing is where a credential is filed, and what its organization offers.
type Filing struct {
	Path   filing.Path   // none: the top
	Client filing.Client // in whose tree that is, if in any
	Types  filing.Types
}

// file puts a credential in its place, for whom that is (rules F3, S7). One's own
// is in no folder: a folder is the organization's.
func (f Filing) file(by identity.Caller, c *credential.Credential, ch *change.Change) error {
	if len(f.Path) > 0 {
		switch {
		case c.Owner != "":
			return fault.BadField("body.folder", "is for company credentials: one of your own is in none")
		case f.Path[0].Organization != by.Organization || !f.Path.Sees(by):
			return fault.BadField("body.folder", "there is no such folder")
		}
	}
	if err := f.Path.Held(); err != nil {
		return err
	}
	c.Folder, c.Gate, c.Client, c.For = "", f.Path.Audience().Gate, "", ""
	if len(f.Path) > 0 {
		c.Folder = f.Path[0].ID
	}
	if of := f.Path.ClientOf(); of != "" {
		if f.Client.ID != of {
			return fault.New(fault.Moved, "the folder has changed meanwhile; look again.")
		}
		c.Client, c.For = of, f.Client.Name
	}
	for _, folder := range f.Path {
		ch.Check(folder) // it is for whom it was, and still there
	}
	return nil
}

// AddCredential makes a credential for no resource (rules C1, C2): the
// organization's, by an admin, or one of the caller's own.
func AddCredential(by identity.Caller, f Filing, c credential.Credential, s credential.Sealed) (credential.Credential, change.Change, error) {
	if err := by.ForTeam(); err != nil {
		return c, change.Change{}, err
	}
	switch {
	case c.Owner == "" && !by.IsAdmin():
		return c, change.Change{}, fault.New(fault.Forbidden, "Only an admin adds a company credential.")
	case by.Role == identity.Auditor:
		return c, change.Change{}, fault.New(fault.Forbidden, "An auditor keeps no logins.")
	case strings.TrimSpace(c.Name) == "":
		return c, change.Change{}, fault.BadField("body.name", "is empty")
	}
	if err := tidy(&c); err != nil {
		return c, change.Change{}, err
	}
	if c.Type != "" && !slices.Contains(f.Types.Offered(), c.Type) {
		return c, change.Change{}, fault.BadField("body.type", "is none of this organization's types")
	}
	ch := by.Change()
	c.Managed = c.Owner == ""
	c.Home = by.Organization
	if err := f.file(by, &c, &ch); err != nil {
		return c, change.Change{}, err
	}
	made := credential.Make(by, c, s).Posted(&ch)
	ch.Keep(made.Records()...)
	made.Credential.Dated(&ch, f.Types.Limit(c.Type))
	switch where := "at the top"; {
	case c.Owner != "":
		ch.Entries = append(ch.Entries, by.PersonalEntry(audit.CredentialCreated, string(made.Credential.ID), made.Credential.Name))
	default:
		if len(f.Path) > 0 {
			where = "in " + f.Path[0].Name
		}
		ch.Entries = append(ch.Entries, by.Entry(audit.CredentialCreated, string(made.Credential.ID), made.Credential.Name, where))
	}
	return made.Credential, ch, nil
}

// Refile moves a company credential to another folder, or what another organization
// shares to one of the caller's own (rule H6). Whom it can be seen by follows at once:
// its folder says that.
func Refile(by identity.Caller, f Filing, found Found) (credential.Credential, change.Change, error) {
	c := found.Credential
	received := found.Reader.Via == credential.Shared && found.Shows(by)
	switch {
	case !found.Keeps(by) && !received:
		return c, change.Change{}, fault.Absent("credential")
	case !by.IsAdmin():
		return c, change.Change{}, fault.New(fault.Forbidden, "Only an admin moves credentials.")
	case c.Owner != "":
		return c, change.Change{}, fault.New(fault.Forbidden, "%s is somebody's own login: it is in no folder.", c.Name)
	}
	was, ch := c, by.Change()
	if err := f.file(by, &c, &ch); err != nil {
		return c, change.Change{}, err
	}
	if c.Folder == was.Folder && c.Gate == was.Gate && c.For == was.For {
		return was, change.Change{}, nil
	}
	to := "to the top"
	if len(f.Path) > 0 {
		to = "into " + f.Path[0].Name
	}
	if received {
		found.post(&ch, c) // its home learns nothing of it (rule F1)
	} else {
		c = c.Write(by, &ch, was, credential.Moved, to)
	}
	ch.Orders = append(ch.Orders, c.Weigh(by.At, by.At, by.Organization)) // who may not look there lost the way to it
	ch.Entries = append(ch.Entries, by.Entry(audit.CredentialMoved, string(c.ID), c.Name, to))
	return c, ch, nil
}

// AddLogin makes a login for a resource (rules C2, C3): a company credential,
// by an admin; or one's own, by whoever has the resource on their list.
func AddLogin(by identity.Caller, r Resource, c credential.Credential, s credential.Sealed) (credential.Credential, change.Change, error) {
	if !r.Sees(by) {
		return c, change.Change{}, fault.Absent("resource")
	}
	if r.Loan != nil {
		return c, change.Change{}, fault.New(fault.Forbidden, "%s is an outside owner's: its login is theirs to share.", r.Name)
	}
	if c.Owner == "" && !by.IsAdmin() {
		return c, change.Change{}, fault.New(fault.Forbidden, "Only an admin adds a company credential.")
	}
	if by.Role == identity.Auditor {
		return c, change.Change{}, fault.New(fault.Forbidden, "An auditor keeps no logins.")
	}
	if strings.TrimSpace(c.Name) == "" {
		return c, change.Change{}, fault.BadField("body.name", "is empty")
	}
	if err := tidy(&c); err != nil {
		return c, change.Change{}, err
	}
	c.Resource, c.Address = r.ID, r.Address
	c.Managed = c.Managed || c.Owner == ""
	ch := by.Change()
	made := credential.Make(by, c, s).Posted(&ch)
	ch.Check(r)
	ch.Keep(made.Records()...)
	ch.Keep(Set{Resource: r.ID, Credential: made.Credential.ID})
	ch.Entries = append(ch.Entries, by.Entry(audit.CredentialCreated, string(made.Credential.ID), made.Credential.Name, "for "+r.Name))
	return made.Credential, ch, nil
}

// tidy trims what people typed of a login, and refuses an address that no
// browser may be sent to. Of everything in it only the name is needed (rule C2).
func tidy(c *credential.Credential) error {
	c.Type = strings.TrimSpace(c.Type)
	c.Tags = tidyTags(c.Tags)
	if len(c.Tags) > credential.MaxTags {
		return fault.BadField("body.tags", "are at most %d", credential.MaxTags)
	}
	if c.URL == "" {
		return nil
	}
	var err error
	c.URL, err = CleanAddress("body.url", c.URL)
	return err
}
