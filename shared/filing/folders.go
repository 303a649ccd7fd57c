package filing

import (
	"slices"
	"strings"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// MovedChore writes the paths below a folder that was moved, and posts what is
// filed there for whom it is for now.
const MovedChore = "folder-moved"

// RemovedChore looks whether something came into a folder while it was removed.
const RemovedChore = "folder-removed"

// NewFolder makes a folder under another, or at the top.
func NewFolder(by identity.Caller, above Path, name string, groups []identity.Group, closed bool) (Folder, change.Change, error) {
	if err := by.ForTeam(); err != nil {
		return Folder{}, change.Change{}, err
	}
	f := Folder{Organization: by.Organization, ID: identity.Mint[id.Folder](by.Call, 0), Since: by.At}
	if err := f.under(above); err != nil {
		return Folder{}, change.Change{}, err
	}
	c := by.Change()
	for _, p := range above {
		c.Check(p) // they are still there, and for whom they were
	}
	if err := f.named(name); err != nil {
		return Folder{}, change.Change{}, err
	}
	said, err := f.regroup(&c, above, groups, closed)
	if err != nil {
		return Folder{}, change.Change{}, err
	}
	c.Keep(f)
	f.gate(&c, nil)
	c.Entries = append(c.Entries, by.Entry(audit.FolderCreated, string(f.ID), f.Name, said))
	return f, c, nil
}

// Rename gives a folder another name.
func Rename(by identity.Caller, f Folder, name string) (Folder, change.Change, error) {
	if !f.Here() {
		return f, change.Change{}, fault.Absent("folder")
	}
	was := f.Name
	if err := f.named(name); err != nil {
		return f, change.Change{}, err
	}
	if f.Name == was {
		return f, change.Change{}, nil
	}
	c := by.Change()
	c.Keep(f)
	c.Entries = append(c.Entries, by.Entry(audit.FolderRenamed, string(f.ID), f.Name, "was "+was))
	return f, c, nil
}

// Regroup says whom a folder is for: groups, admins only, or with neither whom the
// folder above is for (rule F3). An admin who comes in by it is told on (G2).
func Regroup(by identity.Caller, p Path, groups []identity.Group, closed bool) (Folder, change.Change, error) {
	if len(p) == 0 || !p[0].Here() {
		return Folder{}, change.Change{}, fault.Absent("folder")
	}
	if err := p.Held(); err != nil {
		return Folder{}, change.Change{}, err
	}
	f, c := p[0], by.Change()
	said, err := f.regroup(&c, p[1:], groups, closed)
	if err != nil || f.Closed == p[0].Closed && slices.Equal(sorted(f.Groups), sorted(p[0].Groups)) {
		return f, change.Change{}, err
	}
	for _, above := range p[1:] {
		c.Check(above)
	}
	c.Keep(f)
	f.gate(&c, p[0].Groups)
	c.Entries = append(c.Entries, by.Entry(audit.FolderGroups, string(f.ID), f.Name, said))
	c.Orders = append(c.Orders, f.order(by.At, MovedChore))
	return f, c, nil
}

// Move hangs a folder, with all below it, under another or from the top. Nothing
// moves in the tree of another organization (rule F1).
func Move(by identity.Caller, f Folder, deepest int, above Path) (Folder, change.Change, error) {
	switch {
	case !f.Here():
		return f, change.Change{}, fault.Absent("folder")
	case f.Client != "":
		return f, change.Change{}, fault.New(fault.Conflict, "%s is a client's: it stays at the top.", f.Name)
	case slices.ContainsFunc(above, func(a Folder) bool { return a.ID == f.ID }):
		return f, change.Change{}, fault.BadField("body.parent", "is inside the folder itself")
	}
	was := f
	if err := f.under(above); err != nil {
		return f, change.Change{}, err
	}
	if f.Parent == was.Parent {
		return f, change.Change{}, nil
	}
	if len(above)+1+deepest > MaxDepth {
		return f, change.Change{}, fault.BadField("body.parent", "would make it deeper than %d folders", MaxDepth)
	}
	c := by.Change()
	for _, a := range above {
		c.Check(a) // none is moved under this one meanwhile
	}
	c.Keep(f)
	to := "to the top"
	if len(above) > 0 {
		to = "into " + above[0].Name
	}
	c.Entries = append(c.Entries, by.Entry(audit.FolderMoved, string(f.ID), f.Name, to))
	c.Orders = append(c.Orders, f.order(by.At, MovedChore))
	return f, c, nil
}

// Remove takes away a folder that is empty, as whoever read what is in it found.
// Whatever is filed checks the folder: after it is gone that is refused, but what
// came in between the reading and the removing was not seen. The chore finds it.
func Remove(by identity.Caller, f Folder, empty bool) (change.Change, error) {
	switch {
	case !f.Here():
		return change.Change{}, fault.Absent("folder")
	case f.Client != "":
		return change.Change{}, fault.New(fault.Conflict, "%s is a client's: it goes with the client.", f.Name)
	case !empty:
		return change.Change{}, fault.New(fault.Conflict, "%s is not empty: move what is in it first.", f.Name)
	}
	c := by.Change()
	was := f.Groups
	f.Removed, f.Groups = &by.At, nil
	c.Keep(f)
	f.gate(&c, was)
	c.Entries = append(c.Entries, by.Entry(audit.FolderRemoved, string(f.ID), f.Name, ""))
	c.Orders = append(c.Orders, f.order(by.At, RemovedChore))
	return c, nil
}

// Back puts a folder back that something came into while it was removed. Its groups
// went with it: it is for admins only until they say for whom it is, so that nobody
// sees more for it (rule F3).
func Back(at time.Time, f Folder) change.Change {
	if f.Removed == nil {
		return change.Change{}
	}
	f.Removed, f.Closed = nil, true
	var c change.Change
	c.Keep(f)
	c.Entries = append(c.Entries, audit.Entry{
		Organization: f.Organization, At: at,
		Action: audit.FolderBack, Thing: string(f.ID), ThingName: f.Name,
		Detail: "something was filed in it while it was removed; it is for admins only",
	})
	c.Orders = append(c.Orders, f.order(at, MovedChore))
	return c
}

// under hangs the folder below a path.
func (f *Folder) under(above Path) error {
	if err := above.Held(); err != nil {
		return err
	}
	if len(above) >= MaxDepth {
		return fault.BadField("body.parent", "is %d folders deep, the most there can be", MaxDepth)
	}
	f.Parent, f.Path = "", nil
	for i, a := range above {
		if a.Organization != f.Organization {
			return fault.Absent("folder")
		}
		if i == 0 {
			f.Parent = a.ID
		}
		f.Path = append(f.Path, a.ID)
	}
	return nil
}

func (f *Folder) named(name string) error {
	if f.Name = strings.TrimSpace(name); f.Name == "" {
		return fault.BadField("body.name", "is empty")
	}
	return nil
}

// regroup sets whom the folder is for, and says it. A group that the folder above
// is not for would see nothing by it: it is refused, so that nobody is misled.
func (f *Folder) regroup(c *change.Change, above Path, groups []identity.Group, closed bool) (string, error) {
	allowed := above.Audience()
	f.Groups, f.Closed = nil, closed
	var names []string
	for _, g := range groups {
		switch {
		case closed:
			return "", fault.BadField("body.groups", "a folder for admins only has none")
		case !g.Here():
			return "", fault.BadField("body.groups", "names a group that is not here")
		case slices.Contains(f.Groups, g.ID):
			return "", fault.BadField("body.groups", "names %s twice", g.Name)
		case !allowed.Everyone && !slices.Contains(allowed.Groups, g.ID):
			return "", fault.BadField("body.groups", "%s does not see the folder above: its groups only narrow", g.Name)
		case len(f.Groups) == MaxGroups:
			return "", fault.BadField("body.groups", "are at most %d", MaxGroups)
		}
		f.Groups, names = append(f.Groups, g.ID), append(names, g.Name)
		c.Check(g) // it is not deleted meanwhile
	}
	switch {
	case closed:
		return "for admins only", nil
	case len(names) == 0:
		return "for whom the folder above is for", nil
	}
	return "for " + strings.Join(names, ", "), nil
}

// gate keeps the rows by which the members of its groups find the folder.
func (f Folder) gate(c *change.Change, was []id.Group) {
	for _, g := range f.Groups {
		if !slices.Contains(was, g) {
			c.Keep(Gated{Organization: f.Organization, Group: g, Folder: f.ID})
		}
	}
	for _, g := range was {
		if !slices.Contains(f.Groups, g) {
			c.Drop(Gated{Organization: f.Organization, Group: g, Folder: f.ID, Version: 1}) // a row is written once
		}
	}
}

// Repath are the folders whose path is not what the folders say: of a whole tree,
// after one of it was moved.
func Repath(tree map[id.Folder]Folder) []Folder {
	var out []Folder
	for _, f := range tree {
		path := PathIn(tree, f.ID)
		var above []id.Folder
		for _, a := range path[1:] {
			above = append(above, a.ID)
		}
		if path.Held() == nil && !slices.Equal(above, f.Path) {
			f.Path = above
			out = append(out, f)
		}
	}
	return out
}

// PathIn is the path of a folder as a whole tree says.
func PathIn(tree map[id.Folder]Folder, f id.Folder) Path {
	var p Path
	for at := f; at != "" && len(p) < MaxPath; at = p[len(p)-1].Parent {
		p = append(p, tree[at])
	}
	return p
}

// Holds reports whether a folder hangs from another.
func Holds(tree map[id.Folder]Folder, f id.Folder) bool {
	for _, x := range tree {
		if x.Parent == f && x.Here() {
			return true
		}
	}
	return false
}

// Below are a folder and all those below it, and how deep they go beyond it.
func Below(tree map[id.Folder]Folder, f id.Folder) (all []Folder, deepest int) {
	for _, x := range tree {
		p := PathIn(tree, x.ID)
		if at := slices.IndexFunc(p, func(a Folder) bool { return a.ID == f }); at >= 0 && x.Here() {
			all, deepest = append(all, x), max(deepest, at)
		}
	}
	slices.SortFunc(all, func(a, b Folder) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return all, deepest
}

func (f Folder) order(at time.Time, chore string) change.Order {
	return change.Order{Door: change.Drive, At: at, Chore: chore, Thing: string(f.ID), Home: string(f.Organization)}
}

func sorted(g []id.Group) []id.Group { return slices.Sorted(slices.Values(g)) }
