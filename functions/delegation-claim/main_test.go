package main

import (
	"sync"
	"testing"
	"time"

	"github.com/valetkey/valetkey/infra/local/dynamo"
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

// rule F7: the mail was for whoever has the asked address, not for whoever had it
func TestWhoHasMovedAwayFromTheAskedAddressNeedsTheCodeAndWhoMovedThereDoesNot(t *testing.T) {
	w := told(t)
	d, link := w.Ask(Eve, Elsewhere, "page.example", Dan.Email)
	if d.Known != Dan.ID {
		t.Fatalf("known as %q", d.Known)
	}
	moves := func(p Person, to string) {
		who := identity.Person{ID: p.ID}
		w.Read(&who)
		who.Email = to
		w.Keep(change.Change{Records: []change.Record{who}}, p.Name+" moves to "+to)
	}
	moves(Dan, "dan@elsewhere.example")
	w.Unchanged(func() { w.Replay(As(Dan), Set("token", link), Set("code", nil)).Is(400, "body.code") })
	moves(Cyd, Dan.Email)
	w.Replay(As(Cyd), Set("token", link), Set("code", nil)).Is(200)
	w.Unchanged(func() { w.Replay(As(Dan), Set("token", link)).Is(400, "is no longer good") })
}

// rules D2, F7
func TestACodeIsOfOneRequestAndForAWhile(t *testing.T) {
	w := told(t)
	d, link := w.Ask(Eve, Elsewhere, "page.example", PiaEmail)
	d.Proof.Code.Hash = mustHash(t) // the code of the other request for Pia
	w.Keep(change.Change{Records: []change.Record{d}}, "another's code")
	w.Replay(Set("token", link)).Is(400, "is not the code that was mailed")
	w.Unchanged(func() { w.Replay(At(T0.Add(10*time.Minute))).Is(400, "is no longer good") })
	w.Replay().Is(200)
}

// rule D2: whoever is asked by an organization of their own answers like anybody
func TestAnAdminOfWhoAsksClaimsIntoTheirOwnOrganization(t *testing.T) {
	w := told(t)
	got := Read[api.Claimed](w.Replay(As(Ann)))
	o, d := identity.Organization{ID: got.Organization}, delegation.Delegation{ID: Bakery.Delegation}
	if w.Read(&o, &d); o.Kind != identity.Personal || d.Owner != o.ID || d.OwnerPerson != Ann.ID || d.Organization != BlueHarbor {
		t.Errorf("%+v holds %+v", o, d)
	}
	if e := w.Record(BlueHarbor)[0]; e.Actor != "" || e.ActorName != "Ann" || e.From != "" {
		t.Errorf("on record there: %+v", e)
	}
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

func TestNothingIsClaimedIntoAnAccountThatIsBeingClosed(t *testing.T) { // rule D3
	w := told(t)
	closes := func(name string) {
		home := identity.Organization{ID: OlgaHome}
		w.Read(&home)
		home.Closed = &T0
		w.Keep(change.Change{Records: []change.Record{home}}, name)
	}
	var once sync.Once
	remove := w.Dynamo.Before(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "TransactWriteItems" && r.Touches("DELEGATION") {
			once.Do(func() { closes("she closes it at this moment") })
		}
		return nil
	})
	w.Replay().Is(409, "Your account is being closed")
	remove()
	d := delegation.Delegation{ID: Bakery.Delegation}
	if w.Read(&d); d.Owner != "" {
		t.Errorf("claimed by %s", d.Owner)
	}
	w.Unchanged(func() { w.Replay().Is(409, "Your account is being closed") })
}

func TestWhoClosedTheirAccountAndIsAskedAgainHasItAgain(t *testing.T) {
	w := told(t)
	first := Read[api.Claimed](w.Replay(As(Dan)))
	o := identity.Organization{ID: first.Organization}
	m, b := identity.Member{Organization: o.ID, Person: Dan.ID}, identity.Belonging{Person: Dan.ID, Organization: o.ID}
	roster, d := identity.Roster{Organization: o.ID}, delegation.Delegation{ID: Bakery.Delegation}
	w.Read(&o, &m, &b, &roster, &d)
	o.Closed, m.Removed, roster.People = &T0, &T0, nil
	d.Owner, d.OwnerPerson = "", ""
	w.Keep(change.Change{
		Records: []change.Record{o, m, roster, d}, Drops: []change.Record{b, delegation.Held{Organization: o.ID, Delegation: d.ID, Version: 1}},
	}, "he closed it, and another asks")
	d = delegation.Delegation{ID: Bakery.Delegation}
	w.Read(&d)
	d.Proof.Code = identity.Code{Hash: mustHash(t), Sealed: []byte("x"), Expires: T0.Add(time.Minute)}
	w.Keep(change.Change{Records: []change.Record{d}}, "another code")
	again := Read[api.Claimed](w.Replay(As(Dan)))
	if again.Organization != first.Organization {
		t.Errorf("another: %s", again.Organization)
	}
	o, m, b, roster = identity.Organization{ID: o.ID}, identity.Member{Organization: o.ID, Person: Dan.ID}, identity.Belonging{Person: Dan.ID, Organization: o.ID}, identity.Roster{Organization: o.ID}
	if w.Read(&o, &m, &b, &roster); o.Closed != nil || !m.IsAdmin() || b.Version == 0 || len(roster.People) != 1 {
		t.Errorf("%+v\n%+v\n%+v", o, m, roster)
	}
}

func mustHash(t *testing.T) []byte {
	t.Helper()
	token, ok := identity.ParseLinkToken(Bakery.Link, 1)
	if !ok {
		t.Fatal("no token")
	}
	return token.HashCode(Code)
}
