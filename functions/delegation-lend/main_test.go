package main

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/opening"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "delegation-lend")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{door: opening.Door{Table: w.Table, Keys: w.Keys}}.lend)
	return w
}

func TestARequestIsAnsweredWithAnOrganizationsCredential(t *testing.T) { // rule D2
	w := told(t)
	ends := T0.Add(30 * 24 * time.Hour)
	got := Read[api.Delegation](w.Replay(Set("ends", ends.Format(time.RFC3339))))
	if got.State != "shared" || got.Credential != Camera.Credential || !got.HasCodes || !got.Ends.Equal(ends) || got.AllowViewing {
		t.Errorf("answered %+v", got)
	}
	plain, err := w.Opens(Elsewhere, Camera.Credential)
	if err != nil || plain.Secret != Camera.Secret || plain.Seed == "" {
		t.Errorf("who asked opens %d bytes, %v", plain.Secret.Len(), err)
	}
	if own, err := w.Opens(PierNine, Camera.Credential); err != nil || own != plain {
		t.Errorf("its home opens something else: %v", err)
	}
	r := credential.Reader{Credential: Camera.Credential, Organization: Elsewhere}
	theirs := access.Resource{Organization: Elsewhere, ID: Gate.Resource}
	set := access.Set{Resource: Gate.Resource, Credential: Camera.Credential}
	w.Read(&r, &theirs, &set)
	if r.Via != credential.Delegated || r.Delegation != Gate.Delegation || r.Lender != "Hana" || r.Mode != credential.Use || !r.Ends.Equal(ends) ||
		r.Home != PierNine || r.Address != "https://camera.piernine.example" {
		t.Errorf("they have it as %+v", r)
	}
	if l := theirs.Loan; l.State != access.Shared || l.Credential != Camera.Credential || l.Owner != "Hana" || !l.Ends.Equal(ends) || set.Version == 0 {
		t.Errorf("their resource says %+v", l)
	}
}

func TestTheRequestMovesToTheOrganizationWhoseAdminsManageItFromThen(t *testing.T) {
	w := told(t)
	w.Replay().Is(200)
	d := delegation.Delegation{ID: Gate.Delegation}
	was, is := delegation.Held{Organization: HanaHome, Delegation: d.ID}, delegation.Held{Organization: PierNine, Delegation: d.ID}
	w.Read(&d, &was, &is)
	if d.Owner != PierNine || d.OwnerPerson != Hana.ID || was.Version != 0 || is.Version == 0 {
		t.Errorf("held by %s; rows at %d and %d", d.Owner, was.Version, is.Version)
	}
	here, there, home := w.Record(PierNine)[0], w.Record(Elsewhere)[0], w.Record(HanaHome)[0]
	if here.Action != audit.DelegationShared || here.Actor != Hana.ID || here.Detail != "with Camera viewer" {
		t.Errorf("on its record: %+v", here.Entry)
	}
	if there.Action != audit.DelegationShared || there.Actor != "" || there.ActorName != "Hana" || there.ActorOrganization != "Pier Nine" || there.From != "" {
		t.Errorf("on the record of who asked: %+v", there.Entry)
	}
	if home.Action != audit.DelegationShared || home.Detail != "from Pier Nine" {
		t.Errorf("on her own: %+v", home.Entry)
	}
	for _, e := range w.Record(PierNine) {
		if e.Action == audit.CredentialRevealed {
			t.Error("a reveal is on record: nothing was shown")
		}
	}
	if w.Told() != "delegation-shared" {
		t.Errorf("told: %s", w.Told())
	}
}

