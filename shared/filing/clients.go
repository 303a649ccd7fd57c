package filing

import (
	"slices"
	"strings"

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
	c.Orders = append(c.Orders, root.moved(by)) // what is kept for them is found by the new name
	return cl, c, nil
}

// ClientOf is the client in whose tree a path's folder is, if any.
func (p Path) ClientOf() id.Client {
	if len(p) == 0 {
		return ""
	}
	return p[len(p)-1].Client
}

// Offered are the types to choose from.
func (t Types) Offered() []string {
	if len(t.Names) == 0 {
		return Usual
	}
	return t.Names
}

// SetTypes makes the organization's own list of types (rule C8). Credentials of a
// type that is no longer offered keep it.
func SetTypes(by identity.Caller, t Types, names []string) (Types, change.Change, error) {
	if err := by.ForTeam(); err != nil {
		return t, change.Change{}, err
	}
	var tidy []string
	for _, n := range names {
		n = strings.Join(strings.Fields(n), " ")
		switch {
		case n == "":
			return t, change.Change{}, fault.BadField("body.types", "has an empty one")
		case slices.ContainsFunc(tidy, func(x string) bool { return strings.EqualFold(x, n) }):
			return t, change.Change{}, fault.BadField("body.types", "names %s twice", n)
		}
		tidy = append(tidy, n)
	}
	if len(tidy) == 0 || len(tidy) > MaxTypes {
		return t, change.Change{}, fault.BadField("body.types", "are 1 to %d", MaxTypes)
	}
	if slices.Equal(tidy, t.Offered()) {
		return t, change.Change{}, nil
	}
	t.Organization, t.Names = by.Organization, tidy
	c := by.Change()
	c.Keep(t)
	c.Entries = append(c.Entries, by.Entry(audit.TypesChanged, string(by.Organization), by.OrganizationName, strings.Join(tidy, ", ")))
	return t, c, nil
}
