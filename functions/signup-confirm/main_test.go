package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "signup-confirm")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table, keys: w.Keys}.confirm)
	return w
}

func TestConfirmingMakesTheOrganizationWithItsAdminAndKeyPair(t *testing.T) {
	w := told(t)
	var got api.SignedIn
	made := w.Made(func() { got = Read[api.SignedIn](w.Replay()) })
	if made != "AUDIT AUDIT KEY LOGINS MEMBER MEMBER ORG PERSON ROSTER SESSION SIGNIN" {
		t.Errorf("made %s", made)
	}
	o := identity.Organization{ID: got.Organization}
	m := identity.Member{Organization: got.Organization, Person: got.Person.ID}
	s := identity.Signup{ID: GusSignup}
	if w.Read(&o, &m, &s); o.Name != "Third Tide" || m.Role != identity.Admin || m.Email != GusEmail || s.Version != 0 {
		t.Errorf("made %+v with %+v", o, m)
	}
	w.Replay().Is(404) // used
}

func TestTheLinkAloneConfirmsNothingNorDoesThePassword(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Set("password", "not a lantern at all")).Is(401)
		w.Replay(Set("token", GusLink[:len(GusLink)-2]+"AA")).Is(404)
		w.Replay(At(T0.Add(identity.SignupLife))).Is(404)
	})
}

func TestAnAddressThatGotAnAccountMeanwhileSignsIn(t *testing.T) {
	w := told(t)
	w.Keep(change.Change{Records: []change.Record{identity.Signin{Address: GusEmail, Person: Fred.ID}}}, "known")
	w.Unchanged(func() { w.Replay().Is(409, "sign in") })
}

func TestWithoutKMSNoOrganizationIsHalfMade(t *testing.T) {
	w := told(t)
	w.KMS.Fail(true)
	w.Unchanged(func() { w.Replay().Is(503) })
	w.KMS.Fail(false)
	w.Replay().Is(201)
}

// rule D9
func TestANameLikeAWellKnownServiceWaitsForAnOperatorAndItsAdminIsTold(t *testing.T) {
	w := told(t)
	s := identity.Signup{ID: GusSignup}
	w.Read(&s)
	s.Organization = "PayPаl Support" // the second a is Cyrillic
	w.Keep(change.Change{Records: []change.Record{s}}, "another name")
	got := Read[api.SignedIn](w.Replay())
	o := identity.Organization{ID: got.Organization}
	if w.Read(&o); o.Held == "" {
		t.Errorf("%+v", o)
	}
	n := w.Waiting()
	if len(n) != 1 || n[0].Kind != change.OrganizationHeld || n[0].To.Person != got.Person.ID || n[0].About != string(o.ID) {
		t.Errorf("told %+v", n)
	}
	if e := w.Record(o.ID)[0]; e.Detail != "waits for an operator: "+o.Held {
		t.Errorf("on record: %+v", e)
	}
}
