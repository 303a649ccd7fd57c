package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "consent-give")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.give)
	return w
}

func TestTheOwnerAllowsAdminAccessUnasked(t *testing.T) { // rule C3
	w := told(t)
	if got := Read[api.Credential](w.Replay()); !got.Managed {
		t.Errorf("answered %+v", got)
	}
	c := credential.Credential{ID: WynLogin.ID}
	if w.Read(&c); !c.Managed || c.Revision != 1 || w.Told() != "" {
		t.Errorf("kept %+v; told %s", c, w.Told())
	}
	if e := w.Record(SouthFen)[0]; e.Action != audit.ConsentGiven || e.Actor != Wyn.ID {
		t.Errorf("on record %+v", e.Entry)
	}
	w.Unchanged(func() { w.Replay().Is(200) })
}

func TestWhoAsksMeanwhileIsToldAsIfItHadBeenApproved(t *testing.T) { // rules C3, C7
	w := told(t)
	w.Replay(As(Pip), Path("credential", PipLogin.ID)).Is(200)
	q := credential.Request{ID: PipRequest}
	if w.Read(&q); q.State != credential.RequestApproved || w.Told() != "consent-approved" {
		t.Errorf("it is %s; told %s", q.State, w.Told())
	}
}

func TestConsentIsTheOwnersAlone(t *testing.T) { // promise 9
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Una)).Is(403, "Only its owner")
		w.Replay(As(Pip)).Is(404)
		w.Replay(As(Eve)).Is(404)
		w.Replay(Path("resource", Router.Resource)).Is(404)
	})
}
