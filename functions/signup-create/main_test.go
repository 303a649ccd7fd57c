package main

import (
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "signup-create")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table, keys: w.Keys}.create)
	return w
}

func TestASignUpWaitsForItsMailAndNothingElseExists(t *testing.T) {
	w := told(t)
	if made := w.Made(func() { w.Replay().Is(202) }); made != "KNOCKS KNOCKS NOTICE OUT SIGNUP" {
		t.Errorf("made %s", made)
	}
	if n := w.Waiting(); len(n) != 1 || n[0].Kind != change.SignupConfirm || n[0].To.Address != "hal@fourthpier.example" {
		t.Errorf("told: %+v", n)
	}
	for k, v := range w.Items() {
		if strings.Contains(v, Password.Reveal()) {
			t.Errorf("the password is in %s", k)
		}
	}
}

func TestWhoeverAsksCannotTellWhetherTheAddressIsKnown(t *testing.T) {
	w := told(t)
	first := w.Replay().Is(202)
	var known Answer
	if made := w.Made(func() { known = w.Replay(Set("email", "ANN@blueharbor.example")).Is(202) }); made != "KNOCKS KNOCKS NOTICE OUT" {
		t.Errorf("made %s", made)
	}
	if known.Body != first.Body {
		t.Errorf("answered %s and %s", first.Body, known.Body)
	}
	if w.Told() != "signup-confirm signup-known" {
		t.Errorf("told: %s", w.Told())
	}
}

func TestWhatIsNoSignUpIsRefusedByName(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Set("organization", " ")).Is(400, "body.organization")
		w.Replay(Set("name", "\t")).Is(400, "body.name")
		w.Replay(Set("email", "hal@localhost")).Is(400, "body.email")
		w.Replay(Set("password", "eleven char")).Is(400, "body.password").Never("eleven char")
		w.Replay(Set("admin", true)).Is(400, "body.admin")
		w.Replay(Header("content-type", "text/plain")).Is(400, "header.content-type")
		w.Replay(Body("{")).Is(400, "is not JSON")
		w.Replay(Body(strings.Repeat(" ", 200<<10))).Is(413)
	})
}
