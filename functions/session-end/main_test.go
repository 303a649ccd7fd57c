package main

import (
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "session-end")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.end)
	return w
}

func TestASessionThatIsEndedOpensNothing(t *testing.T) {
	w := told(t)
	a := w.Replay().Is(204)
	if len(a.Cookies) != 1 || !strings.HasPrefix(a.Cookies[0], "__Host-valetkey=;") || !strings.Contains(a.Cookies[0], "Max-Age=0") {
		t.Errorf("cookies: %v", a.Cookies)
	}
	s := identity.Session{Person: Ann.ID, ID: Ann.SessionID}
	l := identity.Logins{Person: Ann.ID}
	if w.Read(&s, &l); s.Ended == nil || !s.Ended.Equal(T0) || len(l.Open) != 0 {
		t.Errorf("kept: ended %v, listed %v", s.Ended, l.Open)
	}
	w.Replay().Is(401)
}

func TestOthersOfTheSamePersonGoOn(t *testing.T) {
	w := told(t)
	w.Unchanged(func() { w.Replay(As(Gone)).Is(401) })
	w.Replay(As(Dan)).Is(204)
}

func TestACookieWithoutOurOriginSignsNobodyOut(t *testing.T) {
	w := told(t)
	cookie := func(e *events.APIGatewayV2HTTPRequest) { e.Cookies = []string{"__Host-valetkey=" + Ann.Token()} }
	w.Unchanged(func() {
		w.Replay(Nobody, cookie).Is(403)
		w.Replay(Nobody, cookie, Header("origin", "https://elsewhere.example")).Is(403)
		w.Replay(Nobody, cookie, Header("origin", Origin+".elsewhere.example")).Is(403)
	})
	w.Replay(Nobody, cookie, Header("origin", Origin)).Is(204)
}
