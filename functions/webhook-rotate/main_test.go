package main

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
	"github.com/valetkey/valetkey/shared/webhook"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "webhook-rotate")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table, keys: w.Keys}.rotate)
	return w
}

// rules J14, A1
func TestTheNewSecretIsInThisAnswerAndTheOneBeforeSignsForADay(t *testing.T) {
	w := told(t)
	out := Read[api.WebhookSecret](w.Replay().Is(200).Never(`"dropped"`))
	h := webhook.Hook{Organization: BlueHarbor, ID: Pager}
	w.Read(&h)
	keys := w.KeysAs("operator")
	fresh, err := keys.OpenHook(context.Background(), BlueHarbor, Pager, h.Secret)
	before, failed := keys.OpenHook(context.Background(), BlueHarbor, Pager, h.Old)
	if err != nil || failed != nil || fresh.Reveal() != out.Secret || before != PagerSecret || out.OldUntil == nil || !out.OldUntil.Equal(T0.Add(24*time.Hour)) {
		t.Errorf("%v, %v, the old one until %v", err, failed, out.OldUntil)
	}
	for k, item := range w.Items() {
		if strings.Contains(item, out.Secret) {
			t.Errorf("the secret is in the clear at %s", k)
		}
	}
	if e := w.Record(BlueHarbor)[0]; e.Action != audit.WebhookRotated || e.Thing != string(Pager) || w.Told() != "" {
		t.Errorf("on record: %+v, told %q", e, w.Told())
	}
	again := Read[api.WebhookSecret](w.Replay(At(T0.Add(time.Minute))).Is(200, `"dropped":true`))
	w.Read(&h)
	if old, err := keys.OpenHook(context.Background(), BlueHarbor, Pager, h.Old); err != nil || old.Reveal() != out.Secret || again.Secret == out.Secret {
		t.Errorf("the first stays: %v", err)
	}
}

func TestOnlyAnAdminOfItsOrganizationRotates(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Bob)).Is(403, "Only an admin")
		w.Replay(As(Cyd)).Is(403, "Only an admin")
		w.Replay(As(Eve)).Is(404, "There is no such organization")
		w.Replay(As(Eve), Path("organization", Elsewhere)).Is(404, "There is no such webhook")
		w.Replay(Body(`{"secret":"whsec_mine"}`), Header("content-type", "application/json")).Is(400)
	})
	w.KMS.Fail(true)
	w.Unchanged(func() { w.Replay().Is(503, "The key service does not answer") })
}
