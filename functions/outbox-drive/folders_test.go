package main

import (
	"slices"
	"testing"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// follows has the chore of a folder done, and again: nothing is left to do then.
func follows(t *testing.T, w *World, f id.Folder) {
	t.Helper()
	o := change.Order{Chore: filing.MovedChore, Thing: string(f), Home: string(Ridge)}
	c := identity.Call{Route: w.Name, At: T0, ID: "a chore"}
	if err := (function{table: w.Table}).deliver(t.Context(), c, o); err != nil {
		t.Fatal(err)
	}
	w.Unchanged(func() {
		if err := (function{table: w.Table}).deliver(t.Context(), c, o); err != nil {
			t.Error(err)
		}
	})
}

func finds(w *World, a credential.Audience) []id.Credential {
	w.T.Helper()
	all, _, err := w.Operator().SearchVault(w.T.Context(), Ridge, []credential.Audience{a}, []string{"edge"})
	if err != nil {
		w.T.Fatal(err)
	}
	var out []id.Credential
	for _, c := range all {
		out = append(out, c.ID)
	}
	return out
}

// rules F1, F3
func TestWhatIsBelowAFolderThatWasMovedIsFoundWhereItIsNow(t *testing.T) {
	w, _ := driving(t)
	f := filing.Folder{Organization: Ridge, ID: Firewalls}
	w.Read(&f)
	f.Parent, f.Path = Closed, []id.Folder{Closed}
	below := filing.Folder{Organization: Ridge, ID: id.New[id.Folder](T0, "below", 0), Parent: Firewalls, Name: "Below", Path: []id.Folder{Firewalls, ContosoFolder}}
	w.Keep(change.Change{Records: []change.Record{f, below}}, "moved under the admins' own")
	follows(t, w, Firewalls)
	edge := credential.Credential{ID: Edge.ID}
	if w.Read(&edge, &below); edge.Gate != Closed || edge.Client != "" || edge.For != "" || !slices.Equal(below.Path, []id.Folder{Firewalls, Closed}) {
		t.Errorf("%+v, %+v", edge, below)
	}
	if got := finds(w, credential.Audience(ContosoFolder)); got != nil {
		t.Errorf("found behind the old gate: %v", got)
	}
	if got := finds(w, credential.Everything); !slices.Equal(got, []id.Credential{Edge.ID}) {
		t.Errorf("an admin finds %v", got)
	}
}

func TestWhatIsKeptForAClientIsFoundByTheirNewName(t *testing.T) { // rule S7
	w, _ := driving(t)
	cl := filing.Client{Organization: Ridge, ID: Contoso}
	w.Read(&cl)
	cl.Name = "Tailspin"
	w.Keep(change.Change{Records: []change.Record{cl}}, "another name")
	follows(t, w, ContosoFolder)
	edge := credential.Credential{ID: Edge.ID}
	if w.Read(&edge); edge.For != "Tailspin" || !edge.Finds([]string{"tails"}) {
		t.Errorf("%+v", edge)
	}
}

// Whom it is for now finds it, and whom it was for does not.
func TestAFolderForOthersIsFoundByThem(t *testing.T) {
	w, _ := driving(t)
	f := filing.Folder{Organization: Ridge, ID: Firewalls}
	w.Read(&f)
	f.Groups = []id.Group{Network}
	w.Keep(change.Change{Records: []change.Record{f}}, "its own groups")
	follows(t, w, Firewalls)
	if behind, before := finds(w, credential.Audience(Firewalls)), finds(w, credential.Audience(ContosoFolder)); len(behind) != 1 || before != nil {
		t.Errorf("behind its own gate %v, behind the one above %v", behind, before)
	}
}

// Filing reads a folder and checks it, removing reads what is in it and writes it: of
// two at one time, both may come through. The chore of the removal sees it.
func TestAFolderThatWasFilledWhileItWasRemovedComesBack(t *testing.T) {
	for name, meanwhile := range map[string]func(w *World) change.Change{
		"a credential": func(w *World) change.Change {
			in := credential.Credential{ID: id.New[id.Credential](T0, "filed meanwhile", 0), Home: Ridge, Name: "x", Folder: Spare}
			var ch change.Change
			ch.Keep(credential.Repost(&ch, credential.Credential{}, in))
			return ch
		},
		"a folder": func(w *World) change.Change {
			return change.Change{Records: []change.Record{filing.Folder{Organization: Ridge, ID: id.New[id.Folder](T0, "below", 0), Parent: Spare, Name: "Below"}}}
		},
	} {
		t.Run(name, func(t *testing.T) {
			w, _ := driving(t)
			f := filing.Folder{Organization: Ridge, ID: Spare}
			w.Read(&f)
			f.Removed = &T0
			ch := meanwhile(w)
			ch.Keep(f)
			w.Keep(ch, "filled while it was removed")
			emptied := func() {
				o := change.Order{Chore: filing.RemovedChore, Thing: string(Spare), Home: string(Ridge)}
				if err := (function{table: w.Table}).deliver(t.Context(), identity.Call{Route: w.Name, At: T0, ID: "a chore"}, o); err != nil {
					t.Fatal(err)
				}
			}
			emptied()
			f = filing.Folder{Organization: Ridge, ID: Spare}
			if w.Read(&f); !f.Here() || !f.Closed {
				t.Errorf("%+v", f)
			}
			if e := w.Record(Ridge)[0]; e.Action != audit.FolderBack || e.Thing != string(Spare) {
				t.Errorf("on record: %+v", e.Entry)
			}
			w.Unchanged(emptied)
		})
	}
}

func TestAFolderThatWasEmptyStaysAway(t *testing.T) {
	w, _ := driving(t)
	f := filing.Folder{Organization: Ridge, ID: Spare}
	w.Read(&f)
	f.Removed = &T0
	w.Keep(change.Change{Records: []change.Record{f}}, "removed")
	w.Unchanged(func() {
		o := change.Order{Chore: filing.RemovedChore, Thing: string(Spare), Home: string(Ridge)}
		if err := (function{table: w.Table}).deliver(t.Context(), identity.Call{Route: w.Name, At: T0, ID: "a chore"}, o); err != nil {
			t.Error(err)
		}
	})
}
