package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "site-create")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table, keys: w.Keys}.create)
	return w
}

func TestASiteIsMadeWithItsClientClosedAndEmpty(t *testing.T) { // rules S1, S7
	w := told(t)
	var got api.Site
	made := w.Made(func() { got = Read[api.Site](w.Replay()) })
	if made != "ASKS AUDIT AUDIT AUDIT AUDIT CLIENT FOLDER FOLDER KEY ORG SITE" || w.Told() != "" {
		t.Errorf("made %s, told %s", made, w.Told())
	}
	o, cl, r := identity.Organization{ID: got.ID}, filing.Client{Organization: Ridge, ID: got.Client}, identity.Roster{Organization: got.ID}
	w.Read(&o, &cl, &r)
	if got.Open || got.Turned != nil || got.Locked || got.Name != "Woodgrove" || !o.IsSiteOf(Ridge) || cl.Site != o.ID || len(o.Public) == 0 || r.Version != 0 {
		t.Errorf("%+v, %+v of %+v", got, o, cl)
	}
	if theirs := w.Record(o.ID); len(theirs) != 1 || theirs[0].Action != audit.OrganizationCreated || theirs[0].Actor != "" || theirs[0].ActorOrganization != "Ridge IT" {
		t.Errorf("on its record: %+v", theirs)
	}
}

func TestASiteIsMadeForAClientThatIsThereOnce(t *testing.T) { // rule S7
	w := told(t)
	_, _, ch, err := filing.NewClient(w.CallsIn(Ridge, Rhea, T0), "Tailspin", nil)
	if err != nil {
		t.Fatal(err)
	}
	w.Keep(ch, "a client")
	var cl filing.Client
	for _, r := range ch.Records {
		if x, ok := r.(filing.Client); ok {
			cl = x
		}
	}
	forIt := []Edit{Set("client", string(cl.ID)), Set("groups", nil), Set("name", nil)}
	if got := Read[api.Site](w.Replay(forIt...)); got.Name != "Tailspin" || got.Client != cl.ID {
		t.Errorf("%+v", got)
	}
	w.Unchanged(func() {
		w.Replay(forIt...).Is(409, "Tailspin has a site already")
		w.Replay(Set("client", string(Contoso)), Set("groups", nil)).Is(409, "Contoso has a site already")
	})
}

func TestOnlyOneOfTwoSitesForAClientIsMade(t *testing.T) { // promise 5
	w := told(t)
	cl := filing.Client{Organization: Ridge, ID: Contoso}
	w.Read(&cl)
	cl.Site = ""
	w.Keep(change.Change{Records: []change.Record{cl}}, "Contoso has no site")
	forIt := []Edit{Set("client", string(Contoso)), Set("groups", nil), Set("name", nil)}
	codes := map[int]int{}
	for _, a := range w.AtOnce(forIt, forIt) {
		codes[a.StatusCode]++
	}
	if codes[201] != 1 || codes[409] != 1 {
		t.Errorf("answered %v", codes)
	}
}

func TestWhatIsNoSiteIsRefusedByField(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Set("name", nil), Set("groups", nil)).Is(400, "body.name")
		w.Replay(Set("name", " \t")).Is(400, "body.name")
		w.Replay(Set("client", string(Tailspin)), Set("groups", nil)).Is(400, "body.client", "is no client here") // Elm Street's
		w.Replay(Set("client", "org_1")).Is(400, "body.client")
		w.Replay(Set("groups", []string{string(SocialTeam)})).Is(400, "body.groups") // Blue Harbor's
		w.Replay(Set("open", true)).Is(400, "body.open")
		w.Replay(As(Sol)).Is(403, "Only an admin of Ridge IT")
		w.Replay(As(Val)).Is(403)
		w.Replay(As(Cora)).Is(404)
		w.Replay(As(Eve)).Is(404)
		w.Replay(Nobody).Is(401)
	})
}

func TestASiteAndAPersonalAccountHaveNoSites(t *testing.T) { // rule S1
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Cora), Path("organization", ContosoSite), Set("groups", nil)).Is(403, "Contoso is a site of Ridge IT")
		w.Replay(As(Olga), Path("organization", OlgaHome), Set("groups", nil)).Is(403, "personal account")
	})
}

func TestTheSitesOfADayAreCounted(t *testing.T) { // rule D9
	w := told(t)
	Read[api.Site](w.Replay())
	a, o := delegation.Asks{Organization: Ridge}, identity.Organization{ID: Ridge}
	w.Read(&a, &o)
	if a.Sites != 1 || a.Day != "2026-03-02" {
		t.Errorf("counted %+v", a)
	}
	a.Sites, o.Since = 50, T0.AddDate(0, 0, -1)
	w.Keep(change.Change{Records: []change.Record{a, o}}, "a new organization, and fifty")
	w.Unchanged(func() { w.Replay(Set("name", "One more")).Is(429, "Enough sites were made today") })
	a.Version, a.Sites, a.Paused = a.Version+1, 0, &T0
	w.Keep(change.Change{Records: []change.Record{a}}, "paused")
	w.Unchanged(func() { w.Replay(Set("name", "One more")).Is(403, "until an operator has looked at it") })
}

func TestWithoutKMSNoSiteIsMade(t *testing.T) {
	w := told(t)
	w.KMS.Fail(true)
	w.Unchanged(func() { w.Replay().Is(503) })
}
