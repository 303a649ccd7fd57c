package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "site-uninvite")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.uninvite)
	return w
}

func TestAProviderTakesItsInvitationBackOnBothRecords(t *testing.T) { // rule S2
	w := told(t)
	w.Replay().Is(204)
	inv := identity.Invitation{Organization: ContosoSite, ID: PatInvitation}
	if w.Read(&inv); inv.Version != 0 {
		t.Errorf("%+v", inv)
	}
	if own, theirs := w.Record(Ridge)[0], w.Record(ContosoSite)[0]; own.Action != audit.SiteUninvited || theirs.Action != audit.MemberUninvited || theirs.Actor != "" {
		t.Errorf("on record %+v, %+v", own.Entry, theirs.Entry)
	}
	w.Unchanged(func() { w.Replay().Is(404, "There is no such invitation.") })
}

func TestWhatTheSiteAskedIsNotTheProvidersToTakeBack(t *testing.T) { // rule S3, promise 7
	w := told(t)
	inv := identity.Invitation{Organization: ContosoSite, ID: PatInvitation}
	w.Read(&inv)
	inv.Provider = ""
	w.Keep(change.Change{Records: []change.Record{inv}}, "it is the site's own")
	w.Unchanged(func() {
		w.Replay().Is(404, "There is no such invitation.")
		w.Replay(Path("site", NorthwindSite)).Is(404, "There is no such invitation.")
		w.Replay(Path("site", BlueHarbor), Path("invitation", FayInvitation)).Is(404, "There is no such site.")
		w.Replay(As(Nia), Path("organization", NorthwindSite)).Is(404, "There is no such site.")
		w.Replay(As(Sol)).Is(403)
	})
}
