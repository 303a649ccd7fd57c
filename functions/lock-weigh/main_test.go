package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "lock-weigh")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.weigh)
	return w
}

func TestWhatAResetGivesUpIsCountedBefore(t *testing.T) { // rule S6
	w := told(t)
	w.Receive("a pump")
	if got := Read[api.LockWeighed](w.Replay()); got != (api.LockWeighed{Lost: 2, Received: 1}) {
		t.Errorf("answered %+v", got)
	}
	w.Edits(Turbine.ID, func(c *credential.Credential) { c.Readers = append(c.Readers, Elsewhere) })
	first := Read[api.LockWeighed](w.Replay(Query("limit", "2")))
	rest := Read[api.LockWeighed](w.Replay(Query("limit", "2"), Query("after", first.Next)))
	if first.Lost+rest.Lost != 1 || first.Lent+rest.Lent != 1 || first.Received+rest.Received != 1 || rest.Next != "" {
		t.Errorf("answered %+v and %+v", first, rest)
	}
	w.Replay(As(Nils)).Is(403)
	w.Replay(As(Eve)).Is(404)
	w.Replay(Query("after", "x")).Is(400, "query.after")
}
