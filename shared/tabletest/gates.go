package tabletest

import (
	"crypto/sha256"
	"encoding/base64"
	"net/url"
	"strings"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/gate"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// The gate of North Quay's Gateway, which signs in; and Jon's two ways through it: he
// has come in by one, and holds the code of the other since half a minute.
var (
	gated   = calling(before(3*day), "a gate for Gateway")
	entered = calling(before(40*time.Minute), "Jon comes through the gate")
	coming  = calling(before(30*time.Second), "Jon comes once more")

	GateHost  = strings.ToLower(string(Gateway.Resource[len(Gateway.Resource)-4:])) + ".northquay.example"
	GateKey   = linkText(string(NorthQuay), string(Gateway.Resource))
	GateState = linkText("state")
	JonPass   = jonsPass(entered)
	JonToken  = passText(JonPass)
	JonComing = jonsPass(coming)
	JonCode   = passText(JonComing)
)

// StateSum is what is told of GateState on the way.
func StateSum() string {
	sum := mustLink(GateState).Hash()
	return base64.RawURLEncoding.EncodeToString(sum)
}

func jonsPass(c identity.Call) identity.Pass {
	return identity.Pass{
		Person: Jon.ID, Session: Jon.SessionID, ID: identity.Mint[id.Pass](c, 0), Organization: NorthQuay, Resource: Gateway.Resource,
		Credential: Gateway.Credential, Gate: gated.At, Expires: c.At.Add(gate.CodeLife), State: mustLink(GateState).Hash(),
		Until: signedIn.Add(identity.SessionLife),
	}
}

func passText(p identity.Pass) string {
	return linkText(string(p.Person), string(p.Session), string(p.ID), string(p.Credential))
}

// gates has a gate, and who comes through it. They are written as they are: the rules
// make tokens that differ in every run.
func (s *story) gates() {
	f := gate.SwitchingOf(NorthQuay, Gateway.Resource)
	s.read(f.Wanted()...)
	ira := s.as(Ira, NorthQuay, gated.At, "a gate for Gateway")
	if s.err != nil {
		return
	}
	_, _, ch, err := gate.Set(ira, f, true, mustLink(GateKey), Origin)
	s.keep(ira.Call, ch, err)
	first, next := JonPass, JonComing
	used := sha256.Sum256([]byte("a code that was used"))
	first.Code, first.Hash = used[:], mustLink(JonToken).Hash()
	next.Code = mustLink(JonCode).Hash()
	s.keep(entered, change.Change{Records: []change.Record{first, next}}, nil)
}

// proxied is what North Quay's proxy sends along, with what else a browser has.
func proxied(cookies ...string) Request {
	return Request{
		Headers: map[string]string{
			"x-valetkey-gate": GateKey, "x-original-proto": "https", "x-original-host": GateHost, "x-original-uri": "/ports?up=1", "x-real-ip": "192.0.2.77",
		},
		Cookies: append(cookies, "theme=dark"),
	}
}

// Cookies sends other cookies.
func Cookies(all ...string) Edit {
	return func(e *request) { e.Cookies = all }
}

// GateStanding is how Jon stands to Gateway.
func (w *World) GateStanding() access.Standing {
	w.T.Helper()
	s := access.Standing{Resource: Gateway.Resource, Person: Jon.ID}
	w.Read(&s)
	return s
}

// comes is a browser that comes to the gate with a code.
func comes(code, to string) Request {
	q := proxied("__Host-valetkey-asked=" + GateState)
	q.Ask = url.Values{"code": {code}, "to": {to}}.Encode()
	return q
}
