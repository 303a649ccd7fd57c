package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/sharing"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "relation-end")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.end)
	return w
}

// ended has what there is of Contoso after it.
func ended(t *testing.T, w *World) {
	t.Helper()
	o, row, cl := identity.Organization{ID: ContosoSite}, sharing.Site{Provider: Ridge, Site: ContosoSite}, filing.Client{Organization: Ridge, ID: Contoso}
	pat := identity.Invitation{Organization: ContosoSite, ID: PatInvitation}
	w.Read(&o, &row, &cl, &pat)
	if pat.Version != 0 {
		t.Error("Pat is invited still, by who has nothing to do with it any more")
	}
	if o.IsSite() || o.Relation == nil || row.Version != 0 || cl.Version == 0 || cl.Site != "" {
		t.Errorf("%+v, %+v, %+v", o, row, cl)
	}
	if w.Told() != "relation-ended relation-ended" {
		t.Errorf("told %s", w.Told())
	}
	for _, o := range []id.Organization{Ridge, ContosoSite} {
		if e := w.Record(o)[0]; e.Action != audit.SiteEnded || e.ThingName != "Contoso" {
			t.Errorf("on record of %s: %+v", o, e.Entry)
		}
	}
	if by := w.CallsIn(ContosoSite, Cem, T0); by.Home().IsSite() || len(by.Groups) != 1 {
		t.Errorf("Cem is another: %+v", by)
	}
	w.CallsIn(NorthwindSite, Nia, T0)
}

func TestTheProviderEndsItAndTheSiteIsAnOrdinaryOrganization(t *testing.T) { // rule S1
	w := told(t)
	w.Replay().Is(204)
	ended(t, w)
	w.Unchanged(func() { w.Replay().Is(404, "There is no such partner.") })
}

func TestTheSiteEndsItThoughItIsClosed(t *testing.T) { // rule S1: what it created is not the provider's to hold
	w := told(t)
	o := identity.Organization{ID: ContosoSite}
	w.Read(&o)
	r := *o.Relation
	r.Open, r.Turned = false, T0
	o.Relation = &r
	types := filing.Types{Organization: ContosoSite, Names: []string{"Door"}, Forced: &filing.Forced{By: Ridge, Name: "Ridge IT", Names: []string{"Mast"}}}
	w.Keep(change.Change{Records: []change.Record{o, types}}, "Contoso is closed")
	as := []Edit{As(Cora), Path("organization", ContosoSite), Path("partner", Ridge), Set("name", "Ridge IT")}
	w.Unchanged(func() {
		w.Replay(append(as, As(Cem))...).Is(403, "Only an admin of Contoso")
		w.Replay(append(as, Set("name", "Contoso"))...).Is(400, "body.name")
	})
	w.Replay(as...).Is(204)
	ended(t, w)
	back := filing.Types{Organization: ContosoSite}
	if w.Read(&back); back.Forced != nil || back.Offered()[0] != "Door" {
		t.Errorf("its types are %+v", back)
	}
}

func TestItIsEndedOnlyByItsNameTyped(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		for _, typed := range []string{"contoso", "Contoso Ltd", "Ridge IT", " "} {
			w.Replay(Set("name", typed)).Is(400, "body.name")
		}
		w.Replay(Set("name", nil)).Is(400, "name")
	})
}

func TestWhoIsNoPartnerIsNotFound(t *testing.T) { // promise 7
	w := told(t)
	w.Unchanged(func() {
		for _, o := range []id.Organization{Ridge, BlueHarbor, OlgaHome, id.New[id.Organization](T0, "nothing", 0)} {
			w.Replay(Path("partner", o)).Is(404, "There is no such partner.")
		}
		w.Replay(As(Cora), Path("organization", ContosoSite), Path("partner", NorthwindSite), Set("name", "Northwind")).Is(404, "There is no such partner.")
		w.Replay(As(Eve), Path("organization", Elsewhere)).Is(404, "There is no such partner.")
		w.Replay(As(Sol)).Is(403)
		w.Replay(As(Val)).Is(403)
		w.Replay(As(Cora)).Is(404, "There is no such organization.")
	})
}

func TestOneOfBothSidesEndsItFirst(t *testing.T) { // promise 5
	w := told(t)
	codes := map[int]int{}
	for _, a := range w.AtOnce(nil, []Edit{As(Cora), Path("organization", ContosoSite), Path("partner", Ridge), Set("name", "Ridge IT")}) {
		codes[a.StatusCode]++
	}
	if codes[204] != 1 || codes[404] != 1 {
		t.Errorf("answered %v", codes)
	}
	ended(t, w)
}
