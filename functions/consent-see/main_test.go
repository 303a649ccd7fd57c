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
	w := New(t, "consent-see")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.see)
	return w
}

func TestARequestIsSeenByItsOwnerAndAdminsAndNobodyElse(t *testing.T) { // rules C4, C6, promise 7
	w := told(t)
	w.Unchanged(func() { // a link that is opened decides nothing (promise 6)
		got := Read[api.Consent](w.Replay())
		if got.State != "pending" || !got.Yours || got.Askers[0].Name != "Una" || got.Askers[0].Message != "You are away next week." {
			t.Errorf("answered %+v", got)
		}
		w.Replay(As(Una)).Is(200).Never(PipLogin.Secret.Reveal())
		w.Replay(As(Ugo)).Is(200)
		w.Replay(As(Wyn)).Is(404)
		w.Replay(As(Eve)).Is(404)
		w.Replay(As(Eve), Path("organization", Elsewhere)).Is(404)
	})
}

func TestARequestThatLapsedSaysSoThoughNobodyHasWrittenItDown(t *testing.T) { // rule C6
	w := told(t)
	q := credential.Request{ID: PipRequest}
	w.Read(&q)
	q.Lapses = T0
	w.Keep(change.Change{Records: []change.Record{q}}, "lapses now")
	if got := Read[api.Consent](w.Replay()); got.State != "lapsed" {
		t.Errorf("it is %s", got.State)
	}
}
