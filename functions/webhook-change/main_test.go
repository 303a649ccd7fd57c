package main

import (
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
	"github.com/valetkey/valetkey/shared/webhook"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "webhook-change")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.change)
	return w
}

func pager(w *World) webhook.Hook {
	h := webhook.Hook{Organization: BlueHarbor, ID: Pager}
	w.Read(&h)
	return h
}

// rules J14, G2, A1
func TestAnotherAddressIsOnRecordAndToldToTheOtherAdmins(t *testing.T) {
	w := told(t)
	before := pager(w)
	w.Replay().Is(200, `"host":"pager.blueharbor.example"`, `"state":"on"`).Never("secret")
	h := pager(w)
	if h.URL != "https://pager.blueharbor.example/in" || h.Name != "Pager" || len(h.Events) != 1 || h.Failing != nil || string(h.Secret) != string(before.Secret) {
		t.Errorf("%+v", h)
	}
	if e := w.Record(BlueHarbor)[0]; e.Action != audit.WebhookChanged || !strings.HasPrefix(e.Detail, "at pager.blueharbor.example, was at hooks.blueharbor.example; of ") {
		t.Errorf("on record: %+v", e)
	}
	if n := w.Waiting(); len(n) != 1 || n[0].Kind != change.WebhookRegistered || n[0].Tie != webhook.MovedTie || n[0].To.Except != Ann.ID {
		t.Errorf("told %+v", n)
	}
}

func TestWhatIsLeftOutStaysAndNothingNewChangesNothing(t *testing.T) {
	w := told(t)
	w.Replay(Body(`{"name":"Phone"}`)).Is(200, `"name":"Phone"`)
	if h := pager(w); h.URL != PagerURL || len(h.Events) != 2 || w.Told() != "" {
		t.Errorf("%+v, told %q", h, w.Told())
	}
	w.Unchanged(func() { w.Replay(Body(`{}`)).Is(200, `"name":"Phone"`) })
}

func TestAnAdminEnablesWhatWasDisabledAndDisablesWhatIsOn(t *testing.T) {
	w := told(t)
	w.Replay(Path("webhook", Wiki), Body(`{"enabled":true}`)).Is(200, `"state":"on"`).Never("502")
	if w.Record(BlueHarbor)[0].Action != audit.WebhookEnabled {
		t.Errorf("%+v", w.Record(BlueHarbor)[0])
	}
	w.Replay(Path("webhook", Wiki), Body(`{"enabled":false}`), At(T0.Add(time.Second))).Is(200, `"state":"disabled"`, "Ann disabled it")
	if w.Record(BlueHarbor)[0].Action != audit.WebhookDisabled || w.Told() != "" {
		t.Errorf("%+v, told %q", w.Record(BlueHarbor)[0], w.Told())
	}
}

func TestAChangeMeetsAFailureThatIsWrittenDownMeanwhileAndBothStand(t *testing.T) {
	w := told(t)
	undo := w.Meanwhile(func() {
		h := pager(w)
		h.Disabled, h.Why = &T0, "every delivery failed"
		w.Keep(change.Change{Records: []change.Record{h}}, "it is disabled meanwhile")
	})
	w.Replay(Body(`{"name":"Phone"}`)).Is(200, `"state":"disabled"`, `"name":"Phone"`)
	undo()
	if h := pager(w); h.Disabled == nil || h.Name != "Phone" {
		t.Errorf("%+v", h)
	}
}

func TestWhatCannotBeChangedToIsRefusedByTheField(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Set("url", "https://10.0.0.1/")).Is(400, `"name":"body.url"`)
		w.Replay(Set("events", []string{})).Is(400, "body.events")
		w.Replay(Set("events", []string{"access.opened", "access.opened"})).Is(400, "body.events", "twice")
		w.Replay(Set("enabled", "yes")).Is(400, "body.enabled")
		w.Replay(Body(`{"enabled":null}`)).Is(400, "body.enabled")
		w.Replay(Body(`{"secret":"whsec_x"}`)).Is(400)
		w.Replay(Path("webhook", "hook_1")).Is(400, "path.webhook")
		w.Replay(Path("webhook", id.New[id.Webhook](T0, "none", 0))).Is(404, "There is no such webhook")
	})
}

func TestOnlyAnAdminOfItsOrganizationChangesIt(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Bob)).Is(403, "Only an admin")
		w.Replay(As(Cyd)).Is(403, "Only an admin")
		w.Replay(As(Eve)).Is(404, "There is no such organization")
		w.Replay(As(Eve), Path("organization", Elsewhere)).Is(404, "There is no such webhook")
		w.Replay(Nobody).Is(401)
	})
}
