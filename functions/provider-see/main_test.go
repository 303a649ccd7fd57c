package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "provider-see")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.see)
	return w
}

func TestASitesAdminSeesWhoseSiteItIs(t *testing.T) { // rule S1
	w := told(t)
	w.Unchanged(func() {
		got := Read[api.ProviderSeen](w.Replay().Is(200).Never("Rhea", "Northwind", "Fabrikam"))
		if got.ID != Ridge || got.Name != "Ridge IT" || !got.Open || got.Forced || !got.Since.Equal(T0.AddDate(0, 0, -15)) {
			t.Errorf("%+v", got)
		}
	})
}

func TestTheAdminsOfAClosedSiteSeeWhoClosedIt(t *testing.T) { // rule S1
	w := told(t)
	o := identity.Organization{ID: ContosoSite}
	w.Read(&o)
	r := *o.Relation
	r.Open, r.Turned = false, T0
	o.Relation = &r
	w.Keep(change.Change{Records: []change.Record{o}}, "Contoso is closed")
	if got := Read[api.ProviderSeen](w.Replay()); got.Open || !got.Turned.Equal(T0) {
		t.Errorf("%+v", got)
	}
	w.Replay(As(Cem)).Is(403, "Only an admin or auditor of Contoso")
	w.Replay(As(Nia)).Is(404)
}

func TestWhatIsNoSiteHasNoProvider(t *testing.T) {
	w := told(t)
	w.Replay(As(Rhea), Path("organization", Ridge)).Is(404, "There is no such provider.")
	w.Replay(As(Eve), Path("organization", Elsewhere)).Is(404, "There is no such provider.")
	w.Replay(As(Olga), Path("organization", OlgaHome)).Is(404, "There is no such provider.")
}
