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
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "share-login")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.login)
	return w
}

// onShed assigns somebody to the shed with Press, as the route does.
func onShed(w *World, who Person, mode credential.Mode) error {
	w.T.Helper()
	by := w.CallsIn(Orchard, Orla, T0)
	f := access.Assigning{
		Resource: access.Resource{Organization: Orchard, ID: Shed}, Member: identity.Member{Organization: Orchard, Person: who.ID}, Mode: mode,
		Credential: credential.Credential{ID: Press.ID}, Reader: credential.Reader{Credential: Press.ID, Organization: Orchard},
	}
	w.Read(&f.Resource, &f.Member, &f.Credential, &f.Reader)
	_, ch, err := access.Assign(by, f)
	if err == nil {
		err = w.Operator().Save(w.T.Context(), by.Call, ch, nil)
	}
	return err
}

func uses(w *World, who Person, want credential.Mode) error {
	w.T.Helper()
	by, f, err := w.Operator().FindWay(w.T.Context(), w.CallsIn(Orchard, who, T0).Call, Orchard, "", Press.ID)
	if err != nil {
		w.T.Fatal(err)
	}
	ch, err := access.Enter(by, f, want)
	if err == nil {
		err = w.Operator().Save(w.T.Context(), by.Call, ch, nil)
	}
	return err
}

// Rules G3, G4, G7, H8: it opens for who is assigned with it and is on the share's list,
// in the lesser mode; its home sees by whom, and nothing else changes there.
func TestWhatIsSharedIsALoginOfAResourceForWhoIsAssigned(t *testing.T) {
	w := told(t)
	if err := onShed(w, Omar, credential.Read); fault.Of(err) != fault.Invalid {
		t.Errorf("assigned before: %v", err)
	}
	was := credential.Credential{ID: Press.ID}
	w.Read(&was)
	if got := Read[api.ReceivedState](w.Replay()); got.Resource != Shed {
		t.Errorf("answered %+v", got)
	}
	if err := uses(w, Omar, credential.Use); fault.Of(err) != fault.NotFound {
		t.Errorf("nobody is assigned: Omar: %v", err)
	}
	if err := uses(w, Orla, credential.Use); fault.Of(err) != fault.Forbidden { // rule G2
		t.Errorf("nobody is assigned: Orla: %v", err)
	}
	for _, p := range []Person{Omar, Opal} {
		if err := onShed(w, p, credential.Use); err != nil {
			t.Fatal(err)
		}
	}
	if err := uses(w, Omar, credential.Use); err != nil {
		t.Errorf("Omar: %v", err)
	}
	if err := uses(w, Omar, credential.Read); fault.Of(err) != fault.Forbidden {
		t.Errorf("Omar reads what he may use: %v", err)
	}
	if err := uses(w, Opal, credential.Use); fault.Of(err) != fault.NotFound {
		t.Errorf("Opal, whom it is not shared with: %v", err)
	}
	for o, thing := range map[id.Organization]string{Orchard: string(Shed), Halyard: string(Press.ID)} {
		if !slices.ContainsFunc(w.Record(o), func(e table.Entry) bool {
			return e.Action == audit.CredentialLaunched && e.ActorName == "Omar" && e.Thing == thing
		}) {
			t.Errorf("it is not on record of %s", o)
		}
	}
	is := credential.Credential{ID: Press.ID}
	if w.Read(&is); is.Resource != "" || is.Version != was.Version {
		t.Errorf("at home %+v", is)
	}
	found, _, err := w.Operator().VaultOf(t.Context(), Orchard, []credential.Audience{credential.Of(Shed)}, table.Page{Limit: 10})
	if err != nil || len(found) != 1 || found[0].ID != Press.ID {
		t.Errorf("the shed has %v, %v", found, err)
	}
	all, err := w.Operator().CredentialsOf(t.Context(), Shed)
	if err != nil || len(all) != 1 {
		t.Errorf("its set is %v, %v", all, err)
	}
}

