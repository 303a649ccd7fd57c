package main

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "invitation-code")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table, keys: w.Keys}.code)
	return w
}

func TestACodeGoesToTheInvitedMailboxOnly(t *testing.T) {
	w := told(t)
	before := identity.Invitation{Organization: BlueHarbor, ID: FayInvitation}
	w.Read(&before)
	w.Replay().Is(202, "f…y@blueharbor.example").Never(FayEmail)
	inv := identity.Invitation{Organization: BlueHarbor, ID: FayInvitation}
	w.Read(&inv)
	if n := w.Waiting(); len(n) != 1 || n[0].Kind != change.InvitationCode || n[0].To != (change.Audience{Address: FayEmail}) || n[0].Tie != inv.Proof.Call {
		t.Errorf("told: %+v", n)
	}
	if string(inv.Proof.Code.Hash) == string(before.Proof.Code.Hash) || inv.Proof.Count != 2 || !inv.Proof.Code.Expires.Equal(T0.Add(identity.CodeLife)) {
		t.Errorf("kept: %d codes, until %s", inv.Proof.Count, inv.Proof.Code.Expires)
	}
}

func TestCodesAreRationedByTheHour(t *testing.T) {
	w := told(t)
	for range 4 { // one was mailed in the story
		w.Replay().Is(202)
	}
	w.Unchanged(func() {
		if a := w.Replay().Is(429); a.Headers["retry-after"] != "3570" {
			t.Errorf("come back after %q", a.Headers["retry-after"])
		}
	})
	w.Replay(At(T0.Add(time.Hour))).Is(202)
}

func TestNoCodeIsMailedForALinkThatIsNotGood(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Set("token", "x")).Is(404)
		w.Replay(Set("token", Bakery.Link)).Is(404)
		w.Replay(Set("token", FayLink[:len(FayLink)-3]+"ABA")).Is(404)
		w.Replay(At(T0.Add(identity.InvitationLife))).Is(404)
	})
	if n := len(w.Ledger.Of(w.Name)); n != 4 { // DynamoDB alone: nothing is sealed for them
		t.Errorf("%d calls", n)
	}
}
