package main

import (
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/opening"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "credential-reveal")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{door: opening.Door{Table: w.Table, Keys: w.Keys}}.reveal)
	return w
}

func TestWhereTheModeAllowsASecretIsShownAndOnRecord(t *testing.T) {
	w := told(t)
	got := Read[api.Revealed](w.Replay())
	if got.Secret != Router.Secret.Reveal() || got.Notes != "the notes of Router" || got.Username != "root" {
		t.Errorf("answered %+v", got)
	}
	if e := w.Record(BlueHarbor)[0]; e.Action != audit.CredentialRevealed || e.Actor != Bob.ID {
		t.Errorf("on record: %+v", e.Entry)
	}
}

func TestWhatMayOnlyBeUsedIsNotShown(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Path("resource", Social.Resource), Path("credential", Social.Credential)).Is(403, "not see it").Never(Social.Secret.Reveal())
		w.Replay(As(Ann)).Is(403, "You are not assigned to Router").Never(Router.Secret.Reveal()) // being admin opens nothing
		w.Replay(As(Cyd)).Is(404)
	})
}

func TestARevealIsNeverRepeatedFromAStore(t *testing.T) {
	w := told(t)
	for n := range 2 {
		w.Replay(Header("idempotency-key", "k1")).Is(200, Router.Secret.Reveal())
		if got := len(w.Record(BlueHarbor)); w.Record(BlueHarbor)[0].Action != audit.CredentialRevealed {
			t.Errorf("reveal %d is not on record (%d entries)", n+1, got)
		}
	}
	for k, v := range w.Items() {
		if strings.Contains(v, Router.Secret.Reveal()) || strings.HasPrefix(k, "IDEM#") {
			t.Errorf("kept: %s", k)
		}
	}
}

func TestASeedIsNeverShownNorACode(t *testing.T) { // promise 1
	w := told(t)
	a := w.Replay(As(Hana), Path("organization", PierNine), Path("resource", Camera.Resource), Path("credential", Camera.Credential))
	a.Is(200, Camera.Secret.Reveal()).Never("JBSWY3DP", "otpauth", `"code"`, `"seed"`)
}
