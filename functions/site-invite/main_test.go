package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "site-invite")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table, keys: w.Keys}.invite)
	return w
}

func TestAProviderInvitesToItsSiteAndItsAdminsAreTold(t *testing.T) { // rule S2
	w := told(t)
	var got api.Member
	made := w.Made(func() { got = Read[api.Member](w.Replay()) })
	if made != "ASKS AUDIT AUDIT INVITATION NOTICE NOTICE OUT OUT" || got.State != "pending" || w.Told() != "member-invited site-invited" {
		t.Errorf("made %s, told %s, answered %+v", made, w.Told(), got)
	}
	inv, asks := identity.Invitation{Organization: ContosoSite, ID: got.Invitation}, delegation.Asks{Organization: Ridge}
	if w.Read(&inv, &asks); inv.Provider != Ridge || inv.Inviter() != "Rhea of Ridge IT" || asks.Invited != 1 {
		t.Errorf("%+v, counted %+v", inv, asks)
	}
	own, theirs := w.Record(Ridge)[0], w.Record(ContosoSite)[0]
	if own.Action != audit.SiteInvited || own.Detail != "carl@contoso.example as user" || theirs.Action != audit.MemberInvited || theirs.ThingName != "carl@contoso.example" || theirs.Actor != "" || theirs.ActorOrganization != "Ridge IT" {
		t.Errorf("on record %+v, %+v", own.Entry, theirs.Entry)
	}
}

func TestTheFirstAtASiteIsAnAdminAndTheSiteIsOpen(t *testing.T) { // rules S1, S2
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Path("site", FabrikamSite), Set("role", "admin")).Is(409, "Open Fabrikam to its people first")
	})
	o := identity.Organization{ID: FabrikamSite}
	w.Read(&o)
	r := *o.Relation
	r.Open = true
	o.Relation = &r
	w.Keep(change.Change{Records: []change.Record{o}}, "Fabrikam is open")
	w.Unchanged(func() { w.Replay(Path("site", FabrikamSite)).Is(409, "Fabrikam has no admin yet: invite one first") })
	w.Replay(Path("site", FabrikamSite), Set("role", "admin")).Is(201)
	if w.Told() != "member-invited" {
		t.Errorf("told %s", w.Told())
	}
}

func TestWhoIsThereOrInvitedIsTheSitesToKnow(t *testing.T) { // rule S3
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Set("email", "CEM@contoso.example")).Is(409, "Somebody with this address is a member of Contoso already").Never("Cem")
		if got := Read[api.Member](w.Replay(Set("email", PatEmail))); got.Invitation != PatInvitation {
			t.Errorf("%+v", got)
		}
		w.Replay(Set("email", PatEmail), Set("role", "admin")).Is(409, "is invited to Contoso already")
	})
	inv := identity.Invitation{Organization: ContosoSite, ID: PatInvitation}
	w.Read(&inv)
	inv.Provider, inv.ByName = "", "Cora"
	w.Keep(change.Change{Records: []change.Record{inv}}, "it is Cora's")
	w.Unchanged(func() { w.Replay(Set("email", PatEmail)).Is(409, "is invited to Contoso already").Never("Cora") })
}

func TestNobodyIsInvitedToWhatIsNoSiteOfOurs(t *testing.T) { // promise 7
	w := told(t)
	w.Unchanged(func() {
		for _, o := range []id.Organization{Ridge, BlueHarbor, id.New[id.Organization](T0, "nothing", 0)} {
			w.Replay(Path("site", o)).Is(404, "There is no such site.")
		}
		w.Replay(As(Nia), Path("organization", NorthwindSite)).Is(404, "There is no such site.")
		w.Replay(As(Cora), Path("organization", ContosoSite)).Is(404, "There is no such site.")
		w.Replay(As(Sol)).Is(403)
		w.Replay(As(Cora)).Is(404, "There is no such organization.")
		w.Replay(Set("email", "Carl <carl@contoso.example>")).Is(400, "body.email")
		w.Replay(Set("role", "owner")).Is(400, "body.role")
	})
}

func TestASiteThatIsClosedMeanwhileHasNobodyInvited(t *testing.T) { // rule S1
	w := told(t)
	defer w.Meanwhile(func() {
		o := identity.Organization{ID: ContosoSite}
		w.Read(&o)
		r := *o.Relation
		r.Open, r.Turned = false, T0
		o.Relation = &r
		w.Keep(change.Change{Records: []change.Record{o}}, "Contoso is closed")
	})()
	w.Replay().Is(409, "Open Contoso to its people first")
	if w.Told() != "" {
		t.Errorf("told %s", w.Told())
	}
}

func TestAPausedProviderInvitesNobodyToItsSites(t *testing.T) { // rule D9
	w := told(t)
	w.Keep(change.Change{Records: []change.Record{delegation.Asks{Organization: Ridge, Paused: &T0}}}, "paused")
	w.Unchanged(func() { w.Replay().Is(403, "until an operator has looked at it") })
}

func TestWithoutKMSNobodyIsInvited(t *testing.T) {
	w := told(t)
	w.KMS.Fail(true)
	w.Unchanged(func() { w.Replay().Is(503) })
}
