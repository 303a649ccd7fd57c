package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "delegation-claim")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table, keys: w.Keys}.claim)
	return w
}

func TestSomebodyWithAnAccountClaimsWithTheCode(t *testing.T) {
	w := told(t)
	if got := Read[api.Claimed](w.Replay()); got.Organization != OlgaHome {
		t.Errorf("answered %+v", got)
	}
	d := delegation.Delegation{ID: Bakery.Delegation}
	if w.Read(&d); d.OwnerPerson != Olga.ID || d.Owner != OlgaHome || len(d.Proof.Code.Hash) != 0 {
		t.Errorf("it is held by %s of %s", d.OwnerPerson, d.Owner)
	}
	w.Replay(As(Dan)).Is(400, "no longer good") // one code, one person
}

func TestWhoHasNoPersonalOrganizationGetsOne(t *testing.T) {
	w := told(t)
	var got api.Claimed
	made := w.Made(func() { got = Read[api.Claimed](w.Replay(As(Dan))) })
	o := identity.Organization{ID: got.Organization}
	if w.Read(&o); o.Kind != identity.Personal || o.Name != "Dan" {
		t.Errorf("made %s, %+v", made, o)
	}
}

func TestOnesOwnAddressNeedsNoCode(t *testing.T) {
	w := told(t)
	w.Unchanged(func() { // it is hers already
		w.Replay(Set("token", Shop.Link), Set("code", nil)).Is(200, string(OlgaHome))
	})
}

func TestAnotherAddressThanTheAskedOneNeedsTheCode(t *testing.T) { // rule D2
	w := told(t)
	d, dan := delegation.Delegation{ID: Bakery.Delegation}, identity.Person{ID: Dan.ID}
	w.Unchanged(func() { w.Replay(As(Dan), Set("code", nil)).Is(400, "body.code") })
	w.Read(&d, &dan)
	dan.Email = d.Email
	w.Keep(change.Change{Records: []change.Record{dan}}, "his address becomes the asked one")
	w.Replay(As(Dan), Set("code", nil)).Is(200)
}

func TestAWrongCodeCountsAndTheFifthKillsIt(t *testing.T) {
	w := told(t)
	for range identity.CodeTries { // the same key: each is a try all the same
		w.Replay(Set("code", "0000 0000"), Header("idempotency-key", "k1")).Is(400, "is not the code that was mailed")
	}
	w.Unchanged(func() {
		w.Replay().Is(400, "is no longer good")
		w.Replay(Set("code", nil)).Is(400, "is no longer good")
		w.Replay(Set("token", FayLink)).Is(404)
	})
}
