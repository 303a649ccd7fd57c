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
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.create)
	return w
}

func TestACompanyCredentialIsSealedToTheOrganization(t *testing.T) {
	w := told(t)
	var got api.Credential
	made := w.Made(func() { got = Read[api.Credential](w.Replay()) })
	if made != "AUDIT CREDENTIAL CREDENTIAL CURRENT HOLDS LOG NAME NAME NAME NAME NAME READER VERSION WORD WORD WORD WORD" {
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

func TestOnlyTheNameIsNeededAndWhatIsGivenIsKeptTidy(t *testing.T) { // rule C2
	w := told(t)
	got := Read[api.Credential](w.Replay(Body(`{"name":"Spare key","belongsTo":"organization"}`)))
	if got.Name != "Spare key" || got.Username != "" || got.Type != "" || got.URL != "" || len(got.Tags) != 0 {
		t.Errorf("made %+v", got)
	}
	got = Read[api.Credential](w.Replay(Set("type", " Router "), Set("url", "router.example/login"), Set("tags", []string{" rack 4", "", "rack 4", "core"})))
	if got.Type != "Router" || got.URL != "https://router.example/login" || strings.Join(got.Tags, ",") != "rack 4,core" {
		t.Errorf("made %+v", got)
	}
	w.Unchanged(func() { w.Replay(Set("url", "javascript://x")).Is(400, "body.url") })
}

func TestALoginMayHaveASeedWhichNoListShows(t *testing.T) {
	w := told(t)
	got := Read[api.Credential](w.Replay(Set("seed", "otpauth://totp/Router?secret=JBSWY3DPEHPK3PXP&digits=8")))
	if plain, err := w.Opens(BlueHarbor, got.ID); err != nil || plain.Seed == "" || !got.HasCodes {
		t.Errorf("answered %+v, %v", got, err)
	}
	w.Unchanged(func() {
		w.Replay(Set("seed", "otpauth://hotp/Router?secret=JBSWY3DPEHPK3PXP")).Is(400, "body.seed").Never("JBSWY3DP")
	})
}
