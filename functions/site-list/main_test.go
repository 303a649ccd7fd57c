package main

import (
	"slices"
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "site-list")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.list)
	return w
}

func TestAProvidersSitesAreListedAndNobodyElses(t *testing.T) { // rule S3
	w := told(t)
	var names []string
	after := ""
	for {
		got := Read[api.Sites](w.Replay(Query("limit", "2"), Query("after", after)))
		for _, s := range got.Items {
			names = append(names, s.Name)
			if s.Open != (s.ID != FabrikamSite) || s.Locked {
				t.Errorf("%+v", s)
			}
		}
		if after = got.Next; after == "" {
			break
		}
	}
	if slices.Sort(names); !slices.Equal(names, []string{"Contoso", "Fabrikam", "Northwind"}) {
		t.Errorf("%v", names)
	}
	for _, p := range []struct {
		Person
		o id.Organization
	}{{Cora, ContosoSite}, {Eve, Elsewhere}, {Olga, OlgaHome}} {
		if got := Read[api.Sites](w.Replay(As(p.Person), Path("organization", p.o))); len(got.Items) != 0 {
			t.Errorf("%s sees %+v", p.Name, got)
		}
	}
}

func TestWhoOnlyUsesAProviderListsNoSites(t *testing.T) {
	w := told(t)
	w.Replay(As(Sol)).Is(403)
	w.Replay(As(Cora)).Is(404)
	w.Replay(Query("after", "nonsense")).Is(400, "query.after")
}
