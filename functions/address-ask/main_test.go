package main

import (
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "address-ask")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table, keys: w.Keys}.ask)
	return w
}

func TestTheNewAddressIsMailedTheCodeAndNothingChangesYet(t *testing.T) {
	w := told(t)
	var got api.CodeMailed
	if made := w.Made(func() { got = Read[api.CodeMailed](w.Replay()) }); made != "ADDRESS NET NOTICE OUT" {
		t.Errorf("made %s", made)
	}
	token, _ := identity.ParseLinkToken(got.Token, 0)
	want, p := identity.NewAddress{Person: Ann.ID}, identity.Person{ID: Ann.ID}
	w.Read(&want, &p)
	code, err := w.KeysAs("outbox-mail").OpenLink(t.Context(), string(Ann.ID), want.Proof.Code.Sealed)
	if err != nil || !token.Opens(want.Link, T0) || !token.Proves(want.Proof.Code, code, T0) || p.Email != Ann.Email {
		t.Errorf("kept %+v, %v", want, err)
	}
	if n := w.Waiting(); len(n) != 1 || n[0].Kind != change.AddressCode || n[0].To.Address != "Ann.Lee+vk@blueharbor.example" || n[0].To.Person != "" {
		t.Errorf("told: %+v", n)
	}
}

func TestAnAddressOfAnotherAccountIsToldAndTheAskerCannotTell(t *testing.T) {
	w := told(t)
	free := w.Replay().Is(202)
	taken := w.Replay(Set("email", strings.ToUpper(Eve.Email))).Is(202)
	if len(free.Body) != len(taken.Body) {
		t.Errorf("%s differs from %s", free.Body, taken.Body)
	}
	var kinds []change.Telling
	for _, n := range w.Waiting() {
		if kinds = append(kinds, n.Kind); n.Kind == change.AddressKnown && (n.To.Address != strings.ToUpper(Eve.Email) || strings.Contains(n.About+n.By, "Ann")) {
			t.Errorf("told: %+v", n)
		}
	}
	if len(kinds) != 2 || w.Told() != "address-code address-known" {
		t.Errorf("told: %v", kinds)
	}
}

func TestOnlyWhoKnowsThePasswordAsksForAnAddress(t *testing.T) {
	w := told(t)
	for range 10 {
		w.Replay(Set("password", "not a lantern at all")).Is(400, "body.password")
	}
	w.Unchanged(func() { w.Replay().Is(429) })
}

func TestWhatCannotBeOnesAddressIsRefusedByName(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Set("email", Ann.Email)).Is(400, "body.email", "is the address you have")
		w.Replay(Set("email", "ANN@BlueHarbor.example")).Is(400, "body.email", "is the address you have")
		w.Replay(Set("email", "ann@localhost")).Is(400, "body.email")
		w.Replay(Set("email", strings.Repeat("a", 65)+"@a.example")).Is(400, "body.email", "more than 64 characters before the @")
		w.Replay(Set("email", "安+vk@例え.テスト")).Is(400, "body.email", "letters before the @")
		w.Replay(Nobody).Is(401)
	})
	w.Replay(Set("email", strings.Repeat("a", 64)+"@a.example")).Is(202)
	w.Replay(Set("email", "an+vk@例え.テスト")).Is(202)
}

// Nor does what else is wrong tell a right password from a wrong one, without a count.
func TestWhatCannotBeOnesAddressIsRefusedBeforeThePasswordIsLookedAt(t *testing.T) {
	w := told(t)
	before := identity.NewAddress{Person: Ann.ID, Proof: identity.Proof{Since: T0, Count: 5}}
	w.Unchanged(func() {
		w.Replay(Set("password", "not a lantern at all"), Set("email", Ann.Email)).Is(400, "body.email").Never("body.password")
		w.Replay(Set("password", "not a lantern at all"), Set("email", "ann@localhost")).Is(400, "body.email").Never("body.password")
	})
	w.Keep(change.Change{Records: []change.Record{before}}, "five codes")
	w.Unchanged(func() { w.Replay(Set("password", "not a lantern at all")).Is(429, "Enough codes") })
}

func TestWithoutKMSNothingIsAsked(t *testing.T) {
	w := told(t)
	w.KMS.Fail(true)
	w.Unchanged(func() { w.Replay().Is(503) })
}
