package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "consent-cancel")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.cancel)
	return w
}

func TestTheLastWhoAsksEndsItAndTheOwnerSeesThat(t *testing.T) { // rule C6
	w := told(t)
	if got := Read[api.Consent](w.Replay()); got.State != "cancelled" || got.DecidedBy != "Una" {
		t.Errorf("answered %+v", got)
	}
	c := credential.Credential{ID: PipLogin.ID}
	if w.Read(&c); c.Managed || c.Asked != "" {
		t.Errorf("kept %+v", c)
	}
	if n := w.Waiting(); len(n) != 1 || n[0].Kind != change.ConsentCancelled || n[0].To.Member != Pip.ID {
		t.Errorf("told %+v", n)
	}
}

func TestWhileOthersAskItGoesOn(t *testing.T) { // rule C6
	w := told(t)
	q := credential.Request{ID: PipRequest}
	w.Read(&q)
	q.Askers = append(q.Askers, credential.Asker{Person: Ugo.ID, Name: "Ugo", At: T0})
	w.Keep(change.Change{Records: []change.Record{q}}, "Ugo joined")
	if got := Read[api.Consent](w.Replay()); got.State != "pending" || len(got.Askers) != 1 || got.Askers[0].Person != Ugo.ID || w.Told() != "" {
		t.Errorf("answered %+v; told %s", got, w.Told())
	}
}

func TestNobodyTakesBackWhatAnotherAsks(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Ugo)).Is(403, "You did not ask")
		w.Replay(As(Pip)).Is(403, "You did not ask")
		w.Replay(As(Wyn)).Is(404)
		w.Replay(As(Eve)).Is(404)
	})
	w.Replay().Is(200)
	w.Unchanged(func() { w.Replay().Is(409, "Una made it cancelled") })
}
