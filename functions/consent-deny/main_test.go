package main

import (
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "consent-deny")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.deny)
	return w
}

func TestADenialLeavesItUnmanagedAndTellsWhoAsked(t *testing.T) { // rule C7
	w := told(t)
	if got := Read[api.Consent](w.Replay()); got.State != "denied" || got.Note != "Use the company's." {
		t.Errorf("answered %+v", got)
	}
	c := credential.Credential{ID: PipLogin.ID}
	if w.Read(&c); c.Managed || c.Asked != "" {
		t.Errorf("kept %+v", c)
	}
	if n := w.Waiting(); len(n) != 1 || n[0].Kind != change.ConsentDenied || n[0].To.Person != Una.ID {
		t.Errorf("told %+v", n)
	}
	w.Unchanged(func() { w.Replay(At(T0.Add(time.Minute))).Is(409, "Pip made it denied at 2026-03-02T09:00:00Z.") })
}

func TestADisabledLoginCanStillBeDenied(t *testing.T) {
	w := told(t)
	c := credential.Credential{ID: PipLogin.ID}
	w.Read(&c)
	c.Disabled = &T0
	w.Keep(change.Change{Records: []change.Record{c}}, "disabled")
	w.Replay().Is(200)
}

func TestNobodyDeniesForAnother(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Una)).Is(403, "Only Pip")
		w.Replay(As(Wyn)).Is(404)
		w.Replay(As(Eve)).Is(404)
		w.Replay(Set("note", strings.Repeat("x", 1001))).Is(400, "body.note")
	})
}
