package main

import (
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "session-create")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.signIn)
	return w
}

func TestSigningInStartsASessionOfTwelveHours(t *testing.T) {
	w := told(t)
	var got api.SignedIn
	if made := w.Made(func() { got = Read[api.SignedIn](w.Replay(Set("email", " ANN@blueharbor.example "))) }); made != "SESSION" {
		t.Errorf("made %s", made)
	}
	token, ok := identity.ParseToken(got.Token)
	s := identity.Session{Person: token.Person, ID: token.Session}
	if w.Read(&s); !ok || token.Person != Ann.ID || !token.Is(s.Hash) || !got.Ends.Equal(T0.Add(identity.SessionLife)) {
		t.Errorf("answered %+v", got)
	}
}

func TestABrowserIsHandedACookieAndNothingElse(t *testing.T) {
	w := told(t)
	a := w.Replay(Set("carry", nil)).Is(201).Never("vk1.")
	if len(a.Cookies) != 1 || !strings.HasPrefix(a.Cookies[0], "__Host-valetkey=vk1.") || !strings.Contains(a.Cookies[0], "; Secure; HttpOnly; SameSite=Lax") {
		t.Errorf("cookies: %v", a.Cookies)
	}
}

func TestAnUnknownAddressAndAWrongPasswordLookAlike(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		about := func(a Answer) string { return strings.Split(a.Is(401).Body, `"instance"`)[0] }
		wrong := about(w.Replay(Set("password", "not a lantern at all")))
		unknown := about(w.Replay(Set("email", "nobody@blueharbor.example")))
		none := about(w.Replay(Set("email", "no address")))
		if wrong != unknown || wrong != none {
			t.Errorf("they differ: %s, %s, %s", wrong, unknown, none)
		}
	})
}
