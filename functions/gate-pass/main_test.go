package main

import (
	"bytes"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "gate-pass")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.pass)
	return w
}

// wayOf is where a browser is sent, with its code.
func wayOf(t *testing.T, a Answer) (*url.URL, string) {
	t.Helper()
	u, err := url.Parse(Read[api.GateWay](a).Code)
	if err != nil {
		t.Fatal(err)
	}
	return u, u.Query().Get("code")
}

func TestAWayInIsForThisPersonSessionResourceAndBrowserForAMinute(t *testing.T) { // rule J13
	w := told(t)
	u, code := wayOf(t, w.Replay().Is(201))
	token, p, ok := identity.ParsePass(code)
	if w.Read(&p); !ok || !token.Is(p.Code) || p.Person != Jon.ID || p.Session != Jon.SessionID || p.Resource != Gateway.Resource || p.Organization != NorthQuay ||
		p.Credential != Gateway.Credential || !p.Expires.Equal(T0.Add(time.Minute)) || len(p.Hash) != 0 || !bytes.Equal(p.State, JonPass.State) || !p.Gate.Equal(JonPass.Gate) {
		t.Errorf("%+v", p)
	}
	if u.Scheme+"://"+u.Host+u.Path != "https://"+GateHost+"/.valetkey/enter" || u.Query().Get("to") != "/ports?up=1" {
		t.Errorf("it leads to %s", u)
	}
	bits := code[strings.LastIndex(code, ".")+1:]
	for k, item := range w.Items() {
		if strings.Contains(item, bits) {
			t.Errorf("the code is in the clear at %s", k)
		}
	}
}

func TestAWayInNeverLeadsToAnotherHost(t *testing.T) {
	w := told(t)
	for _, to := range []string{"//evil.example", "https://evil.example", "/\\evil.example", "", "\r\n", "/.valetkey/enter?code=x"} {
		if u, _ := wayOf(t, w.Replay(Set("to", to)).Is(201)); u.Host != GateHost || u.Query().Get("to") != "/" {
			t.Errorf("%q leads to %s", to, u)
		}
	}
}

func TestOnlyWhoHasTheResourceOnTheirListGetsAWayIn(t *testing.T) { // promise 7
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Moe)).Is(404, "There is no such resource")
		w.Replay(As(Ann)).Is(404, "There is no such organization")
		w.Replay(Path("resource", Switch.Resource)).Is(409, "Switch has no gate")
		w.Replay(Path("resource", Router.Resource)).Is(404, "There is no such resource")
		w.Replay(Set("state", "x")).Is(400, "body.state")
		w.Replay(Set("state", StateSum()+"A")).Is(400, "body.state")
		w.Replay(Set("to", strings.Repeat("/", 4001))).Is(400, "body.to")
		w.Replay(Nobody).Is(401)
		w.Replay(Set("host", "evil.example")).Is(400, "host")
	})
	w.Replay(At(LetIn.Add(119 * time.Minute))).Is(401) // the session idled
}

func TestWhoIsLockedOutIsKnownAllTheSame(t *testing.T) { // the gate leads them to ask (rule J3)
	w := told(t)
	s := w.GateStanding()
	s.Periods = nil
	w.Keep(change.Change{Records: []change.Record{s}}, "over")
	w.Replay().Is(201)
}
