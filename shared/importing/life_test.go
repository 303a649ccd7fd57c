package importing_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/identity/identitytest"
	"github.com/valetkey/valetkey/shared/importing"
	"github.com/valetkey/valetkey/shared/secret"
)

// root is the folder that an import began with.
func root(im importing.Import) filing.Path {
	return filing.Path{{Organization: team.ID, ID: im.Folder, Name: im.FolderName, Closed: true, Version: 1}}
}

// sealed is a row's secret, sealed.
func sealed(im importing.Import, row int) credential.Sealed {
	return credential.Sealed{
		Place: credential.Place{Home: team.ID, Credential: im.Credential(row), Number: 1},
		Keys:  map[id.Organization]credential.SealedKey{team.ID: {Epoch: 1, Bytes: []byte("sealed")}},
	}
}

// brought is a row that was made, with all that is stored of it.
func brought(t *testing.T, im importing.Import) (importing.Kept, change.Change) {
	t.Helper()
	row := importing.Row{Number: 3, Credential: credential.Credential{Name: "Switch", Username: "admin", Tags: []string{"rack"}}}
	c, ch, err := importing.Make(mo, im, row, access.Filing{Path: root(im)}, team, sealed(im, 3))
	if err != nil {
		t.Fatal(said(err))
	}
	k := importing.Kept{Credential: c, Path: root(im)}
	k.Credential.Version = 1
	for _, r := range ch.Records {
		switch r := r.(type) {
		case credential.Version:
			k.Version = r
			k.Version.Stored = 1
		case credential.Current:
			k.Current = r
			k.Current.Stored = 1
		case credential.Reader:
			k.Reader = r
			k.Reader.Version = 1
		case credential.Logged:
			k.Logged = r
			k.Logged.Version = 1
		}
	}
	return k, ch
}

