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
	w := New(t, "address-confirm")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.confirm)
	return w
}

var bobsNext = identity.Address(BobsNext)

// rule F7
func TestTheSignInMovesAndTheOldAddressIsTold(t *testing.T) {
	w := told(t)
	old := identity.Signin{Address: Bob.Email}
	w.Read(&old)
	if made := w.Made(func() { w.Replay().Is(204) }); made != "AUDIT NOTICE OUT OUT SIGNIN" {
		t.Errorf("made %s", made)
	}
	gone, now, p, want := identity.Signin{Address: Bob.Email}, identity.Signin{Address: bobsNext}, identity.Person{ID: Bob.ID}, identity.NewAddress{Person: Bob.ID}
	w.Read(&gone, &now, &p, &want)
	if gone.Version != 0 || now.Person != Bob.ID || now.Verifier != old.Verifier || p.Email != BobsNext || want.Version != 0 {
		t.Errorf("he signs in as %+v, is %+v", now.Address, p)
	}
	if n := w.Waiting(); len(n) != 1 || n[0].Kind != change.AddressChanged || n[0].To != (change.Audience{Person: Bob.ID, Address: Bob.Email}) {
		t.Errorf("told: %+v", n)
	}
	w.Replay().Is(404) // used
}

func TestAnAddressThatGotAnAccountInBetweenIsNotTaken(t *testing.T) {
	w := told(t)
	w.Keep(change.Change{Records: []change.Record{identity.Signin{Address: bobsNext, Person: Fred.ID}}}, "taken")
	w.Unchanged(func() { w.Replay().Is(409, "has an account by now") })
}

func TestTheFifthWrongCodeKillsIt(t *testing.T) {
	w := told(t)
	for range identity.CodeTries {
		w.Replay(Set("code", "0000 0000"), Header("idempotency-key", "the same")).Is(400, "is not the code that was mailed")
	}
	w.Unchanged(func() { w.Replay().Is(400, "is no longer good") })
}

func TestWhatProvesNothingMovesNobody(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Set("code", "1234")).Is(400, "body.code")
		w.Replay(Nobody).Is(401)
	})
	w.Replay(At(T0.Add(12*time.Minute))).Is(404, "ask for the new address again") // these are on his record
	w.Replay(Set("token", "b"+BobToken[1:])).Is(404)
	w.Replay(Set("token", CydToken)).Is(404)
	w.Replay(As(Ann)).Is(404) // Bob's token and code are Bob's
	old := identity.Signin{Address: Bob.Email}
	if w.Read(&old); old.Version == 0 || w.Told() != "" {
		t.Error("Bob was moved")
	}
}
