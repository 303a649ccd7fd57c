package main

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "delegation-resend")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.resend)
	return w
}

// rule D7
func TestTheSameLinkIsMailedAgainByAnyAdmin(t *testing.T) {
	w := told(t)
	before := delegation.Delegation{ID: Bakery.Delegation}
	w.Read(&before)
	var got api.Resource
	made := w.Made(func() { got = Read[api.Resource](w.Replay(As(Dan))) })
	if made != "AUDIT NOTICE OUT" || got.State != "pending" {
		t.Errorf("made %s, answered %+v", made, got)
	}
	d := delegation.Delegation{ID: Bakery.Delegation}
	a := delegation.Asks{Organization: BlueHarbor}
	if w.Read(&d, &a); d.Sends != 2 || string(d.Link.Sealed) != string(before.Link.Sealed) || !d.Lapses.Equal(before.Lapses) || a.Today != 2 {
		t.Errorf("sent %d times, lapses %s, %d asks today", d.Sends, d.Lapses, a.Today)
	}
	if n := w.Waiting(); len(n) != 1 || n[0].Kind != change.DelegationAsked || n[0].To.Address != PiaEmail || n[0].Tie != "2" {
		t.Errorf("told %+v", n)
	}
}

// rule D7
func TestAFourthOnOneDayIsRefusedUntilMidnight(t *testing.T) {
	w := told(t)
	for range 3 {
		w.Replay().Is(200)
	}
	w.Unchanged(func() {
		if r := w.Replay().Is(429, "after midnight, UTC"); r.Headers["retry-after"] != "54000" {
			t.Errorf("come back after %s", r.Headers["retry-after"])
		}
	})
}

func TestARepeatMailsOnce(t *testing.T) {
	w := told(t)
	w.Replay(Header("idempotency-key", "k1")).Is(200)
	w.Unchanged(func() { w.Replay(Header("idempotency-key", "k1")).Is(200) })
}

// rules D7, D9
func TestWhatDoesNotWaitIsNotMailedAgain(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Path("resource", Social.Resource)).Is(409, "Olga shared this already")
		w.Replay(Path("resource", Newsletter.Resource)).Is(409, "took this back already")
		w.Replay(Path("resource", Forum.Resource)).Is(409, "lapsed")
		w.Replay(At(T0.Add(20*time.Minute)), Path("resource", Forum.Resource)).Is(409, "lapsed")
	})
	w.Replay(Path("resource", Router.Resource)).Is(404, "no such request")
	w.Replay(As(Bob)).Is(403, "Only an admin")
	w.Replay(As(Eve)).Is(404)
	w.Keep(change.Change{Records: []change.Record{delegation.Unknown{Organization: BlueHarbor, Email: PiaEmail, At: T0}}}, "Pia does not know them")
	w.Replay().Is(403, "do not know you")
	if w.Told() != "" {
		t.Errorf("told %s", w.Told())
	}
	r := access.Resource{Organization: BlueHarbor, ID: Bakery.Resource}
	if w.Read(&r); r.Loan.State != access.Pending {
		t.Errorf("%+v", r.Loan)
	}
}