func TestARowIsMadeOnlyOfAnOpenImportIntoItsOwnClosedFolder(t *testing.T) { // rules C13, F3
	im := begun(t, "", bitwarden)
	k, ch := brought(t, im)
	if k.Credential.ID != im.Credential(3) || k.Credential.Folder != im.Folder || !k.Credential.Managed || k.Credential.Owner != "" {
		t.Errorf("made %+v", k.Credential)
	}
	for _, must := range []change.Record{im, root(im)[0]} { // neither may have moved when it is kept
		if !slices.ContainsFunc(ch.Checks, func(r change.Record) bool { return strings.HasPrefix(nameOf(r), nameOf(must)) }) {
			t.Errorf("%T is not checked", must)
		}
	}
	row := importing.Row{Number: 3, Credential: credential.Credential{Name: "Switch"}}
	undone, opened, elsewhere, gone := im, root(im), root(im), root(im)
	undone.Undone, undone.UndoneBy = &nine, "Ada"
	opened[0].Closed = false
	elsewhere[0].ID = "folder_another"
	gone[0].Removed = &nine
	for name, tt := range map[string]struct {
		im   importing.Import
		path filing.Path
		kind fault.Kind
	}{
		"never begun":           {importing.Import{}, root(im), fault.NotFound},
		"undone":                {undone, root(im), fault.Conflict},
		"its folder is opened":  {im, opened, fault.Conflict},
		"another closed folder": {im, elsewhere, fault.Conflict},
		"at the top":            {im, nil, fault.Conflict},
		"its folder is gone":    {im, gone, fault.Moved},
	} {
		if _, _, err := importing.Make(mo, tt.im, row, access.Filing{Path: tt.path}, team, sealed(im, 3)); fault.Of(err) != tt.kind {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, _, err := importing.Make(mo, im, row, access.Filing{Path: root(im)}, team, sealed(im, 4)); err == nil || fault.Of(err) != "" {
		t.Errorf("sealed for another row: %v", err)
	}
	lin := identitytest.Caller(identitytest.Member(team, "Lin", identity.User), nine)
	if _, _, err := importing.Make(lin, im, row, access.Filing{Path: root(im)}, team, sealed(im, 3)); err == nil {
		t.Error("a user imports")
	}
}

func nameOf(r change.Record) string {
	switch r := r.(type) {
	case importing.Import:
		return "import " + string(r.ID)
	case filing.Folder:
		return "folder " + string(r.ID)
	}
	return "-"
}

func TestOnlyWhatNobodyTouchedIsTakenAway(t *testing.T) { // rule C13
	im := begun(t, "", bitwarden)
	im.Undone = &nine
	k, made := brought(t, begun(t, "", bitwarden))
	ch, err := importing.Remove(mo, im, k)
	if err != nil || len(ch.Records) > 0 || len(ch.Entries) != 1 {
		t.Fatalf("%+v, %v", ch, err)
	}
	if len(ch.Drops) != len(made.Records) {
		t.Errorf("of %d records %d are taken away", len(made.Records), len(ch.Drops))
	}
	for _, r := range ch.Drops {
		if r.Seen() != 1 {
			t.Errorf("%T is dropped whatever became of it", r)
		}
	}
	for name, touch := range map[string]func(*importing.Kept){
		"disabled":            func(k *importing.Kept) { k.Credential.Disabled = &nine },
		"another secret":      func(k *importing.Kept) { k.Credential.Number = 2 },
		"amended":             func(k *importing.Kept) { k.Credential.Revision = 2 },
		"shared":              func(k *importing.Kept) { k.Credential.Readers = append(k.Credential.Readers, "org_another") },
		"received":            func(k *importing.Kept) { k.Reader.LastUse = &nine },
		"given to somebody":   func(k *importing.Kept) { k.Credential.Owner = mo.Person },
		"for a resource":      func(k *importing.Kept) { k.Credential.Resource = "res_1" },
		"moved":               func(k *importing.Kept) { k.Later = true },
		"its folder is moved": func(k *importing.Kept) { k.Path = filing.Path{{ID: "folder_1"}} },
		"gone":                func(k *importing.Kept) { k.Credential = credential.Credential{} },
	} {
		touched := k
		touched.Credential.Readers = slices.Clone(k.Credential.Readers)
		touch(&touched)
		if ch, err := importing.Remove(mo, im, touched); fault.Of(err) != fault.Moved || len(ch.Drops) > 0 {
			t.Errorf("%s: %v", name, err)
		}
		if touched.Credential.Version != 0 && touched.Touched(im) == "" {
			t.Errorf("%s: nothing is said", name)
		}
	}
	im.Undone = nil
	if _, err := importing.Remove(mo, im, k); fault.Of(err) != fault.Conflict {
		t.Errorf("of one that was not undone: %v", err)
	}
}

func TestUndoTakesTheFoldersThatTheImportMadeAndNoOthers(t *testing.T) {
	im := begun(t, "", bitwarden)
	tree := map[id.Folder]filing.Folder{}
	put := func(f, above id.Folder, name string, of id.Client) {
		tree[f] = filing.Folder{Organization: team.ID, ID: f, Parent: above, Name: name, Client: of, Version: 1}
	}
	put(im.Folder, "", im.FolderName, "")
	put(im.FolderOf("", []string{"Site"}), im.Folder, "Site", "")
	put(im.FolderOf("", []string{"Site", "Floor"}), im.FolderOf("", []string{"Site"}), "Floor", "")
	put(im.FolderOf("", []string{"Other"}), im.Folder, "Renamed", "")
	put("folder_by_hand", im.Folder, "By hand", "")
	put("folder_client", "", "Tailspin", "client_1")
	put(im.FolderOf("client_1", nil), "folder_client", im.FolderName, "")
	put(im.FolderOf("client_1", []string{"VPN"}), im.FolderOf("client_1", nil), "VPN", "")
	all := im.Folders(tree)
	var got []string
	for i, p := range all {
		got = append(got, p[0].Name)
		if slices.ContainsFunc(all[:i], func(before filing.Path) bool { return before[0].ID == p[0].Parent }) {
			t.Errorf("%s goes after the folder it is in", p[0].Name)
		}
	}
	if len(got) != 5 || slices.Contains(got, "By hand") || slices.Contains(got, "Renamed") || slices.Contains(got, "Tailspin") {
		t.Errorf("they are %q", got)
	}
}

func TestAClientIsKnownByNameAndIsATagOtherwise(t *testing.T) { // rules C13, S7
	clients := []filing.Client{{ID: "client_1", Name: "Tailspin Toys"}}
	row := importing.Row{Number: 1, Client: "tailspin  toys", Credential: credential.Credential{Name: "a", Tags: []string{"x"}}}
	if r, c := row.At(clients); c.ID != "client_1" || len(r.Credential.Tags) != 1 {
		t.Errorf("%+v, %+v", r, c)
	}
	row.Client = "Nobody"
	r, c := row.At(clients)
	if c.ID != "" || !slices.Equal(r.Credential.Tags, []string{"x", "Nobody"}) || len(r.Said) != 1 || len(row.Credential.Tags) != 1 {
		t.Errorf("%+v, %+v", r, c)
	}
	row.Client = strings.Repeat("n", 41)
	if r, _ := row.At(clients); r.Field != "client" || !r.Refused() || r.Credential.Name != "" {
		t.Errorf("%+v", r)
	}
}

func TestNothingDisabledAndNotItselfIsATwin(t *testing.T) { // rule C13
	im := begun(t, "", bitwarden)
	row := importing.Row{Number: 1, Credential: credential.Credential{Name: "Wifi", Username: "staff"}}
	one := credential.Credential{ID: "cred_1", Home: team.ID, Name: "WIFI", Username: "Staff", Version: 1}
	twin := func(edit func(*credential.Credential)) bool {
		c := one
		edit(&c)
		_, found := im.Twin(mo, row, []access.Found{{Credential: c}})
		return found
	}
	if !twin(func(*credential.Credential) {}) {
		t.Error("the same is no twin")
	}
	for name, edit := range map[string]func(*credential.Credential){
		"disabled": func(c *credential.Credential) { c.Disabled = &nine }, "itself": func(c *credential.Credential) { c.ID = im.Credential(1) },
		"another's own": func(c *credential.Credential) { c.Owner = "person_1" }, "elsewhere": func(c *credential.Credential) { c.Home = "org_1" },
		"another user": func(c *credential.Credential) { c.Username = "guest" },
	} {
		if twin(edit) {
			t.Errorf("%s is a twin", name)
		}
	}
}

func TestAPageThatIsNoneIsRefusedWhole(t *testing.T) { // promise 12
	im := begun(t, "", bitwarden)
	row := ",,,a,,,,,,1,\n"
	for name, tt := range map[string]struct {
		page  string
		first int
		say   string
	}{
		"201 rows": {strings.Repeat(row, 201), 1, "more than 200 rows"}, "beyond the last": {row + row, importing.MaxRows, "beyond row 100000"},
		"an archive": {"PK\x03\x04" + row, 1, "archive"}, "UTF-16": {"\ufeffa\x00,\x00", 1, "UTF-16"}, "bytes": {row + "\x07", 1, "no text"},
		"an open quote": {row + `,"` + row, 1, "row 2"}, "201 columns": {strings.Repeat(",", 200) + "\n", 1, "200 columns"},
		"nothing": {"\n\n", 1, "no row"}, "the header": {strings.Join(bitwarden, ",") + "\n" + row, 1, "header"}, "not UTF-8": {row + ",,,\ufffd,,,,,,1,", 5, "row 6"},
	} {
		if _, err := im.Read(secret.Text(tt.page), tt.first, types); fault.Of(err) != fault.Invalid || !strings.HasPrefix(said(err), "body.csv ") || !strings.Contains(said(err), tt.say) {
			t.Errorf("%s: %v", name, said(err))
		}
	}
	if rows, err := im.Read(secret.Text(strings.Repeat(row, 200)), 1, types); err != nil || len(rows) != 200 {
		t.Errorf("200 rows: %v", err)
	}
}
