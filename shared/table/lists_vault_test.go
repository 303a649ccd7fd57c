package table_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/table"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// shelf files so many company credentials of North Quay, each posted as it says.
func shelf(w *World, n int, edit func(i int, c *credential.Credential)) {
	w.T.Helper()
	var ch change.Change
	flush := func() {
		w.Keep(ch, fmt.Sprint("filed ", len(ch.Records), ch.Records[0]))
		ch = change.Change{}
	}
	for i := range n {
		c := credential.Credential{
			ID: id.New[id.Credential](T0, fmt.Sprint("filed ", n), i), Home: NorthQuay, Name: fmt.Sprintf("Device %05d", i), Managed: true, Number: 1, Changed: T0, By: Ira.Name,
		}
		edit(i, &c)
		ch.Keep(credential.Repost(&ch, credential.Credential{}, c))
		if len(ch.Records) > 80 {
			flush()
		}
	}
	if len(ch.Records) > 0 {
		flush()
	}
}

// quayCaller is somebody of North Quay as a caller with some groups.
func quayCaller(p id.Person, role identity.Role, groups ...id.Group) identity.Caller {
	return identity.Caller{Person: p, Organization: NorthQuay, Role: role, Groups: groups}
}

func names(all []credential.Credential) (out []string) {
	for _, c := range all {
		out = append(out, c.Name)
	}
	return out
}

// rules C1, F3, G5
func TestAListIsOfWhatTheCallersAudiencesFindInTheOrderOfNames(t *testing.T) {
	w := New(t, "")
	gate := filing.Folder{Organization: NorthQuay, ID: id.New[id.Folder](T0, "gate", 0), Name: "Network", Groups: []id.Group{OnCall}, Since: T0}
	w.Keep(change.Change{Records: []change.Record{gate, filing.Gated{Organization: NorthQuay, Group: OnCall, Folder: gate.ID}}}, "a folder for those on call")
	shelf(w, 9, func(i int, c *credential.Credential) {
		switch i % 3 {
		case 0:
			c.Folder, c.Gate = gate.ID, gate.ID
		case 1:
			c.Owner = Jon.ID
		}
	})
	for name, tt := range map[string]struct {
		by   identity.Caller
		want []int
	}{
		"an admin": {quayCaller(Ira.ID, identity.Admin), []int{0, 2, 3, 5, 6, 8}}, "an auditor": {quayCaller(Moe.ID, identity.Auditor), []int{0, 2, 3, 5, 6, 8}},
		"one on call": {quayCaller(Lou.ID, identity.User, OnCall), []int{0, 2, 3, 5, 6, 8}}, "one who is not": {quayCaller(Moe.ID, identity.User), []int{2, 5, 8}},
		"one with some of their own": {quayCaller(Jon.ID, identity.User), []int{1, 2, 4, 5, 7, 8}},
	} {
		audiences, err := w.Table.AudiencesOf(ctx, tt.by)
		if err != nil {
			t.Fatal(err)
		}
		for _, limit := range []int{1, 2, 4, 100} {
			var got []string
			p := table.Page{Limit: limit}
			for more := true; more; more = p.After != "" {
				some, next, err := w.Table.VaultOf(ctx, NorthQuay, audiences, p)
				if err != nil || len(some) > limit {
					t.Fatalf("%d: %v", len(some), err)
				}
				got, p.After = append(got, names(some)...), next
			}
			var want []string
			for _, i := range tt.want {
				want = append(want, fmt.Sprintf("Device %05d", i))
			}
			got = slices.DeleteFunc(got, func(n string) bool { return len(n) < 7 || n[:7] != "Device " })
			if !slices.Equal(got, want) {
				t.Errorf("%s, by %d: %v", name, limit, got)
			}
		}
	}
}

// A page costs the same whatever there is beside it; a search costs in proportion
// to the matches of its rarest word.
func TestAPageAndASearchCostWhatTheyFindAndNotWhatThereIs(t *testing.T) {
	w := New(t, "")
	rare := func(i int, c *credential.Credential) {
		if i == 30 {
			c.Tags = []string{"heliport"}
		}
	}
	measure := func() (listed, searched float64) {
		units := func(run func() error) (sum float64) {
			w.Ledger.Reset()
			if err := run(); err != nil {
				t.Fatal(err)
			}
			for _, e := range w.Ledger.Of(w.Name) {
				sum += e.Read
			}
			return sum
		}
		audiences := []credential.Audience{credential.Everything, credential.Audience(Ira.ID)}
		listed = units(func() error {
			some, _, err := w.Table.VaultOf(ctx, NorthQuay, audiences, table.Page{Limit: 20})
			if err == nil && len(some) != 20 {
				err = fmt.Errorf("%d are listed", len(some))
			}
			return err
		})
		searched = units(func() error {
			some, more, err := w.Table.SearchVault(ctx, NorthQuay, audiences, credential.Split("device HELI"))
			if err == nil && (len(some) != 1 || more) {
				err = fmt.Errorf("%v are found, and more: %v", names(some), more)
			}
			return err
		})
		return listed, searched
	}
	shelf(w, 100, rare)
	listed, searched := measure()
	shelf(w, 1000, func(i int, c *credential.Credential) { c.Name = fmt.Sprintf("Device x%05d", i) })
	listedThen, searchedThen := measure()
	t.Logf("a page of 20: %v units of 100, %v of 1,100; a search for one: %v and %v", listed, listedThen, searched, searchedThen)
	if listedThen > listed || searchedThen > searched+1 {
		t.Errorf("a page costs %v and then %v, a search %v and then %v", listed, listedThen, searched, searchedThen)
	}
}

// A folder that moved is found by its own word for what is above it.
func TestThePathOfAFolderIsWhatTheFoldersSay(t *testing.T) {
	w := New(t, "")
	var all []filing.Folder
	var ch change.Change
	for i := range 4 {
		f := filing.Folder{Organization: NorthQuay, ID: id.New[id.Folder](T0, "deep", i), Name: fmt.Sprint(i), Since: T0}
		if i > 0 {
			f.Parent = all[i-1].ID
		}
		if i == 3 {
			f.Path = []id.Folder{all[0].ID} // from before it was moved
		}
		all = append(all, f)
		ch.Keep(f)
	}
	w.Keep(ch, "deep folders")
	p, err := w.Table.PathOf(ctx, NorthQuay, all[3].ID)
	if err != nil || len(p) != 4 || p.Held() != nil || p[3].ID != all[0].ID {
		t.Errorf("%+v, %v", p, err)
	}
	if p, err := w.Table.PathOf(ctx, Elsewhere, all[3].ID); err != nil || p.Held() == nil {
		t.Errorf("another organization's: %+v, %v", p, err)
	}
	found, err := w.Table.Places(ctx, NorthQuay, []credential.Credential{{ID: "cred_a", Home: NorthQuay, Folder: all[3].ID, Version: 1}})
	if err != nil || len(found) != 1 || !found[0].Shows(quayCaller(Moe.ID, identity.User)) {
		t.Errorf("%+v, %v", found, err)
	}
}