// Rules H5, H6, S1, promise 2: what closes a share closes it on the resource.
func TestWhatClosesAShareClosesItOnTheResource(t *testing.T) {
	reader := func(edit func(*credential.Reader)) func(*World) {
		return func(w *World) {
			r := credential.Reader{Credential: Press.ID, Organization: Orchard}
			w.Read(&r)
			s := *r.Share
			r.Share = &s
			edit(&r)
			w.Keep(change.Change{Records: []change.Record{r}}, "another way")
		}
	}
	site := func(edit func(*identity.Relation)) func(*World) {
		return func(w *World) {
			o := identity.Organization{ID: Orchard}
			w.Read(&o)
			r := *o.Relation
			edit(&r)
			o.Relation = &r
			w.Keep(change.Change{Records: []change.Record{o}}, "another Orchard")
		}
	}
	for name, tt := range map[string]struct {
		act  func(*World)
		want fault.Kind
	}{
		"disabled here":      {reader(func(r *credential.Reader) { r.Share.Off, r.Share.OffBy = &T0, "Orla" }), fault.Forbidden},
		"stopped":            {reader(func(r *credential.Reader) { r.Ended = &T0 }), fault.NotFound},
		"at its end date":    {reader(func(r *credential.Reader) { r.Ends = &T0 }), fault.NotFound},
		"for others":         {reader(func(r *credential.Reader) { r.Share.Groups = nil }), fault.NotFound},
		"to use":             {reader(func(r *credential.Reader) { r.Mode = credential.Use }), fault.Forbidden},
		"the relation ended": {site(func(r *identity.Relation) { r.Ended = &T0 }), fault.Forbidden},
		"as it was":          {func(*World) {}, ""},
	} {
		w := told(t)
		w.Replay().Is(200)
		if err := onShed(w, Omar, credential.Read); err != nil && name != "to use" {
			t.Fatal(err)
		}
		tt.act(w)
		if err := uses(w, Omar, credential.Read); fault.Of(err) != tt.want || err != nil && tt.want == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Taken off again it follows its folder; shared again it is the login that it was.
func TestItFollowsItsFolderAgainAndIsWhatItWasWhenSharedAgain(t *testing.T) {
	w := told(t)
	w.Unchanged(func() { w.Replay(Set("resource", nil)).Is(200) }) // it is a login of nothing
	w.Replay().Is(200)
	w.Unchanged(func() { w.Replay().Is(200) })
	r, c := credential.Reader{Credential: Press.ID, Organization: Orchard}, credential.Credential{ID: Press.ID}
	w.Read(&r, &c)
	ended := r.End(T0, "Hal", c)
	if _, now := c.ShareWith(ended, identity.Organization{ID: Orchard}, credential.Terms{}, r.Key); now.Resource != Shed {
		t.Errorf("shared again it is of %q", now.Resource)
	}
	if got := Read[api.ReceivedState](w.Replay(Set("resource", nil))); got.Resource != "" {
		t.Errorf("answered %+v", got)
	}
	if err := uses(w, Omar, credential.Read); err != nil {
		t.Errorf("Omar: %v", err)
	}
	if all, err := w.Operator().CredentialsOf(t.Context(), Shed); err != nil || len(all) != 0 {
		t.Errorf("the shed has %v, %v", all, err)
	}
	lines := 0
	for _, e := range w.Record(Orchard) {
		if e.Action == audit.CredentialMoved && slices.Contains([]string{"for Shed", "follows its folder"}, e.Detail) {
			lines++
		}
	}
	if lines != 2 {
		t.Errorf("%d lines on record", lines)
	}
}

func TestWhoMakesNothingALogin(t *testing.T) { // promise 7
	w := told(t)
	absent := "There is no such share."
	w.Unchanged(func() {
		w.Replay(As(Omar)).Is(403, "Only an admin of Orchard")
		w.Replay(Set("resource", id.New[id.Resource](T0, "none", 0))).Is(400, "no such resource")
		w.Replay(Set("resource", Social.Resource)).Is(400, "no such resource")
		w.Replay(Path("credential", Cellar.ID)).Is(404, absent)
		w.Replay(Path("credential", Pump.ID)).Is(404, absent)
		w.Replay(Path("credential", Social.Credential)).Is(404, absent)
		w.Replay(As(Ann), Path("organization", BlueHarbor), Path("credential", Social.Credential)).Is(404, absent) // a loan
	})
}
