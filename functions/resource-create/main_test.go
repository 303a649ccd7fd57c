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
	w := New(t, "resource-create")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.create)
	return w
}

func TestAResourceIsMadeWithACleanAddress(t *testing.T) {
	w := told(t)
	var got api.Resource
	made := w.Made(func() {
		got = Read[api.Resource](w.Replay(Set("address", " printer.blueharbor.example "), Set("name", " Printer ")))
	})
	if made != "AUDIT RESOURCE" || got.Address != "https://printer.blueharbor.example" || got.Name != "Printer" || got.Kind != "own" || got.State != "ready" {
		t.Errorf("made %s: %+v", made, got)
	}
}

func TestNoAddressThatABrowserMustNotBeSentTo(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		for _, bad := range []string{"javascript:alert(1)", "data://x", "file:///etc/passwd", "https://", "https://a:b@c.example", "http://[::1"} {
			w.Replay(Set("address", bad)).Is(400, "body.address")
		}
		w.Replay(As(Olga), Path("organization", OlgaHome)).Is(403, "personal account")
	})
}

func TestARepeatMakesNothingTwice(t *testing.T) {
	w := told(t)
	first := w.Replay(Header("idempotency-key", "k1")).Is(201)
	w.Unchanged(func() {
		if again := w.Replay(Header("idempotency-key", "k1")).Is(201); again.Body != first.Body {
			t.Errorf("answered %s, then %s", first.Body, again.Body)
		}
		w.Replay(Header("idempotency-key", "k1"), Set("name", "Plotter")).Is(422)
		w.Replay(Header("idempotency-key", strings.Repeat("k", 201))).Is(400, "header.idempotency-key")
	})
	w.Replay(Header("idempotency-key", "k2")).Is(201)
	w.Replay(Header("idempotency-key", "k1"), As(Dan)).Is(201) // another's key is another key
}
