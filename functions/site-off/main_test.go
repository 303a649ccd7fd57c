package main

import (
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "site-off")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.off)
	return w
}

// knocks has somebody of Contoso call another function, as they would at that moment.
func knocks(t *testing.T, w *World, p Person) error {
	t.Helper()
	c := identity.Call{Route: "organization-see", Who: identity.Members, At: T0, ID: "a call of " + p.Name, Token: p.Session()}
	_, err := w.Operator().Find(t.Context(), c, ContosoSite)
	return err
}

func TestASiteThatIsClosedIsClosedAtOnceAndNothingElseIs(t *testing.T) { // rules S1, F6
	w := told(t)
	made := w.Made(func() {
		if got := Read[api.Site](w.Replay()); got.Open || got.By != "Rhea" || !got.Turned.Equal(T0) {
			t.Errorf("%+v", got)
		}
	})
	if made != "AUDIT AUDIT NOTICE OUT" || w.Told() != string(change.SiteClosed) {
		t.Errorf("made %s, told %s", made, w.Told())
	}
	for _, p := range []Person{Cora, Cem} {
		if err := knocks(t, w, p); fault.Of(err) != fault.Forbidden || !strings.Contains(err.Error(), "Ridge IT closed Contoso to its people at 2026-03-02T09:00:00Z") {
			t.Errorf("%s: %v", p.Name, err)
		}
		c := identity.Call{Route: "person-me", Who: identity.Anybody, At: T0, ID: "another call of " + p.Name, Token: p.Session()}
		if _, err := w.Operator().Find(t.Context(), c, ""); err != nil {
			t.Errorf("%s is signed out: %v", p.Name, err)
		}
	}
	if err := knocks(t, w, Eve); fault.Of(err) != fault.NotFound {
		t.Errorf("a stranger learns of it: %v", err)
	}
	w.CallsIn(NorthwindSite, Nia, T0)
	w.CallsIn(Ridge, Sol, T0)
	for _, o := range []id.Organization{Ridge, ContosoSite} {
		if e := w.Record(o)[0]; e.Action != audit.SiteClosed || e.ActorName != "Rhea" || (e.Actor == "") != (o == ContosoSite) {
			t.Errorf("on record of %s: %+v", o, e.Entry)
		}
	}
}

func TestStaffOfTheProviderWhoAreMembersThereAreOutToo(t *testing.T) { // rule S1
	w := told(t)
	w.Keep(change.Change{Records: []change.Record{identity.Member{Organization: ContosoSite, Person: Sol.ID, Name: "Sol", Role: identity.User, Since: T0}}}, "Sol is a member")
	if err := knocks(t, w, Sol); err != nil {
		t.Fatal(err)
	}
	w.Replay().Is(200)
	if err := knocks(t, w, Sol); fault.Of(err) != fault.Forbidden {
		t.Errorf("%v", err)
	}
	w.CallsIn(Ridge, Sol, T0)
}

func TestWhoClosesItAgainLearnsWhoDid(t *testing.T) { // promise 5
	w := told(t)
	w.Replay().Is(200)
	w.Unchanged(func() {
		w.Replay().Is(409, "Rhea closed Contoso to its people already at 2026-03-02T09:00:00Z")
		w.Replay(Path("site", FabrikamSite)).Is(409, "Fabrikam has not been opened to its people yet")
	})
	again := told(t)
	codes := map[int]int{}
	for _, a := range again.AtOnce(nil, nil) {
		codes[a.StatusCode]++
	}
	if codes[200] != 1 || codes[409] != 1 || again.Told() != string(change.SiteClosed) {
		t.Errorf("answered %v, told %s", codes, again.Told())
	}
}

func TestWhoWasLetInALittleEarlierKeepsNothing(t *testing.T) { // rule S1, promise 3
	w := told(t)
	cem := w.CallsIn(ContosoSite, Cem, T0)
	w.Replay().Is(200)
	ch := cem.Change()
	ch.Entries = append(ch.Entries, cem.Entry(audit.CredentialRevealed, "cred_1", "a secret", ""))
	err := w.Operator().Save(t.Context(), cem.Call, ch, nil)
	if fault.Of(err) != fault.Moved || !strings.Contains(err.Error(), "organization") {
		t.Errorf("what was begun before it was closed is kept: %v", err)
	}
}

func TestWhatIsNoSiteOfOursIsNotFound(t *testing.T) { // promise 7
	w := told(t)
	w.Unchanged(func() {
		for _, o := range []id.Organization{Ridge, BlueHarbor, OlgaHome, id.New[id.Organization](T0, "nothing", 0)} {
			w.Replay(Path("site", o)).Is(404, "There is no such site.")
		}
		w.Replay(Path("site", "res_1")).Is(400, "path.site")
		w.Replay(As(Cora), Path("organization", ContosoSite)).Is(404, "There is no such site.")
		w.Replay(As(Eve), Path("organization", Elsewhere)).Is(404, "There is no such site.")
		w.Replay(As(Sol)).Is(403)
		w.Replay(As(Val)).Is(403)
		w.Replay(As(Cora)).Is(404, "There is no such organization.")
	})
}
