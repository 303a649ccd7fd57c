package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
	"github.com/valetkey/valetkey/shared/webhook"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "webhook-remove")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.remove)
	return w
}

// rules J14, A1
func TestARemovedWebhookIsGoneAndMakesRoom(t *testing.T) {
	w := told(t)
	w.Replay().Is(204)
	h, all := webhook.Hook{Organization: BlueHarbor, ID: Pager}, webhook.Hooks{Organization: BlueHarbor}
	if w.Read(&h, &all); h.Version != 0 || len(all.IDs) != 1 || all.IDs[0] != Wiki {
		t.Errorf("%+v, %+v", h, all)
	}
	if e := w.Record(BlueHarbor)[0]; e.Action != audit.WebhookRemoved || e.ThingName != "Pager" || e.Detail != "was at hooks.blueharbor.example" || w.Told() != "" {
		t.Errorf("on record: %+v, told %q", e, w.Told())
	}
	w.Unchanged(func() { w.Replay().Is(404, "There is no such webhook") })
}

func TestOnlyAnAdminOfItsOrganizationRemoves(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Bob)).Is(403, "Only an admin")
		w.Replay(As(Cyd)).Is(403, "Only an admin")
		w.Replay(As(Eve)).Is(404, "There is no such organization")
		w.Replay(As(Eve), Path("organization", Elsewhere)).Is(404, "There is no such webhook")
	})
}
