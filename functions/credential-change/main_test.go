package main

import (
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "credential-change")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.change)
	return w
}

func TestEverybodyItIsLentToGoesOnWithTheNewVersion(t *testing.T) {
	w := told(t)
	if got := Read[api.Credential](w.Replay()); got.Version != 2 || got.By != "Olga" {
		t.Errorf("answered %+v", got)
	}
	for _, o := range []id.Organization{OlgaHome, BlueHarbor} {
		if plain, err := w.Opens(o, Social.Credential); err != nil || plain.Secret != "a newer password" {
			t.Errorf("%s opens %q, %v", o, plain.Secret.Reveal(), err)
		}
	}
	for _, o := range []id.Organization{OlgaHome, BlueHarbor} {
		if e := w.Record(o)[0]; e.Action != audit.CredentialChanged || e.ActorName != "Olga" {
			t.Errorf("on record: %+v", e.Entry)
		}
	}
}

func TestWhoSawAnOlderVersionIsToldWhoChangedItAndWhen(t *testing.T) {
	w := told(t)
	w.Replay().Is(201)
	w.Unchanged(func() { w.Replay(At(T0.Add(time.Minute))).Is(409, "Olga changed it at 2026-03-02T09:00:00Z") })
}

func TestOnlyItsHomeChangesIt(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Ann), Path("organization", BlueHarbor)).Is(404) // it is lent to them
		w.Replay(As(Bob), Path("organization", BlueHarbor), Path("credential", Router.Credential)).Is(404)
	})
	w.Replay(As(Ann), Path("organization", BlueHarbor), Path("credential", Router.Credential)).Is(201)
}

func TestARepeatGetsItsFirstAnswerAndChangesNothing(t *testing.T) {
	w := told(t)
	first := w.Replay(Header("idempotency-key", "k1")).Is(201)
	w.Unchanged(func() {
		if again := w.Replay(Header("idempotency-key", "k1")).Is(201); again.Body != first.Body {
			t.Errorf("answered %s, then %s", first.Body, again.Body)
		}
		w.Replay(Header("idempotency-key", "k1"), Set("secret", "yet another")).Is(422)
	})
	for k, v := range w.Items() {
		if strings.Contains(v, "a newer password") {
			t.Errorf("the secret is in %s", k)
		}
	}
}

func TestASeedGoesWithTheSecret(t *testing.T) {
	w := told(t)
	camera := []Edit{As(Hana), Path("organization", PierNine), Path("credential", Camera.Credential)}
	if got := Read[api.Credential](w.Replay(camera...)); got.HasCodes || got.Version != 2 {
		t.Errorf("left out: %+v", got)
	}
	if plain, err := w.Opens(PierNine, Camera.Credential); err != nil || plain.Seed != "" {
		t.Errorf("left out, and it has one: %v", err)
	}
	w.Unchanged(func() { w.Replay(append(camera, Set("version", 2), Set("seed", "no seed!"))...).Is(400, "body.seed") })
	if got := Read[api.Credential](w.Replay(append(camera, Set("version", 2), Set("seed", "JBSWY3DPEHPK3PXP"))...)); !got.HasCodes {
		t.Errorf("given: %+v", got)
	}
	if plain, err := w.Opens(PierNine, Camera.Credential); err != nil || plain.Seed == "" {
		t.Errorf("given, and it has none: %v", err)
	}
}

func TestWhatAnOrganizationLendsIsCurrentAfterItsOwnChange(t *testing.T) { // promise 10
	w := told(t)
	w.LendCamera()
	w.Replay(As(Hana), Path("organization", PierNine), Path("credential", Camera.Credential), Set("seed", "JBSWY3DPEHPK3PXP")).Is(201)
	for _, o := range []id.Organization{PierNine, Elsewhere} {
		if plain, err := w.Opens(o, Camera.Credential); err != nil || plain.Secret != "a newer password" || plain.Seed == "" {
			t.Errorf("%s opens %q, %v", o, plain.Secret.Reveal(), err)
		}
		if e := w.Record(o)[0]; e.Action != audit.CredentialChanged || e.Thing != string(Camera.Credential) {
			t.Errorf("on record: %+v", e.Entry)
		}
	}
}
