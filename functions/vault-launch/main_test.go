package main

import (
	"bytes"
	"testing"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
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
