package main

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "lock-see")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.see)
	return w
}

func TestWhetherAKeyIsSetAndThisSessionHasUnlocked(t *testing.T) { // rule S9
	w := told(t)
	if got := Read[api.Lock](w.Replay()); !got.Set || got.Unlocked || got.By != Ivy.Name || !got.Since.Equal(T0.AddDate(0, 0, -6)) {
		t.Errorf("Nils sees %+v", got)
	}
	if got := Read[api.Lock](w.Replay(As(Ivy))); !got.Unlocked || got.Until == nil {
		t.Errorf("Ivy sees %+v", got)
	}
	w.Replay(As(Ivy), At(T0.Add(31*time.Minute))).Is(401) // with the session it ends
	if got := Read[api.Lock](w.Replay(As(Sol), Path("organization", Ridge))); got != (api.Lock{}) {
		t.Errorf("Sol sees %+v", got)
	}
	w.Replay(As(Otto)).Is(200)
	w.Replay(As(Eve)).Is(404)
}
