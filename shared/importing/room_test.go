package importing_test

import (
	"slices"
	"testing"

	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/importing"
)

func TestARowGoesOnlySoDeepAndOnlyIntoTheImportsFolders(t *testing.T) { // rules C13, F3
	im := begun(t, "", bitwarden)
	opened, gone := root(im), root(im)
	opened[0].Closed, gone[0].Removed = false, &nine
	under := filing.Path{root(im)[0], {ID: "folder_1", Version: 1}, {ID: "folder_2", Version: 1}}
	for name, tt := range map[string]struct {
		path    filing.Path
		further int
		can     bool
	}{
		"as deep as there may be": {root(im), filing.MaxDepth - 1, true}, "deeper": {root(im), filing.MaxDepth, false},
		"moved under others": {under, filing.MaxDepth - 3, true}, "and deeper": {under, filing.MaxDepth - 2, false},
		"to be made at the top": {nil, filing.MaxDepth, true}, "too deep from there": {nil, filing.MaxDepth + 1, false},
		"where others look": {opened, 0, false}, "taken away": {gone, 0, false}, "another's": {under[1:], 0, false},
	} {
		if why := im.Room(tt.path, tt.further); (why == "") != tt.can {
			t.Errorf("%s: %q", name, why)
		}
	}
	deep := root(im)
	for range filing.MaxDepth {
		deep = append(deep, filing.Folder{ID: "folder_1", Version: 1})
	}
	if why := im.Room(deep, 0); why != "" {
		t.Errorf("into one that is there: %s", why)
	}
}

func TestARowIsThereOnlyIfItIsTheOneThatWasMade(t *testing.T) { // rule C13
	made := credential.Credential{ID: "cred_1", Name: "Switch", Username: "admin", URL: "https://www.switch.example/login"}
	for name, tt := range map[string]struct {
		row  importing.Row
		want importing.Outcome
	}{
		"the same, written otherwise": {importing.Row{Number: 3, Credential: credential.Credential{Name: "SWITCH ", Username: "Admin", URL: "https://switch.example"}}, importing.There},
		"another name":                {importing.Row{Number: 3, Credential: credential.Credential{Name: "Router", Username: "admin", URL: made.URL}}, importing.Refused},
		"another username":            {importing.Row{Number: 3, Credential: credential.Credential{Name: "Switch", Username: "root", URL: made.URL}}, importing.Refused},
		"another host":                {importing.Row{Number: 3, Credential: credential.Credential{Name: "Switch", Username: "admin", URL: "https://router.example"}}, importing.Refused},
	} {
		j := importing.Judged{Row: tt.row, Outcome: importing.New}
		if j.Met(made); j.Outcome != tt.want || j.Row.Number != 3 || j.Outcome == importing.Refused && (j.ID != "" || j.Row.Why == "" || j.Row.Credential.Name != "") {
			t.Errorf("%s: %+v", name, j)
		}
	}
	shifted := importing.Judged{Row: importing.Row{Number: 3, Why: "has another number of columns than the header"}, Outcome: importing.New}
	if shifted.Met(made); shifted.Outcome == importing.There {
		t.Error("one that cannot be read is there")
	}
}

func TestFoldersOfOneDepthGoByTheirIds(t *testing.T) { // so that a place among them stays one
	im := begun(t, "", bitwarden)
	tree := map[id.Folder]filing.Folder{im.Folder: root(im)[0]}
	for _, n := range []string{"a", "b", "c", "d", "e", "f"} {
		f := im.FolderOf("", []string{n})
		tree[f] = filing.Folder{Organization: team.ID, ID: f, Parent: im.Folder, Name: n, Version: 1}
	}
	var got []id.Folder
	for _, p := range im.Folders(tree) {
		got = append(got, p[0].ID)
	}
	if len(got) != 7 || !slices.IsSorted(got[:6]) || got[6] != im.Folder {
		t.Errorf("%q", got)
	}
}
