package filing

import (
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// NewClient makes a client with its folder at the top, for the groups of those who
// work for it (rule S7); without any it is for every member.
func NewClient(by identity.Caller, name string, groups []identity.Group) (Client, Folder, change.Change, error) {
	f, c, err := NewFolder(by, nil, name, groups, false)
	if err != nil {
		return Client{}, Folder{}, change.Change{}, err
	}
	cl := Client{Organization: by.Organization, ID: identity.Mint[id.Client](by.Call, 0), Name: f.Name, Folder: f.ID, Since: by.At}
	f.Client = cl.ID
	c.Records[0] = f // the folder, which says now whose root it is
	c.Keep(cl)
	c.Entries = append(c.Entries, by.Entry(audit.ClientCreated, string(cl.ID), cl.Name, ""))
	return cl, f, c, nil
}

// RenameClient gives a client, and its folder, another name.
func RenameClient(by identity.Caller, cl Client, root Folder, name string) (Client, change.Change, error) {
	if cl.Version == 0 {
		return cl, change.Change{}, fault.Absent("client")
	}
	was := cl.Name
	if err := root.named(name); err != nil {
		return cl, change.Change{}, err
	}
	if cl.Name = root.Name; cl.Name == was {
		return cl, change.Change{}, nil
	}
	c := by.Change()
	c.Keep(cl, root)
	c.Entries = append(c.Entries, by.Entry(audit.ClientRenamed, string(cl.ID), cl.Name, "was "+was))
	c.Orders = append(c.Orders, root.order(by.At, MovedChore)) // what is kept for them is found by the new name
	return cl, c, nil
}

// ClientOf is the client in whose tree a path's folder is, if any.
func (p Path) ClientOf() id.Client {
	if len(p) == 0 {
		return ""
	}
	return p[len(p)-1].Client
}
