package main

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "delegation-join")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table, keys: w.Keys}.join)
	return w
}

func TestJoiningMakesAFreeAccountThatHoldsTheRequest(t *testing.T) {
	w := told(t)
	var got api.SignedIn
	made := w.Made(func() { got = Read[api.SignedIn](w.Replay()) })
	if want := "AUDIT AUDIT AUDIT AUDIT DELEGATION KEY LOGINS MEMBER MEMBER ORG PERSON ROSTER SESSION SIGNIN"; made != want {
		t.Errorf("made %s, not %s", made, want)
	}
	d := delegation.Delegation{ID: Bakery.Delegation}
	o := identity.Organization{ID: got.Organization}
	w.Read(&d, &o)
	if d.Owner != o.ID || d.OwnerName != "Pia" || o.Kind != identity.Personal || got.Delegation != d.ID || got.Token == "" {
		t.Errorf("%+v holds %+v", o.ID, d.Owner)
	}
	w.Replay().Is(400, "no longer good") // its code is used
}

func TestAWrongCodeCountsAndTheFifthKillsIt(t *testing.T) {
	w := told(t)
	for range identity.CodeTries {
		w.Replay(Set("code", "0000 0000")).Is(400, "is not the code that was mailed")
	}
	w.Replay().Is(400, "is no longer good")
	d := delegation.Delegation{ID: Bakery.Delegation}
	if w.Read(&d); d.Proof.Code.Tries != identity.CodeTries || d.Owner != "" {
		t.Errorf("%d tries, owner %q", d.Proof.Code.Tries, d.Owner)
	}
}

func TestWhatProvesNothingMakesNothing(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(At(T0.Add(10*time.Minute))).Is(400, "is no longer good") // the code's time is over
		w.Replay(Set("token", Shop.Link)).Is(400, "is no longer good")    // claimed: it has no code
		w.Replay(Set("token", FayLink)).Is(404)
		w.Replay(Set("token", Bakery.Link[:len(Bakery.Link)-2]+"AA")).Is(404)
		w.Replay(Set("password", "short")).Is(400, "body.password")
	})
}

func TestAKnownAddressIsToldToSignIn(t *testing.T) {
	w := told(t)
	w.Keep(change.Change{Records: []change.Record{identity.Signin{Address: PiaEmail, Person: Eve.ID}}}, "Pia is known")
	w.Unchanged(func() { w.Replay().Is(409, "sign in with it instead") })
}

func TestWithoutKMSNobodyJoins(t *testing.T) {
	w := told(t)
	w.KMS.Fail(true)
	w.Unchanged(func() { w.Replay().Is(503) })
}
