package main

import (
	"slices"
	"testing"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// retold has the chore of Found done, and again: nothing is left to do then.
func retold(t *testing.T, w *World, o id.Organization) {
	t.Helper()
	does := func() {
		order := credential.Credential{ID: Social.Credential}.Found(o, T0)
		if err := (function{table: w.Table}).deliver(t.Context(), identity.Call{Route: w.Name, At: T0, ID: "a chore"}, order); err != nil {
			t.Fatal(err)
		}
	}
	does()
	w.Unchanged(does)
}

// foundThere is what an audience of Blue Harbor finds by a word.
func foundThere(w *World, a credential.Audience, word string) []id.Credential {
	w.T.Helper()
	all, _, err := w.Operator().SearchVault(w.T.Context(), BlueHarbor, []credential.Audience{a}, []string{word})
	if err != nil {
		w.T.Fatal(err)
	}
	var out []id.Credential
	for _, c := range all {
		out = append(out, c.ID)
	}
	return out
}

func TestWhatIsLentIsFoundByWhomItIsLentTo(t *testing.T) { // rule G7
	w, _ := driving(t)
	retold(t, w, BlueHarbor)
	for _, a := range []credential.Audience{credential.Everything, credential.Audience(Social.Resource)} {
		if got := foundThere(w, a, "social"); !slices.Equal(got, []id.Credential{Social.Credential}) {
			t.Errorf("%s finds %v", a, got)
		}
	}
	if got := foundThere(w, credential.Everyone, "social"); got != nil {
		t.Errorf("every member finds %v", got)
	}
}

// Its home tells all whom it is lent to, and they find it by that alone.
func TestWhatIsLentIsFoundByWhatItsHomeSaysNow(t *testing.T) {
	w, _ := driving(t)
	retold(t, w, BlueHarbor)
	is := credential.Credential{ID: Social.Credential}
	w.Read(&is)
	is.Username, is.Tags = "lighthouse", []string{"olgasown"}
	w.Keep(change.Change{Records: []change.Record{is}}, "another username")
	retold(t, w, is.Home)
	if got := foundThere(w, credential.Everything, "lighth"); len(got) != 1 {
		t.Errorf("by the new one: %v", got)
	}
	for _, word := range []string{"olgasown", "olgas", "social.team"} {
		if got := foundThere(w, credential.Everything, word); got != nil {
			t.Errorf("by %q: %v", word, got)
		}
	}
}

func TestWhatWasTakenBackIsFoundNoMore(t *testing.T) {
	w, deliver := driving(t)
	r := credential.Reader{Credential: Newsletter.Credential, Organization: BlueHarbor}
	w.Read(&r)
	ended := r.Ended
	r.Ended = nil
	w.Keep(change.Change{Records: []change.Record{r}}, "as it was lent")
	w.Had(Newsletter.Credential, BlueHarbor)
	w.Read(&r)
	r.Ended = ended
	w.Keep(change.Change{Records: []change.Record{r}}, "taken back")
	if got := foundThere(w, credential.Everything, "newsl"); len(got) != 1 {
		t.Fatalf("before its chore: %v", got)
	}
	deliver()
	r = credential.Reader{Credential: Newsletter.Credential, Organization: BlueHarbor}
	if w.Read(&r); r.Posted != nil {
		t.Errorf("posted %+v", r.Posted)
	}
	if got := foundThere(w, credential.Everything, "newsl"); got != nil {
		t.Errorf("found: %v", got)
	}
}

func TestWhatIsLentIsNotHeldAgainstTheLimitsOfWhomItIsLentTo(t *testing.T) { // rules C12, F1
	w, _ := driving(t)
	is := credential.Credential{ID: Social.Credential}
	w.Read(&is)
	is.Type = "Website"
	w.Keep(change.Change{Records: []change.Record{is, filing.Types{Organization: BlueHarbor, Names: []string{"Website"}, Limits: map[string]int{"Website": 1}}}}, "a limit")
	retold(t, w, BlueHarbor)
	w.Unchanged(func() {
		o := change.Order{Chore: filing.LimitedChore, Thing: string(BlueHarbor)}
		if err := (function{table: w.Table}).deliver(t.Context(), identity.Call{Route: w.Name, At: T0, ID: "a chore"}, o); err != nil {
			t.Error(err)
		}
	})
}
