package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "reset-create")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table, keys: w.Keys}.create)
	return w
}

func TestWhoAsksHoldsTheTokenAndTheMailboxGetsTheCode(t *testing.T) {
	w := told(t)
	var got api.CodeMailed
	if made := w.Made(func() { got = Read[api.CodeMailed](w.Replay(Set("email", " ANN@blueharbor.example"))) }); made != "KNOCKS KNOCKS NOTICE OUT RESET" {
		t.Errorf("made %s", made)
	}
	token, ok := identity.ParseLinkToken(got.Token, 1)
	r := identity.Reset{ID: id.Reset(token.Thing(0))}
	w.Read(&r)
	if !ok || r.Person != Ann.ID || r.Address != Ann.Email || !token.Opens(r.Link, T0) || len(r.Link.Sealed) != 0 || !got.Expires.Equal(T0.Add(identity.CodeLife)) {
		t.Errorf("kept %+v", r)
	}
	code, err := w.KeysAs("outbox-mail").OpenLink(t.Context(), string(r.ID), r.Proof.Code.Sealed)
	if err != nil || !token.Proves(r.Proof.Code, code, T0) {
		t.Errorf("the code for the mail is not the one that is asked for: %v", err)
	}
	if n := w.Waiting(); len(n) != 1 || n[0].Kind != change.PasswordReset || n[0].To.Address != Ann.Email || n[0].Tie != r.Proof.Call {
		t.Errorf("told: %+v", n)
	}
}

func TestAnUnknownAddressLooksAndCostsTheSame(t *testing.T) {
	w := told(t)
	made, costs, shapes := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, email := range []string{Ann.Email, "nobody@blueharbor.example", FayEmail} {
		before := len(w.Ledger.Entries())
		var a Answer
		made[w.Made(func() { a = w.Replay(Set("email", email)).Is(202) })] = true
		got := Read[api.CodeMailed](a)
		shapes[fmt.Sprint(len(a.Body), got.Expires, strings.Count(got.Token, "."))] = true
		calls := ""
		for _, e := range w.Ledger.Entries()[before:] {
			calls += fmt.Sprint(e.Service, e.Operation, e.Items, e.Read, " ")
		}
		costs[calls] = true
	}
	if len(made) != 1 || len(costs) != 1 || len(shapes) != 1 {
		t.Errorf("they differ: %v %v %v", made, costs, shapes)
	}
}

func TestAnAddressIsMailedFiveCodesAnHourKnownOrNot(t *testing.T) {
	w := told(t)
	for _, email := range []string{Ann.Email, "nobody@blueharbor.example"} {
		for range 5 {
			w.Replay(Set("email", email)).Is(202)
		}
		w.Unchanged(func() {
			if a := w.Replay(Set("email", email), At(T0.Add(time.Minute))).Is(429); a.Headers["retry-after"] != "3540" {
				t.Errorf("come back after %q", a.Headers["retry-after"])
			}
		})
		w.Replay(Set("email", email), At(T0.Add(time.Hour))).Is(202)
	}
}

func TestWhatIsNoAddressIsRefusedByName(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		for _, email := range []string{"", "ann", "ann@localhost", "Ann <ann@blueharbor.example>", strings.Repeat("a", 311) + "@a.example"} {
			w.Replay(Set("email", email)).Is(400, "body.email")
		}
	})
}

func TestWithoutKMSNothingIsKept(t *testing.T) {
	w := told(t)
	w.KMS.Fail(true)
	w.Unchanged(func() { w.Replay().Is(503) })
}
