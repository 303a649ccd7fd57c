package main

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
	"github.com/valetkey/valetkey/shared/webhook"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "webhook-test")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.test)
	return w
}

// rules J14, A1
func TestATestIsOrderedAtOnceAndOnRecord(t *testing.T) {
	w := told(t)
	var out api.WebhookDelivery
	made := w.Made(func() {
		out = Read[api.WebhookDelivery](w.Replay().Is(202, `"event":"webhook.test"`, `"state":"waiting"`))
	})
	if made != "AUDIT DUE OUT SENT" {
		t.Errorf("made %s", made)
	}
	d := webhook.Delivery{Organization: BlueHarbor, Hook: Pager, ID: out.ID}
	if w.Read(&d); d.Event != webhook.TestEvent || !d.Awaits(T0) || d.Body != out.Body {
		t.Errorf("%+v", d)
	}
	if e := w.Record(BlueHarbor)[0]; e.Action != audit.WebhookTested || e.Thing != string(Pager) {
		t.Errorf("on record: %+v", e)
	}
	w.Unchanged(func() { w.Replay(At(T0.Add(9*time.Second))).Is(429, "tested a moment ago") })
	w.Replay(At(T0.Add(10 * time.Second))).Is(202)
}

func TestADisabledWebhookIsNotTested(t *testing.T) {
	w := told(t)
	w.Unchanged(func() { w.Replay(Path("webhook", Wiki)).Is(409, "It is disabled: enable it first.") })
	undo := w.Meanwhile(func() {
		h := webhook.Hook{Organization: BlueHarbor, ID: Pager}
		w.Read(&h)
		w.Keep(change.Change{Drops: []change.Record{h}}, "it is removed meanwhile")
	})
	w.Replay().Is(404, "There is no such webhook")
	undo()
}

func TestOnlyAnAdminOfItsOrganizationTests(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Bob)).Is(403, "Only an admin")
		w.Replay(As(Cyd)).Is(403, "Only an admin")
		w.Replay(As(Eve)).Is(404, "There is no such organization")
		w.Replay(As(Eve), Path("organization", Elsewhere)).Is(404, "There is no such webhook")
	})
}
