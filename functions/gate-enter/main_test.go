package main

import (
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/gate"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "gate-enter")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table, origin: Origin}.enter)
	return w
}

const used = "This way in was used up, came too late or was made for another browser."

func TestACodeGivesItsBrowserTheCookieOfThatHost(t *testing.T) { // rule J13
	w := told(t)
	a := w.Replay().Is(303)
	if a.Headers["location"] != "/ports?up=1" || a.Headers["cache-control"] != "no-store" || len(a.Cookies) != 1 {
		t.Fatalf("%v, %v", a.Headers, a.Cookies)
	}
	value, rest, _ := strings.Cut(strings.TrimPrefix(a.Cookies[0], "__Host-valetkey-gate="), ";")
	token, p, ok := identity.ParsePass(value)
	if w.Read(&p); !ok || rest != " Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=41400" || !token.Is(p.Hash) || p.ID != JonComing.ID || p.Credential != Gateway.Credential {
		t.Errorf("%q: %+v", rest, p)
	}
	e := w.Record(NorthQuay)[0]
	if e.Action != audit.GateEntered || e.Actor != Jon.ID || e.Thing != string(Gateway.Resource) || e.From != "192.0.2.77" {
		t.Errorf("on record: %+v", e.Entry)
	}
}

// Two tabs are sent to the console, and come back one after the other.
func TestTwoTabsBothComeIn(t *testing.T) {
	w := told(t)
	second := JonComing
	second.ID = id.New[id.Pass](T0, "the other tab", 0)
	code := identity.PassToken(second)
	second.Code = code.Hash()
	w.Keep(change.Change{Records: []change.Record{second}}, "the other tab")
	for _, a := range []Answer{w.Replay().Is(303), w.Replay(Query("code", code.Reveal())).Is(303)} {
		for _, c := range a.Cookies {
			if strings.HasPrefix(c, "__Host-valetkey-asked=") {
				t.Errorf("the other tab's state is taken: %s", c)
			}
		}
	}
}

func TestOf64TriesAtOnceOneWins(t *testing.T) {
	w := told(t)
	won := 0
	for _, a := range w.AtOnce(make([][]Edit, 64)...) {
		if a.StatusCode == 303 {
			won++
			continue
		}
		if len(a.Cookies) != 0 || a.StatusCode != 403 && a.StatusCode != 409 && a.StatusCode != 503 {
			t.Errorf("%d, %v: %s", a.StatusCode, a.Cookies, a.Body)
		}
	}
	if won != 1 {
		t.Errorf("%d won", won)
	}
	w.Replay().Is(403, used)
}

// late, second or stolen: refused and on record, in their organization.
func TestACodeThatWasGoodAndIsNotIsRefusedOnRecord(t *testing.T) { // rule A1
	for name, tt := range map[string]struct {
		edits []Edit
		why   string
	}{
		"late":                  {[]Edit{At(JonComing.Expires)}, "a code for its gate came too late"},
		"in another browser":    {[]Edit{Cookies()}, "a code for its gate came from another browser"},
		"with another's state":  {[]Edit{Cookies("__Host-valetkey-asked=" + gate.NewState("").Reveal())}, "a code for its gate came from another browser"},
		"with a state too much": {[]Edit{Cookies("__Host-valetkey-asked="+GateState, "__Host-valetkey-asked="+GateState)}, "a code for its gate came from another browser"},
	} {
		w := told(t)
		a := w.Replay(tt.edits...).Is(403, used)
		if e := w.Record(NorthQuay)[0]; e.Action != audit.Refused || e.Actor != Jon.ID || e.Detail != tt.why || len(a.Cookies) != 0 || a.Headers["location"] != "" {
			t.Errorf("%s: on record %+v; %v", name, e.Entry, a.Headers)
		}
	}
	w := told(t)
	w.Replay().Is(303)
	w.Replay().Is(403, used)
	if e := w.Record(NorthQuay)[0]; e.Action != audit.Refused || e.Detail != "a code for its gate came a second time" {
		t.Errorf("second: on record %+v", e.Entry)
	}
	w = told(t)
	w.Replay(At(JonComing.Expires.Add(-time.Millisecond))).Is(303)
}

func TestACodeOfNobodyWhoIsSignedInIsWorthNothing(t *testing.T) {
	w := told(t)
	s := identity.Session{Person: Jon.ID, ID: Jon.SessionID}
	w.Read(&s)
	s.Ended = &T0
	w.Keep(change.Change{Records: []change.Record{s}}, "signed out meanwhile")
	w.Unchanged(func() { w.Replay().Is(403, used) })
}

func TestACodeIsGoodAtItsOwnGateOnly(t *testing.T) {
	w := told(t)
	key := gate.NewKey(NorthQuay, Switch.Resource)
	w.Keep(change.Change{Records: []change.Record{gate.Gate{Organization: NorthQuay, Resource: Switch.Resource, Host: GateHost, Hash: key.Hash(), Since: JonPass.Gate}}}, "another gate")
	w.Unchanged(func() {
		w.Replay(Header("x-valetkey-gate", key.Reveal())).Is(403, used)
		w.Replay(Header("x-original-host", "evil.example")).Is(403, used)
		w.Replay(Header("x-original-proto", "http")).Is(403, used)
		for _, code := range []string{"", "x", JonToken, JonCode[:len(JonCode)-4] + "AAAA", strings.Replace(JonCode, string(JonComing.ID), string(JonPass.ID), 1)} {
			w.Replay(Query("code", code)).Is(403, used)
		}
	})
	w.Replay(Header("x-valetkey-gate", "")).Is(404, "There is no such gate")
}

func TestABrowserIsSentOnlyToAPathOfThatHost(t *testing.T) {
	for _, to := range []string{"//evil.example", "https://evil.example", "/\\evil.example", "/a\r\nset-cookie: x=y", ""} {
		w := told(t)
		if a := w.Replay(Query("to", to)).Is(303); a.Headers["location"] != "/" {
			t.Errorf("%q leads to %q", to, a.Headers["location"])
		}
	}
}
