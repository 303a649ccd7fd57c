package main

import (
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "credential-create")
	w.Handler = lambdahttp.Handle(w.Name, Origin, function{table: w.Table}.create)
	return w
}

func TestACompanyCredentialIsSealedToTheOrganization(t *testing.T) {
	w := told(t)
	var got api.Credential
	made := w.Made(func() { got = Read[api.Credential](w.Replay()) })
	if made != "AUDIT CREDENTIAL CREDENTIAL CURRENT READER VERSION" {
		t.Errorf("made %s", made)
	}
	if plain, err := w.Opens(BlueHarbor, got.ID); err != nil || plain.Secret != "another password" {
		t.Errorf("it opens to %q, %v", plain.Secret.Reveal(), err)
	}
}

func TestOnesOwnLoginIsUnmanagedUntilItsOwnerConsents(t *testing.T) {
	w := told(t)
	mine := []Edit{As(Bob), Set("belongsTo", "me")}
	if got := Read[api.Credential](w.Replay(mine...)); got.Owner != Bob.ID || got.Managed {
		t.Errorf("made %+v", got)
	}
	if got := Read[api.Credential](w.Replay(append(mine, Set("allowAdminAccess", true))...)); !got.Managed {
		t.Errorf("made %+v", got)
	}
}

func TestWhoMayNotAddALoginAddsNone(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Bob)).Is(403, "Only an admin")
		w.Replay(As(Cyd), Set("belongsTo", "me")).Is(403, "auditor")
		w.Replay(Path("resource", Social.Resource)).Is(403, "outside owner")
		w.Replay(As(Bob), Path("resource", Shop.Resource), Set("belongsTo", "me")).Is(404)
		w.Replay(Set("secret", strings.Repeat("x", 10_001))).Is(400, "body.secret")
		w.Replay(Set("owner", string(Bob.ID))).Is(400, "body.owner") // no field of ours
	})
}
