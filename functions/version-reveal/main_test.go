package main

import (
	"testing"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/opening"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "version-reveal")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{door: opening.Door{Table: w.Table, Keys: w.Keys}}.reveal)
	return w
}

func received(w *World, p Person, c credential.Credential) credential.Received {
	r := credential.Received{Credential: c.ID, Organization: c.Home, Person: p.ID}
	w.Read(&r)
	return r
}

func TestAnEarlierVersionIsShownAndOnRecordAsThat(t *testing.T) { // rules C9, C11, C12
	w := told(t)
	if got := Read[api.Revealed](w.Replay().Never(Registrar.Secret.Reveal())); got.Secret != Former.Reveal() || got.Version != 1 {
		t.Errorf("answered %+v", got)
	}
	if e := w.Record(Ridge)[0]; e.Action != audit.CredentialRevealed || e.Detail != "version 1" || e.Thing != string(Registrar.ID) || e.Actor != Rhea.ID {
		t.Errorf("on record: %+v", e.Entry)
	}
	c := credential.Credential{ID: Registrar.ID}
	w.Read(&c)
	r := received(w, Rhea, c)
	if r.Number != 1 || r.MayKnow(c) {
		t.Errorf("received %+v", r)
	}
	w.Replay(Path("number", "2")).Is(200, Registrar.Secret.Reveal())
	if r := received(w, Rhea, c); r.Number != 2 || r.Uses != 2 || !r.MayKnow(c) {
		t.Errorf("received %+v", r)
	}
	w.Replay().Is(200)
	if r := received(w, Rhea, c); r.Number != 2 || !r.MayKnow(c) { // an older one takes nothing away
		t.Errorf("received %+v", r)
	}
}

func TestNoEntryNoPlaintext(t *testing.T) { // promise 3, rule C11
	w := told(t)
	defer w.Dynamo.Before(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "TransactWriteItems" {
			return dynamo.Broken(r)
		}
		return nil
	})()
	if a := w.Replay().Never(Former.Reveal()); a.StatusCode < 500 {
		t.Errorf("answered %d", a.StatusCode)
	}
}

func TestOnlyWhoMayWriteSeesAnEarlierOne(t *testing.T) { // rules C9, F4, promise 7
	w := told(t)
	at := func(f Filed) Edit { return Path("credential", f.ID) }
	w.Unchanged(func() {
		w.Replay(As(Sol)).Is(404)
		w.Replay(As(Sol), at(Edge)).Is(403, "Only an admin").Never(Edge.Secret.Reveal())
		w.Replay(As(Val)).Is(403, "An auditor opens no secret").Never(Former.Reveal())
		w.Replay(at(Insurance)).Is(404)
		w.Replay(As(Eve)).Is(404)
		w.Replay(Path("number", "3")).Is(404, "There is no such version.")
		w.Replay(Path("number", "0")).Is(400, "path.number")
		w.Replay(Path("number", "one")).Is(400, "path.number")
	})
	w.Replay(As(Sol), at(Insurance)).Is(200, Insurance.Secret.Reveal())
}

// Rule G4: of a resource that is just-in-time it is had while that is open, and
// never by being admin alone (G2).
func TestAnEarlierVersionIsHeldAgainstTheResource(t *testing.T) {
	w := told(t)
	by := []Edit{Path("organization", NorthQuay), Path("credential", Switch.Credential)}
	w.Replay(append(by, As(Jon))...).Is(403, "locked").Never(Switch.Secret.Reveal())
	w.Replay(append(by, As(Ira))...).Is(403, "not assigned").Never(Switch.Secret.Reveal())
	hana := []Edit{As(Hana), Path("organization", PierNine), Path("credential", Camera.Credential)}
	w.Replay(hana...).Is(200, Camera.Secret.Reveal()).Never("JBSWY3DPEHPK3PXP")
}

func TestADisabledOneShowsNoVersion(t *testing.T) { // rule C10
	w := told(t)
	defer w.Meanwhile(func() {
		c := credential.Credential{ID: Registrar.ID}
		w.Read(&c)
		c.Disabled = &T0
		w.Keep(change.Change{Records: []change.Record{c}}, "disabled meanwhile")
	})()
	w.Replay().Is(403, "disabled").Never(Former.Reveal())
}

func TestALockedOrganizationIsUnlockedFirst(t *testing.T) { // rule S9
	w := told(t)
	mill := []Edit{As(Ivy), Path("organization", StoneMill), Path("credential", Turbine.ID)}
	w.Locks()
	w.Unchanged(func() { w.Replay(mill...).Is(403, "organization-locked") })
	w = told(t)
	w.Replay(mill...).Is(200)
}

// What a version said before it was shared is its home's, and opens by its home's key.
func TestEarlierVersionsOfWhatIsSharedAreItsHomes(t *testing.T) { // rules C9, H6
	w := told(t)
	w.Says(Orchard, Orla, Scales.ID, T0, "a second secret")
	w.Says(Halyard, Hal, Press.ID, T0, "a second secret")
	first := []Edit{Path("number", "1")}
	w.Unchanged(func() {
		w.Replay(append(first, As(Tess), Path("organization", Halyard), Path("credential", Scales.ID))...).
			Is(403, "Orchard shares this with Halyard: only there is that done.").Never(Scales.Secret.Reveal())
		w.Replay(append(first, As(Omar), Path("organization", Orchard), Path("credential", Press.ID))...).Is(403, "Halyard shares this").Never(Press.Secret.Reveal())
		w.Replay(append(first, As(Opal), Path("organization", Orchard), Path("credential", Press.ID))...).Is(404)
		w.Replay(append(first, As(Vera), Path("organization", Vineyard), Path("credential", Press.ID))...).Is(404)
	})
	w.Replay(append(first, As(Hal), Path("organization", Halyard), Path("credential", Press.ID))...).Is(200, Press.Secret.Reveal())
}
