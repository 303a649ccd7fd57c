package main

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "delegation-unknown")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.unknown)
	return w
}

// rules D9, A2
func TestTheMailedCodeIsEnoughToSaySo(t *testing.T) {
	w := told(t)
	var got api.DelegationSeen
	made := w.Made(func() { got = Read[api.DelegationSeen](w.Replay()) })
	if made != "AUDIT NOTICE OUT PAST UNKNOWN" || got.State != "denied" {
		t.Errorf("made %s, answered %+v", made, got)
	}
	d := delegation.Delegation{ID: Bakery.Delegation}
	a := delegation.Asks{Organization: BlueHarbor}
	if w.Read(&d, &a); d.State != access.Denied || !d.Unknown || d.Owner != "" || len(d.Proof.Code.Hash) != 0 || len(a.Unknown) != 1 {
		t.Errorf("%+v, %+v", d, a)
	}
	if n := w.Waiting(); len(n) != 1 || n[0].Kind != change.DelegationDisowned || n[0].By != "" || n[0].To.Person != Ann.ID {
		t.Errorf("told %+v", n)
	}
	if e := w.Record(BlueHarbor)[0]; e.Action != audit.DelegationDisowned || e.Actor != "" || e.ActorName != "" || e.Detail != "by whoever has "+PiaEmail || e.From != "" {
		t.Errorf("on record: %+v", e)
	}
	w.Unchanged(func() { w.Replay().Is(409, "The owner said already") })
}

// promise 6
func TestALinkAloneSaysNothingAndWrongTriesCount(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Set("code", nil)).Is(400, "required property code")
		w.Replay(Set("token", FayLink)).Is(404)
		w.Replay(Set("token", Bakery.Link[:len(Bakery.Link)-2]+"AA")).Is(404)
		w.Replay(At(T0.Add(10*time.Minute))).Is(400, "is no longer good")
		w.Replay(Set("token", Shop.Link)).Is(400, "is no longer good") // another request's code, and one that is claimed
		w.Replay(Set("token", Social.Link)).Is(409, "Olga shared this")
	})
	for range identity.CodeTries {
		w.Replay(Set("code", "0000 0000")).Is(400, "is not the code that was mailed")
	}
	w.Replay().Is(400, "is no longer good")
	d := delegation.Delegation{ID: Bakery.Delegation}
	if w.Read(&d); d.State != access.Pending || d.Proof.Code.Tries != identity.CodeTries {
		t.Errorf("%s after %d tries", d.State, d.Proof.Code.Tries)
	}
}
