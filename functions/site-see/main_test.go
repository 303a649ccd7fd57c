package main

import (
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
	w := New(t, "site-see")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.see)
	return w
}

func TestAProviderSeesItsSiteAndWhomItInvitedThereAndNobodyElse(t *testing.T) { // rules S2, S3
	w := told(t)
	theirs := identity.Invitation{
		Organization: ContosoSite, ID: id.New[id.Invitation](T0, "theirs", 0), Email: "kim@contoso.example", Role: identity.User, ByName: "Cora",
		Link: identity.Link{Expires: T0.AddDate(0, 0, 7)},
	}
	w.Keep(change.Change{Records: []change.Record{theirs}}, "Cora invites Kim")
	w.Unchanged(func() {
		a := w.Replay().Is(200).Never("kim@", "Cora", "Cem", Cora.Email, "Front office")
		got := Read[api.SiteDetail](a)
		if got.Name != "Contoso" || got.Client != Contoso || !got.Open || !got.Active || got.Forced || len(got.Invited) != 1 || got.Invited[0].Email != PatEmail || got.Invited[0].Invitation != PatInvitation {
			t.Errorf("%+v", got)
		}
	})
	if got := Read[api.SiteDetail](w.Replay(Path("site", FabrikamSite))); got.Active || got.Open || len(got.Invited) != 0 {
		t.Errorf("one that nobody has activated: %+v", got)
	}
}

func TestWhatIsNoSiteOfOursIsNotSeen(t *testing.T) { // promise 7
	w := told(t)
	for _, o := range []id.Organization{Ridge, BlueHarbor, id.New[id.Organization](T0, "nothing", 0)} {
		w.Replay(Path("site", o)).Is(404, "There is no such site.")
	}
	w.Replay(As(Nia), Path("organization", NorthwindSite)).Is(404, "There is no such site.")
	w.Replay(As(Cora), Path("organization", ContosoSite)).Is(404, "There is no such site.")
	w.Replay(As(Eve), Path("organization", Elsewhere)).Is(404, "There is no such site.")
	w.Replay(As(Sol)).Is(403)
}
