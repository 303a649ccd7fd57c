package main

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
	"github.com/valetkey/valetkey/shared/webhook"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "webhook-create")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table, keys: w.Keys}.create)
	return w
}

// rules J14, G2, A1
func TestTheSecretIsInThisOneAnswerAndNowhereElse(t *testing.T) {
	w := told(t)
	out := Read[api.WebhookSecret](w.Replay(Set("url", "https://status.blueharbor.example/in?key="+HookToken)).Is(201, `"state":"on"`, `"events":["access.requested","access.broke_glass"]`))
	h := webhook.Hook{Organization: BlueHarbor, ID: out.ID}
	w.Read(&h)
	if h.Name != "Status page" || h.By != "Ann" || !h.Since.Equal(T0) || out.URL != h.URL || out.Host != "status.blueharbor.example" {
		t.Errorf("%+v", h)
	}
	key, err := w.KeysAs("operator").OpenHook(context.Background(), BlueHarbor, h.ID, h.Secret)
	if _, ok := webhook.Key(key); err != nil || !ok || key.Reveal() != out.Secret {
		t.Errorf("what is sealed is another secret: %v", err)
	}
	for k, item := range w.Items() {
		if strings.Contains(item, out.Secret) || strings.Contains(item, strings.TrimPrefix(out.Secret, "whsec_")) {
			t.Errorf("the secret is in the clear at %s", k)
		}
		if strings.Contains(item, HookToken) && !strings.HasPrefix(k, "HOOK#") {
			t.Errorf("the address' token is at %s", k)
		}
	}
	if e := w.Record(BlueHarbor)[0]; e.Action != audit.WebhookRegistered || e.Thing != string(h.ID) || e.Detail != "at status.blueharbor.example, of access.requested, access.broke_glass" {
		t.Errorf("on record: %+v", e)
	}
	if n := w.Waiting(); len(n) != 1 || n[0].Kind != change.WebhookRegistered || n[0].To != (change.Audience{Organization: BlueHarbor, Except: Ann.ID}) {
		t.Errorf("told %+v", n)
	}
}

func TestARepeatMakesAnotherOneWithItsOwnSecret(t *testing.T) {
	w := told(t)
	first := Read[api.WebhookSecret](w.Replay(Header("idempotency-key", "again")))
	again := Read[api.WebhookSecret](w.Replay(Header("idempotency-key", "again")))
	if first.ID == again.ID || first.Secret == again.Secret || first.Secret == "" {
		t.Error("an answer with a secret is kept for a repeat")
	}
}

func TestOfTwoWhoRegisterTheTenthOnlyOneDoes(t *testing.T) {
	w := told(t)
	all := webhook.Hooks{Organization: BlueHarbor}
	w.Read(&all)
	for len(all.IDs) < webhook.MaxHooks-1 {
		all.IDs = append(all.IDs, id.New[id.Webhook](T0, fmt.Sprint("another ", len(all.IDs)), 0))
	}
	w.Keep(change.Change{Records: []change.Record{all}}, "nine of them")
	w.Read(&all)
	undo := w.Meanwhile(func() {
		all.IDs = append(all.IDs, id.New[id.Webhook](T0, "the tenth", 0))
		w.Keep(change.Change{Records: []change.Record{all}}, "the tenth")
	})
	w.Replay().Is(409, "There are 10 webhooks, the most there can be")
	undo()
	if w.Read(&all); len(all.IDs) != webhook.MaxHooks || w.Told() != "" {
		t.Errorf("there are %d, told %q", len(all.IDs), w.Told())
	}
}

func TestWhatNobodyMayRegisterIsRefusedByTheField(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		for _, address := range []string{
			"http://hooks.example.com/", "https://localhost/", "https://169.254.169.254/latest/meta-data", "https://[fd00:ec2::254]/", "https://2130706433/", "https://0x7f.1/",
			"https://[::ffff:127.0.0.1]/", "https://metadata.google.internal/", "https://ann:secret@hooks.example.com/", "https://hooks.example.com:22/", "https://hooks.example.com/#x",
			"https://hooks.example.com\r\nHost: x/", "javascript:alert(1)", "https://hooks.example.com/" + strings.Repeat("a", 2000), "",
		} {
			w.Replay(Set("url", address)).Is(400, `"name":"body.url"`)
		}
		for _, events := range []any{[]string{}, []string{"access.opened", "access.opened"}, []string{"webhook.test"}, []string{"*"}, []string{""}, make([]string, 21)} {
			w.Replay(Set("events", events)).Is(400, `body.events`)
		}
		w.Replay(Set("events", []any{1})).Is(400, `body.events[0]`)
		w.Replay(Set("name", "  ")).Is(400, `"name":"body.name"`)
		w.Replay(Set("name", strings.Repeat("a", 121))).Is(400, `"name":"body.name"`)
		w.Replay(Set("secret", "whsec_mine")).Is(400, "secret")
		w.Replay(Set("organization", string(NorthQuay))).Is(400, "organization")
		w.Replay(Body("[]")).Is(400)
	})
}

func TestOnlyAnAdminRegisters(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Bob)).Is(403, "Only an admin")
		w.Replay(As(Cyd)).Is(403, "Only an admin")
		w.Replay(As(Eve)).Is(404, "There is no such organization")
		w.Replay(Nobody).Is(401)
		w.Replay(As(Olga), Path("organization", OlgaHome)).Is(403, "personal account")
	})
}

func TestWithoutTheKeyServiceNothingIsRegistered(t *testing.T) {
	w := told(t)
	w.KMS.Fail(true)
	w.Unchanged(func() { w.Replay().Is(503, "The key service does not answer") })
}
