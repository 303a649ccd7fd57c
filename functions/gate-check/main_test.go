package main

import (
	"encoding/base64"
	"testing"

	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/opening"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "gate-check")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{door: opening.Door{Table: w.Table, Keys: w.Keys}, origin: Origin}.check)
	return w
}

func TestWhoIsInComesThroughSignedIn(t *testing.T) { // rule J13
	w := told(t)
	a := w.Replay().Is(200)
	raw, err := base64.StdEncoding.DecodeString(a.Headers["authorization"][len("Basic "):])
	if err != nil || string(raw) != "root:"+Gateway.Secret.Reveal() || a.Headers["x-valetkey-person"] != string(Jon.ID) {
		t.Errorf("%v", a.Headers)
	}
}