func TestWhoMayNotRevealItCannotLendIt(t *testing.T) { // rule H1
	for name, tt := range map[string]struct {
		edit   func(w *World, c *change.Change)
		status int
		says   string
	}{
		"no assignment": {func(w *World, c *change.Change) {
			r := access.Resource{Organization: PierNine, ID: Camera.Resource}
			w.Read(&r)
			r.Assignments = nil
			c.Keep(r)
		}, 403, "You are not assigned to Camera"},
		"an assignment to use": {func(w *World, c *change.Change) {
			r := access.Resource{Organization: PierNine, ID: Camera.Resource}
			w.Read(&r)
			r.Assignments[0].Mode = credential.Use
			c.Keep(r)
		}, 403, "not see it"},
		"no admin there": {func(w *World, c *change.Change) {
			m := identity.Member{Organization: PierNine, Person: Hana.ID}
			w.Read(&m)
			m.Role = identity.User
			c.Keep(m)
		}, 403, "Only an admin of Pier Nine"},
		"somebody's own login": {func(w *World, c *change.Change) {
			x := credential.Credential{ID: Camera.Credential}
			w.Read(&x)
			x.Owner, x.Owned = Hana.ID, T0
			c.Keep(x)
		}, 400, "only a company credential is lent"},
		"disabled": {func(w *World, c *change.Change) {
			x := credential.Credential{ID: Camera.Credential}
			w.Read(&x)
			x.Disabled = &T0
			c.Keep(x)
		}, 403, "disabled"},
	} {
		t.Run(name, func(t *testing.T) {
			w := told(t)
			var c change.Change
			tt.edit(w, &c)
			w.Keep(c, name)
			w.Replay().Is(tt.status, tt.says)
			if _, err := w.Opens(Elsewhere, Camera.Credential); err == nil {
				t.Error("it is lent all the same")
			}
		})
	}
}

func TestOnlyWhoClaimedTheRequestAnswersItAndOnlyOnce(t *testing.T) {
	w := told(t)
	for what, edits := range map[string][]Edit{
		"somebody else's request": {Path("delegation", Shop.Delegation)},
		"one nobody claimed":      {Path("delegation", Bakery.Delegation)},
		"another organization":    {Path("organization", Elsewhere)},
		"another's credential":    {Set("credential", string(Router.Credential))},
		"another's resource":      {Set("resource", string(Router.Resource))},
		"her own home":            {Path("organization", HanaHome)},
	} {
		if a := w.Replay(edits...); a.StatusCode != 404 {
			t.Errorf("%s: %d %s", what, a.StatusCode, a.Body)
		}
	}
	w.Replay(As(Eve), Path("organization", Elsewhere)).Is(404)
	for _, ends := range []string{"2026-03-02T09:59:59Z", "2036-03-02T09:00:01Z", "1999-01-01T00:00:00Z"} {
		w.Replay(Set("ends", ends)).Is(400, "body.ends")
	}
	w.Replay(Set("ends", "tomorrow")).Is(400)
	w.Replay().Is(200)
	w.Unchanged(func() { w.Replay(At(T0.Add(time.Minute))).Is(409, "Hana shared this already at 2026-03-02T09:00:00Z.") })
}

func TestWhatIsLentToAnOrganizationIsNotLentOnAndNobodyLendsToThemselves(t *testing.T) { // rule D6
	w := told(t)
	r := access.Resource{Organization: PierNine, ID: Camera.Resource}
	w.Read(&r)
	r.Loan = &access.Loan{Delegation: Shop.Delegation, State: access.Shared, Credential: Camera.Credential}
	w.Keep(change.Change{Records: []change.Record{r}}, "a loan")
	w.Unchanged(func() { w.Replay().Is(400, "body.credential", "cannot be lent on") })

	w = told(t)
	d := delegation.Delegation{ID: Gate.Delegation}
	w.Read(&d)
	d.Organization = PierNine
	w.Keep(change.Change{Records: []change.Record{d}}, "asked by her own")
	w.Unchanged(func() { w.Replay().Is(400, "lends itself nothing") })
}

func TestLendingAgainToWhoHadItBeforeTakesTheOldRow(t *testing.T) {
	w := told(t)
	used := T0.Add(-time.Hour)
	ended := credential.Reader{Credential: Camera.Credential, Organization: Elsewhere, Name: "Elsewhere", Via: credential.Delegated, Ended: &used, EndedBy: "Hana", LastUse: &used}
	w.Keep(change.Change{Records: []change.Record{ended}}, "had it before")
	w.Replay().Is(200)
	w.Read(&ended)
	if got := ended; got.LastUse == nil || got.Version != 2 {
		t.Errorf("%+v", got)
	}
	if _, err := w.Opens(Elsewhere, Camera.Credential); err != nil {
		t.Error(err)
	}
}

func TestWithoutKMSNothingIsLent(t *testing.T) {
	w := told(t)
	w.KMS.Fail(true)
	w.Unchanged(func() { w.Replay().Is(503, "Nothing was done") })
}
