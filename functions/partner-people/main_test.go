package main

import (
	"slices"
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "partner-people")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.people)
	return w
}

// named is the names of all pages, a few at a time.
func named(w *World, edits ...Edit) (out []string) {
	w.T.Helper()
	after := ""
	for {
		got := Read[api.PeopleThere](w.Replay(append(edits, Query("limit", "2"), Query("after", after))...))
		for _, p := range got.Items {
			out = append(out, p.Name)
			if (p.Person == "") == (p.Group == "") {
				w.T.Errorf("%+v is both or neither", p)
			}
		}
		if after = got.Next; after == "" {
			return out
		}
	}
}

func TestTheOtherSidesActivePeopleAndGroupsAreNamedAndNothingElse(t *testing.T) { // rule S8
	w := told(t)
	w.Unchanged(func() {
		w.Replay().Is(200).Never(Cora.Email, Cem.Email, PatEmail, "admin", "user")
		got := named(w)
		if got[0] != "Front office" || len(got) != 3 || !slices.Contains(got, "Cora") || !slices.Contains(got, "Cem") {
			t.Errorf("%v", got)
		}
	})
	cem := identity.Member{Organization: ContosoSite, Person: Cem.ID}
	w.Read(&cem)
	cem.Suspended = &T0
	g := identity.Group{Organization: ContosoSite, ID: FrontOffice}
	w.Read(&g)
	g.Deleted = &T0
	w.Keep(change.Change{Records: []change.Record{cem, g}}, "Cem is suspended, the group deleted")
	if got := named(w); !slices.Equal(got, []string{"Cora"}) {
		t.Errorf("%v", got)
	}
	if got := named(w, As(Cora), Path("organization", ContosoSite), Path("partner", Ridge)); len(got) != 5 || got[0] != "Network" {
		t.Errorf("the other way: %v", got)
	}
}

func TestTheyAreFoundByHowAWordOfTheirNameBegins(t *testing.T) { // rule S8
	w := told(t)
	for begins, want := range map[string][]string{"c": {"Cem", "Cora"}, "CO": {"Cora"}, "off": {"Front office"}, "ffice": nil, "zz": nil} {
		got := named(w, Query("begins", begins))
		if slices.Sort(got); !slices.Equal(got, want) {
			t.Errorf("%q finds %v", begins, got)
		}
	}
	w.Replay(Query("after", "nonsense!")).Is(400, "query.after")
}

func TestWhoIsNoPartnerIsNotFound(t *testing.T) { // rules S3, S8, promise 7
	w := told(t)
	for _, o := range []id.Organization{Ridge, BlueHarbor, OlgaHome, id.New[id.Organization](T0, "nothing", 0)} {
		w.Replay(Path("partner", o)).Is(404, "There is no such partner.")
	}
	w.Replay(As(Cora), Path("organization", ContosoSite), Path("partner", NorthwindSite)).Is(404, "There is no such partner.")
	w.Replay(As(Cora), Path("organization", ContosoSite), Path("partner", BlueHarbor)).Is(404, "There is no such partner.")
	w.Replay(As(Eve), Path("organization", Elsewhere)).Is(404, "There is no such partner.")
	w.Replay(As(Sol), Path("partner", BlueHarbor)).Is(404, "There is no such partner.")
}

func TestOnlyWhoMayShareLooks(t *testing.T) { // rules H1, S8
	w := told(t)
	w.Replay(As(Sol)).Is(403, "who is let share by one")
	w.Replay(As(Val)).Is(403)
	w.Replay(As(Cora)).Is(404, "There is no such organization.")
	sol := identity.Member{Organization: Ridge, Person: Sol.ID}
	w.Read(&sol)
	sol.Shares = true
	w.Keep(change.Change{Records: []change.Record{sol}}, "Sol may share")
	w.Replay(As(Sol)).Is(200)
}
