package main

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "session-keep")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.keep)
	return w
}

func TestAKeptSessionIdlesLaterAndEndsWhenItDid(t *testing.T) {
	w := told(t)
	got := Read[api.Kept](w.Replay())
	if !got.Idles.Equal(T0.Add(identity.SessionIdle)) || !got.Ends.Equal(T0.Add(identity.SessionLife-30*time.Minute)) {
		t.Errorf("answered %+v", got)
	}
	w.Unchanged(func() { w.Replay(At(T0.Add(4 * time.Minute))).Is(200) }) // it would gain too little
}

func TestASessionThatIdledIsNotKept(t *testing.T) {
	w := told(t)
	w.Replay(At(T0.Add(30*time.Minute - time.Millisecond))).Is(200)
	fresh := told(t)
	fresh.Unchanged(func() { fresh.Replay(At(T0.Add(30 * time.Minute))).Is(401) })
}
