package main

import (
	"slices"
	"testing"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "share-off")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.off)
	return w
}

// reads is whether somebody gets in to Press.
func reads(w *World, p Person, o id.Organization) error {
	w.T.Helper()
	by, f, err := w.Operator().FindWay(w.T.Context(), w.CallsIn(o, p, T0).Call, o, "", Press.ID)
	if err != nil {
		w.T.Fatal(err)
	}
	_, err = access.Enter(by, f, credential.Read)
	return err
}

func TestItsReceiverDisablesAShareForEverybodyThereAndNothingChangesAtHome(t *testing.T) { // rule H6
	w := told(t)
	home := credential.Reader{Credential: Press.ID, Organization: Halyard}
	is := credential.Credential{ID: Press.ID}
	w.Read(&home, &is)
	if got := Read[api.ReceivedState](w.Replay()); !got.Off.Equal(T0) || got.OffBy != "Orla" || got.Credential != Press.ID {
		t.Errorf("answered %+v", got)
	}
	for _, p := range []Person{Orla, Omar} {
		if err := reads(w, p, Orchard); fault.Of(err) != fault.Forbidden || err.Error() != "forbidden: Orla disabled this share at 2026-03-02T09:00:00Z." {
			t.Errorf("%s: %v", p.Name, err)
		}
	}
	if err := reads(w, Hal, Halyard); err != nil {
		t.Errorf("at home: %v", err)
	}
	for o, detail := range map[id.Organization]string{Orchard: "from Halyard", Halyard: ""} {
		if e := w.Record(o)[0]; e.Action != audit.ShareDisabled || e.ActorName != "Orla" || e.Thing != string(Press.ID) || e.Detail != detail {
			t.Errorf("on record of %s: %+v", o, e.Entry)
		}
	}
	after, now := home, is
	if w.Read(&after, &now); after.Version != home.Version || now.Version != is.Version || now.Disabled != nil {
		t.Error("something changed at home")
	}
	w.Unchanged(func() { w.Replay().Is(200, "Orla") }) // it is so already
}

// As the chore that it orders has it found.
func TestWhatIsDisabledHereIsFoundAmongTheDisabledOnesHereAlone(t *testing.T) {
	w := told(t)
	off := func(o id.Organization) []id.Credential {
		all, _, err := w.Operator().VaultOf(t.Context(), o, []credential.Audience{credential.Off}, table.Page{Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		var out []id.Credential
		for _, c := range all {
			out = append(out, c.ID)
		}
		return out
	}
	w.Replay().Is(200)
	w.Had(Press.ID, Orchard)
	if here, there := off(Orchard), off(Halyard); !slices.Equal(here, []id.Credential{Press.ID}) || there != nil {
		t.Errorf("here %v, at home %v", here, there)
	}
}

func TestWhatIsNotSharedWithThemTheyCannotDisable(t *testing.T) { // promise 7, rule H6
	w := told(t)
	r := credential.Reader{Credential: Press.ID, Organization: Orchard}
	w.Read(&r)
	absent := "There is no such share."
	w.Unchanged(func() {
		w.Replay(As(Omar)).Is(403, "Only an admin of Orchard")
		w.Replay(As(Hal), Path("organization", Halyard)).Is(404, absent) // one's own
		w.Replay(Path("credential", Cellar.ID)).Is(404, absent)
		w.Replay(Path("credential", Pump.ID)).Is(404, absent)
		w.Replay(Path("credential", id.New[id.Credential](T0, "nothing", 0))).Is(404, absent)
		w.Replay(As(Vera), Path("organization", Vineyard)).Is(404, absent)
		w.Replay(As(Ann), Path("organization", BlueHarbor), Path("credential", Social.Credential)).Is(404, absent) // a loan
		w.Replay(As(Hal)).Is(404, "There is no such organization.")
	})
	for name, edit := range map[string]func(*credential.Reader){
		"it came to its end date": func(r *credential.Reader) { r.Ends = &T0 },
		"it was stopped":          func(r *credential.Reader) { r.Ends, r.Ended = nil, &T0 },
	} {
		edit(&r)
		w.Keep(change.Change{Records: []change.Record{r}}, name)
		w.Read(&r)
		w.Unchanged(func() { w.Replay().Is(404, absent) })
	}
}
