package main

import (
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
	w := New(t, "site-on")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.on)
	return w
}

func TestASiteIsOpenedAndOpenedAgainAsItWas(t *testing.T) { // rule S1
	w := told(t)
	o := identity.Organization{ID: ContosoSite}
	w.Read(&o)
	r := *o.Relation
	r.Open = false
	o.Relation = &r
	w.Keep(change.Change{Records: []change.Record{o}}, "Contoso is closed")
	cem := identity.Call{Route: "organization-see", Who: identity.Members, At: T0, ID: "Cem calls", Token: Cem.Session()}
	if _, err := w.Operator().Find(t.Context(), cem, ContosoSite); fault.Of(err) != fault.Forbidden {
		t.Errorf("closed: %v", err)
	}
	made := w.Made(func() {
		if got := Read[api.Site](w.Replay(Path("site", ContosoSite))); !got.Open || !got.Turned.Equal(T0) {
			t.Errorf("%+v", got)
		}
	})
	if made != "AUDIT AUDIT NOTICE OUT" || w.Told() != string(change.SiteOpened) {
		t.Errorf("made %s, told %s", made, w.Told())
	}
	if by := w.CallsIn(ContosoSite, Cem, T0); len(by.Groups) != 1 {
		t.Errorf("Cem is another: %+v", by)
	}
	for _, o := range []id.Organization{Ridge, ContosoSite} {
		if e := w.Record(o)[0]; e.Action != audit.SiteOpened || e.ActorName != "Rhea" {
			t.Errorf("on record of %s: %+v", o, e.Entry)
		}
	}
}

func TestASiteIsOpenedTheFirstTime(t *testing.T) { // rule S1
	w := told(t)
	if got := Read[api.Site](w.Replay()); !got.Open || got.ID != FabrikamSite {
		t.Errorf("%+v", got)
	}
	w.Unchanged(func() { w.Replay().Is(409, "Rhea opened Fabrikam to its people already at 2026-03-02T09:00:00Z") })
}

func TestOnlyTheProviderOpensItsSite(t *testing.T) { // rule S1, promise 7
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Val)).Is(403)
		w.Replay(As(Sol)).Is(403)
		w.Replay(As(Eve), Path("organization", Elsewhere)).Is(404, "There is no such site.")
		w.Replay(As(Nia), Path("organization", NorthwindSite)).Is(404, "There is no such site.")
		w.Replay(Path("site", BlueHarbor)).Is(404, "There is no such site.")
	})
}
