package main

import (
	"bytes"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/opening"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "vault-launch")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{door: opening.Door{Table: w.Table}}.launch)
	return w
}

func TestWhoSeesItSignsInAtItsOwnAddress(t *testing.T) { // rules G5, G6
	w := told(t)
	got := Read[api.Launched](w.Replay().Never(Codes.Reveal(), Edge.Secret.Reveal()))
	if got.Address != "https://fw.contoso.example" || got.Origin != got.Address || got.Username != "admin" || got.Version != 1 || !got.Ends.Equal(T0.Add(access.TicketLife)) {
		t.Errorf("answered %+v", got)
	}
	token, _ := identity.ParseLinkToken(got.Ticket, 1)
	kept := access.Ticket{ID: id.Ticket(token.Thing(0))}
	if w.Read(&kept); kept.Person != Sol.ID || kept.Session != Sol.SessionID || kept.Organization != Ridge || kept.Credential != Edge.ID || kept.Used != nil ||
		!bytes.Equal(kept.Hash, token.Hash()) {
		t.Errorf("kept %+v", kept)
	}
	if e := w.Record(Ridge)[0]; e.Action != audit.CredentialLaunched || e.Thing != string(Edge.ID) || e.Actor != Sol.ID {
		t.Errorf("on record: %+v", e.Entry)
	}
}

func TestWithoutAnAddressThereIsNowhereToSignIn(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Path("credential", Wifi.ID)).Is(409, "Office wifi has no address to sign in at.").Never(Wifi.Secret.Reveal())
	})
}

func TestAnAddressThatIsNoneIsNowhereToSignIn(t *testing.T) { // rule G6
	w := told(t)
	w.Edits(Edge.ID, func(c *credential.Credential) { c.URL = "ftp://fw.contoso.example" })
	w.Unchanged(func() { w.Replay().Is(409, "Edge firewall has no address to sign in at.") })
}

func TestNobodyElseLearnsThatThereIsOne(t *testing.T) { // promise 7, rules C1, F3, F4, G4
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Tam)).Is(404)
		w.Replay(As(Rhea), Path("credential", Insurance.ID)).Is(404)
		w.Replay(As(Val)).Is(403, "An auditor opens no secret")
		w.Replay(As(Eve)).Is(404)
		w.Replay(As(Jon), Path("organization", NorthQuay), Path("credential", Switch.Credential)).Is(403, "locked").Never(Switch.Secret.Reveal())
	})
}

func TestALockedOrganizationIsUnlockedFirst(t *testing.T) { // rule S9
	w := told(t)
	w.Edits(Turbine.ID, func(c *credential.Credential) { c.URL = "https://turbine.stonemill.example" })
	mill := []Edit{As(Ivy), Path("organization", StoneMill), Path("credential", Turbine.ID)}
	w.Replay(mill...).Is(200)
	w.Locks()
	w.Unchanged(func() { w.Replay(mill...).Is(403, "organization-locked").Never(Turbine.Secret.Reveal()) })
}

// with is a launch of a credential for an organization's member.
func with(p Person, o id.Organization, which Filed, more ...Edit) []Edit {
	return append([]Edit{As(p), Path("organization", o), Path("credential", which.ID)}, more...)
}

// Rules H2, H8, G6: who may use it signs in with it, on record on both sides, and who
// may only use it, too.
func TestWhatIsSharedIsSignedInWithInEitherDirection(t *testing.T) {
	w := told(t)
	for _, tt := range []struct {
		who      Person
		at, home id.Organization
		name     string
		which    Filed
	}{{Omar, Orchard, Halyard, "Orchard", Press}, {Tess, Halyard, Orchard, "Halyard", Scales}} {
		r := credential.Reader{Credential: tt.which.ID, Organization: tt.at}
		w.Read(&r)
		r.Mode = credential.Use
		w.Keep(change.Change{Records: []change.Record{r}}, "to use only: "+tt.which.Name)
		a := w.Replay(with(tt.who, tt.at, tt.which)...).Never(tt.which.Secret.Reveal())
		got := Read[api.Launched](a)
		if got.Ticket == "" || got.Origin != "https://press.orchard.example" || got.Address != "https://press.orchard.example" {
			t.Errorf("%s: answered %+v", tt.name, got)
		}
		there, home := launched(w, tt.at, tt.which), launched(w, tt.home, tt.which)
		if there.Actor != tt.who.ID || home.Actor != "" || home.ActorName != tt.who.Name || home.ActorOrganization != tt.name {
			t.Errorf("%s: on record %+v and %+v", tt.name, there, home)
		}
	}
}

// launched is the newest launch of a credential on an organization's record.
func launched(w *World, o id.Organization, which Filed) audit.Entry {
	for _, e := range w.Record(o) {
		if e.Action == audit.CredentialLaunched && e.Thing == string(which.ID) {
			return e.Entry
		}
	}
	return audit.Entry{}
}

func TestWhoDoesNotSignInWithWhatIsShared(t *testing.T) { // promises 2, 7, rules G7, H6, S1, S9
	end := T0.Add(time.Second)
	w := told(t)
	w.Unchanged(func() {
		w.Replay(with(Opal, Orchard, Press)...).Is(404)
		w.Replay(with(Vera, Vineyard, Press)...).Is(404)
		w.Replay(with(Uma, Halyard, Scales)...).Is(403, "An auditor opens no secret.")
	})
	for name, tt := range map[string]struct {
		edit   func(*credential.Reader)
		status int
	}{
		"disabled there": {func(r *credential.Reader) { s := *r.Share; s.Off, r.Share = &T0, &s }, 403},
		"at its end":     {func(r *credential.Reader) { r.Ends = &end }, 404},
		"stopped":        {func(r *credential.Reader) { *r = r.End(T0, "Hal", credential.Credential{}) }, 404},
	} {
		w := told(t)
		r := credential.Reader{Credential: Press.ID, Organization: Orchard}
		w.Read(&r)
		tt.edit(&r)
		w.Keep(change.Change{Records: []change.Record{r}}, name)
		t.Log(name)
		w.Unchanged(func() { w.Replay(with(Omar, Orchard, Press, At(end))...).Is(tt.status).Never(Press.Secret.Reveal()) })
	}
	u := identity.Unlocked{Person: Omar.ID, Session: Omar.SessionID, Organization: Orchard}
	w.Read(&u)
	w.Keep(change.Change{Drops: []change.Record{u}}, "locked again")
	w.Unchanged(func() { w.Replay(with(Omar, Orchard, Press)...).Is(403, "organization-locked") })
	o := identity.Organization{ID: Orchard}
	w.Read(&o)
	closed := *o.Relation
	closed.Open, o.Relation = false, &closed
	w.Keep(change.Change{Records: []change.Record{o}}, "closed")
	w.Unchanged(func() { w.Replay(with(Tess, Halyard, Scales)...).Is(403, "Orchard is closed to its people") })
}
