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
	w := New(t, "partner-list")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.list)
	return w
}

func named(p api.Partners) (out []string) {
	for _, x := range p.Items {
		out = append(out, x.Is+" "+x.Name)
	}
	slices.Sort(out)
	return out
}

func TestEachSideListsTheOtherAndSitesKnowNothingOfEachOther(t *testing.T) { // rules S3, S8
	w := told(t)
	if got := named(Read[api.Partners](w.Replay())); !slices.Equal(got, []string{"site Contoso", "site Fabrikam", "site Northwind"}) {
		t.Errorf("the provider: %v", got)
	}
	got := Read[api.Partners](w.Replay(As(Cora), Path("organization", ContosoSite)))
	if !slices.Equal(named(got), []string{"provider Ridge IT"}) || got.Items[0].ID != Ridge || !got.Items[0].Open || got.Items[0].Locked {
		t.Errorf("a site: %+v", got)
	}
	if got := Read[api.Partners](w.Replay(As(Eve), Path("organization", Elsewhere))); len(got.Items) != 0 {
		t.Errorf("another: %+v", got)
	}
}

func TestAPartnerIsListedWithWhetherItsKeyIsSet(t *testing.T) { // rule S4
	w := told(t)
	for _, which := range []id.Organization{ContosoSite, Ridge} {
		o := identity.Organization{ID: which}
		w.Read(&o)
		o.Locked = &identity.Locked{Since: T0}
		w.Keep(change.Change{Records: []change.Record{o}}, "the key of "+o.Name+" is set")
	}
	for _, p := range Read[api.Partners](w.Replay()).Items {
		if p.Locked != (p.ID == ContosoSite) {
			t.Errorf("%+v", p)
		}
	}
	if got := Read[api.Partners](w.Replay(As(Nia), Path("organization", NorthwindSite))); !got.Items[0].Locked {
		t.Errorf("%+v", got)
	}
}

func TestWhoSharesNothingListsNoPartners(t *testing.T) { // rule H1
	w := told(t)
	w.Replay(As(Val)).Is(200)
	w.Replay(As(Sol)).Is(403, "who is let share by one")
	sol := identity.Member{Organization: Ridge, Person: Sol.ID}
	w.Read(&sol)
	sol.Shares = true
	w.Keep(change.Change{Records: []change.Record{sol}}, "Sol may share")
	w.Replay(As(Sol)).Is(200)
	w.Replay(As(Cora)).Is(404)
}
