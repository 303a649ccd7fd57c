package filing_test

import (
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

func group(g id.Group) identity.Group {
	return identity.Group{Organization: team.ID, ID: g, Name: strings.ToUpper(string(g)), Version: 1}
}

func TestAFoldersOwnGroupsOnlyNarrow(t *testing.T) { // rule F3
	above := path([]id.Group{"a", "b"})
	f, c, err := filing.NewFolder(ada, above, " Routers ", []identity.Group{group("b")}, false)
	if err != nil || f.Name != "Routers" || f.Parent != above[0].ID || len(f.Path) != 1 || len(c.Records) != 2 {
		t.Fatalf("%+v, %v", f, err)
	}
	if c.Entries[0].Detail != "for B" || len(c.Checks) != 4 { // session, member, the folder above, the group
		t.Errorf("%+v checks %+v", c.Entries, c.Checks)
	}
	gone := group("b")
	gone.Deleted = &nine
	for name, try := range map[string]struct {
		groups []identity.Group
		closed bool
		says   string
	}{
		"a group that does not see the folder above": {[]identity.Group{group("c")}, false, "only narrow"},
		"a group that is gone":                       {[]identity.Group{gone}, false, "not here"},
		"a group twice":                              {[]identity.Group{group("a"), group("a")}, false, "twice"},
		"groups and admins only":                     {[]identity.Group{group("a")}, true, "admins only"},
	} {
		if _, c, err := filing.NewFolder(ada, above, "x", try.groups, try.closed); fault.Of(err) != fault.Invalid || !strings.Contains(err.(*fault.Error).Fields[0].Reason, try.says) || len(c.Records) != 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, _, err := filing.NewFolder(ada, nil, " \t", nil, false); fault.Of(err) != fault.Invalid {
		t.Errorf("no name: %v", err)
	}
}

func TestATreeIsNeverDeeperThanASnapshotReads(t *testing.T) {
	deep := make([][]id.Group, filing.MaxDepth)
	if _, _, err := filing.NewFolder(ada, path(deep[1:]...), "x", nil, false); err != nil {
		t.Errorf("the last level: %v", err)
	}
	if _, _, err := filing.NewFolder(ada, path(deep...), "x", nil, false); fault.Of(err) != fault.Invalid {
		t.Errorf("deeper: %v", err)
	}
	f := filing.Folder{Organization: team.ID, ID: "folder_m", Name: "M", Version: 1}
	if _, _, err := filing.Move(ada, f, 2, path(deep[3:]...)); err != nil { // four above, itself, two below
		t.Errorf("moved with what is below: %v", err)
	}
	if _, _, err := filing.Move(ada, f, 3, path(deep[3:]...)); fault.Of(err) != fault.Invalid {
		t.Errorf("moved with too much below: %v", err)
	}
}

func TestAFolderIsNeverMovedIntoItself(t *testing.T) {
	p := path(nil, nil, nil)
	for _, inside := range []filing.Path{p[2:], p[1:], p} {
		if _, c, err := filing.Move(ada, p[2], 2, inside); fault.Of(err) != fault.Invalid || len(c.Records) != 0 {
			t.Errorf("into %s: %v", inside[0].ID, err)
		}
	}
	moved, c, err := filing.Move(ada, p[0], 0, p[2:])
	if err != nil || moved.Parent != p[2].ID || len(moved.Path) != 1 || len(c.Orders) != 1 || c.Orders[0].Chore != filing.MovedChore {
		t.Errorf("%+v, %v, %+v", moved, err, c.Orders)
	}
	if checked := c.Checks[len(c.Checks)-1].(filing.Folder); checked.ID != p[2].ID { // not moved under it meanwhile
		t.Errorf("checks %+v", c.Checks)
	}
	if _, c, err := filing.Move(ada, moved, 0, p[2:]); err != nil || len(c.Records) != 0 {
		t.Errorf("moved where it is: %v, %+v", err, c.Records)
	}
	stranger := path(nil)
	stranger[0].Organization = "org_x"
	if _, _, err := filing.Move(ada, moved, 0, stranger); fault.Of(err) != fault.NotFound { // rule F1
		t.Errorf("into another organization's: %v", err)
	}
}

func TestAClientsFolderStaysAtTheTopAndGoesWithIt(t *testing.T) { // rule S7
	cl, root, c, err := filing.NewClient(ada, " Contoso ", []identity.Group{group("a")})
	if err != nil || cl.Name != "Contoso" || root.Client != cl.ID || cl.Folder != root.ID || root.Parent != "" || len(c.Records) != 3 || len(c.Entries) != 2 || c.Records[0].(filing.Folder).Client != cl.ID {
		t.Fatalf("%+v, %+v, %v", cl, root, err)
	}
	root.Version, cl.Version = 1, 1
	if _, _, err := filing.Move(ada, root, 0, path(nil)); fault.Of(err) != fault.Conflict {
		t.Errorf("moved: %v", err)
	}
	if _, err := filing.Remove(ada, root, true); fault.Of(err) != fault.Conflict {
		t.Errorf("removed: %v", err)
	}
	if got := (filing.Path{{Parent: root.ID, Version: 1}, root}).ClientOf(); got != cl.ID {
		t.Errorf("what is below is for %q", got)
	}
	if again, c, err := filing.RenameClient(ada, cl, root, "Contoso Ltd"); err != nil || again.Name != "Contoso Ltd" || len(c.Records) != 2 {
		t.Errorf("%+v, %v", again, err)
	}
}

func TestOnlyAnEmptyFolderIsRemoved(t *testing.T) {
	f := path(nil)[0]
	if _, err := filing.Remove(ada, f, false); fault.Of(err) != fault.Conflict {
		t.Errorf("with something in it: %v", err)
	}
	c, err := filing.Remove(ada, f, true)
	if err != nil || c.Records[0].(filing.Folder).Here() || len(c.Orders) != 1 || c.Orders[0].Chore != filing.RemovedChore {
		t.Errorf("%+v, %v", c, err)
	}
}

// What came in while it was removed is seen by no more people than before (rule F3).
func TestAFolderThatWasNotEmptyComesBackForAdminsOnly(t *testing.T) {
	f := path([]id.Group{"a"})[0]
	if c := filing.Back(nine, f); len(c.Records) != 0 {
		t.Errorf("one that is there: %+v", c)
	}
	removed, _ := filing.Remove(ada, f, true)
	f = removed.Records[0].(filing.Folder)
	c := filing.Back(nine, f)
	back := c.Records[0].(filing.Folder)
	if a := (filing.Path{back}).Audience(); !back.Here() || a.Everyone || len(a.Groups) != 0 {
		t.Errorf("%+v is for %+v", back, a)
	}
	if c.Entries[0].Action != audit.FolderBack || c.Orders[0].Chore != filing.MovedChore {
		t.Errorf("%+v", c)
	}
}

func TestTypesAreTheOrganizationsOwnList(t *testing.T) { // rule C8
	if got := (filing.Types{}).Offered(); len(got) != len(filing.Usual) {
		t.Errorf("offered: %v", got)
	}
	types, _, err := filing.SetTypes(ada, filing.Types{}, []string{" Domain   administrator ", "Router"}, nil)
	if err != nil || strings.Join(types.Names, "|") != "Domain administrator|Router" {
		t.Fatalf("%+v, %v", types, err)
	}
	for name, bad := range map[string][]string{"none": {}, "an empty one": {"Router", " "}, "one twice": {"Router", "router"}, "too many": make([]string, filing.MaxTypes+1)} {
		if _, c, err := filing.SetTypes(ada, types, bad, nil); fault.Of(err) != fault.Invalid || len(c.Records) != 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
}
