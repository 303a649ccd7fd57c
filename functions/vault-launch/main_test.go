package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/opening"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "vault-launch")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{door: opening.Door{Table: w.Table, Keys: w.Keys}}.launch)
	return w
}

func TestWhoSeesItSignsInAtItsOwnAddress(t *testing.T) { // rules G5, G6
	w := told(t)
	got := Read[api.Fill](w.Replay().Never(Codes.Reveal()))
	if got.Address != "https://fw.contoso.example" || got.Username != "admin" || got.Secret != Edge.Secret.Reveal() || len(got.Code) != 6 {
		t.Errorf("answered %+v", got)
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
