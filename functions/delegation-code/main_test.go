package main

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "delegation-code")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table, keys: w.Keys}.code)
	return w
}

func TestACodeGoesToTheAskedMailboxOnly(t *testing.T) {
	w := told(t)
	before := delegation.Delegation{ID: Bakery.Delegation}
	w.Read(&before)
	w.Replay().Is(202, "p…a@bakery.example").Never(PiaEmail)
	d := delegation.Delegation{ID: Bakery.Delegation}
	w.Read(&d)
	if n := w.Waiting(); len(n) != 1 || n[0].Kind != change.DelegationCode || n[0].To.Address != PiaEmail || n[0].Tie != d.Proof.Call {
		t.Errorf("told: %+v", n)
	}
	if string(d.Proof.Code.Hash) == string(before.Proof.Code.Hash) || d.Proof.Count != 2 || !d.Proof.Code.Expires.Equal(T0.Add(identity.CodeLife)) {
		t.Errorf("kept: %d codes, until %s", d.Proof.Count, d.Proof.Code.Expires)
	}
}

func TestCodesAreRationedByTheHour(t *testing.T) {
	w := told(t)
	for range 4 { // one was mailed in the story
		w.Replay().Is(202)
	}
	w.Unchanged(func() {
		if a := w.Replay().Is(429); a.Headers["retry-after"] != "3300" {
			t.Errorf("come back after %q", a.Headers["retry-after"])
		}
	})
	w.Replay(At(T0.Add(55 * time.Minute))).Is(202)
}

func TestNoCodeIsMailedForAWrongLinkOrAnAnsweredRequest(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Set("token", "x")).Is(404)
		w.Replay(Set("token", FayLink)).Is(404)
		w.Replay(Set("token", Shop.Link)).Is(409, "signed in for this request already")
		w.Replay(Set("token", Newsletter.Link)).Is(409, "took this back already at 2026-03-02T08:58:00Z")
		w.Replay(Set("token", Forum.Link)).Is(409, "lapsed")
	})
}
