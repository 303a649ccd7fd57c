package main

import (
	"encoding/base64"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/gate"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/opening"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "gate-check")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{door: opening.Door{Table: w.Table, Keys: w.Keys}, origin: Origin}.check)
	return w
}

// plain makes the gate one that signs nobody in, and Jon's pass one without a credential.
func plain(w *World) Edit {
	w.T.Helper()
	g := gate.Gate{Organization: NorthQuay, Resource: Gateway.Resource}
	p := JonPass
	w.Read(&g, &p)
	g.Basic, p.Credential = false, ""
	token := identity.PassToken(p)
	p.Hash = token.Hash()
	w.Keep(change.Change{Records: []change.Record{g, p}}, "a gate that signs nobody in")
	return Cookies("__Host-valetkey-gate=" + token.Reveal())
}

// edited writes a record as an edit of it says, past every rule.
func edited[R change.Record](w *World, r R, edit func(*R)) {
	w.T.Helper()
	w.Read(any(&r).(change.Record))
	edit(&r)
	w.Keep(change.Change{Records: []change.Record{r}}, fmt.Sprintf("another %T %d", r, r.Seen()))
}

// toConsole fails the test unless somebody is sent to show who they are.
func toConsole(t *testing.T, a Answer, status int) {
	t.Helper()
	u, err := url.Parse(a.Headers["location"])
	if a.StatusCode != status || err != nil || u.Scheme+"://"+u.Host+u.Path != Origin+"/enter" || u.Query().Get("to") != "/ports?up=1" ||
		u.Query().Get("resource") != string(Gateway.Resource) || len(a.Cookies) != 1 || !strings.HasPrefix(a.Cookies[0], "__Host-valetkey-asked=") {
		t.Errorf("answered %d, %s, %v: %s", a.StatusCode, a.Headers["location"], a.Cookies, a.Body)
	}
	noName(t, a)
}

func noName(t *testing.T, a Answer) {
	t.Helper()
	if text := fmt.Sprint(a.Headers, a.Body); strings.Contains(text, "Jon") || strings.Contains(text, Jon.Email) || strings.Contains(text, "authorization") || strings.Contains(text, "x-valetkey-person") {
		t.Errorf("tells of somebody: %s", text)
	}
}

const asks = Origin + "/organizations/"

func TestWhoIsInComesThroughSignedInAndOnRecordBefore(t *testing.T) { // rules J13, G4; promise 1
	w := told(t)
	a := w.Replay().Is(200)
	raw, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(a.Headers["authorization"], "Basic "))
	if err != nil || string(raw) != "root:"+Gateway.Secret.Reveal() {
		t.Errorf("signed in with %q", raw)
	}
	if a.Headers["x-valetkey-person"] != string(Jon.ID) || a.Headers["x-valetkey-email"] != Jon.Email || a.Headers["x-valetkey-name"] != "Jon" || a.Headers["x-valetkey-groups"] != "" {
		t.Errorf("%v", a.Headers)
	}
	e := w.Record(NorthQuay)[0]
	if e.Action != audit.CredentialLaunched || e.Actor != Jon.ID || !e.At.Equal(T0) || e.Detail != "with Gateway admin, by its gate" || e.From != "192.0.2.77" {
		t.Errorf("on record: %+v", e.Entry)
	}
	s, got := w.GateStanding(), credential.Received{Credential: Gateway.Credential, Organization: NorthQuay, Person: Jon.ID}
	if w.Read(&got); !s.LastUse.Equal(T0) || got.Uses == 0 || !got.Last.Equal(T0) {
		t.Errorf("%+v, received %+v", s, got)
	}
}

// The measure of issue 8: one snapshot and at most one write a minute.
func TestSixtyChecksAMinuteAreOneWrite(t *testing.T) {
	for name, edits := range map[string]func(*World) []Edit{
		"one that signs in": func(*World) []Edit { return nil },
		"one that does not": func(w *World) []Edit { return []Edit{plain(w)} },
	} {
		w := told(t)
		cookies := edits(w)
		w.Replay(cookies...).Is(200)
		w.Ledger.Reset()
		var reads, writes int
		measured := map[string]string{}
		undo := w.Dynamo.Before(func(r dynamo.Request) *dynamo.Fault {
			switch r.Operation {
			case "TransactGetItems":
				reads++
			case "TransactWriteItems":
				writes++
			default:
				t.Errorf("%s: asks for %s", name, r.Operation)
			}
			return nil
		})
		for second := 1; second <= 60; second++ {
			w.Replay(append(cookies, At(T0.Add(time.Duration(second)*time.Second)))...).Is(200)
		}
		undo()
		if reads != 60 || writes != 1 {
			t.Errorf("%s: 60 checks make %d snapshots and %d writes", name, reads, writes)
		}
		for _, r := range w.Ledger.Of("gate-check") {
			measured[r.Operation] = fmt.Sprintf("%d items, %v units read, %v written", r.Items, r.Read, r.Write)
		}
		t.Logf("%s: 60 checks in 60 s are %d snapshots and %d write; each snapshot %s; the write %s", name, reads, writes, measured["TransactGetItems"], measured["TransactWriteItems"])
	}
}

func TestManyAtOnceAreOneUse(t *testing.T) {
	w := told(t)
	before := len(w.Record(NorthQuay))
	ways := make([][]Edit, 16)
	for _, a := range w.AtOnce(ways...) {
		a.Is(200)
	}
	if now := len(w.Record(NorthQuay)); now != before+1 {
		t.Errorf("%d lines more", now-before)
	}
}

func TestWithoutTheRecordNobodyComesThrough(t *testing.T) { // promise 1
	w := told(t)
	w.Dynamo.Before(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "TransactWriteItems" {
			return dynamo.Throttled(r)
		}
		return nil
	})
	w.Unchanged(func() { noName(t, w.Replay().Is(503)) })
}

func TestWithoutKMSNothingIsOnRecordThatDidNotHappen(t *testing.T) {
	w := told(t)
	w.KMS.Fail(true)
	w.Unchanged(func() { noName(t, w.Replay().Is(503)) })
}

func TestAGateOpensUntilTheEndAndNotAtIt(t *testing.T) { // promise 2, rules J3, J13
	w := told(t)
	ends := LetIn.Add(2 * time.Hour)
	edited(w, identity.Session{Person: Jon.ID, ID: Jon.SessionID}, func(s *identity.Session) { s.Idles = s.Ends })
	w.Replay(At(ends.Add(-time.Millisecond))).Is(200)
	w.Unchanged(func() {
		a := w.Replay(At(ends)).Is(403, "is locked: ask")
		if a.Headers["location"] != asks+string(NorthQuay)+"/resources/"+string(Gateway.Resource)+"/request" {
			t.Error(a.Headers["location"])
		}
		noName(t, a)
	})
	edited(w, w.GateStanding(), func(s *access.Standing) { at := T0.Add(time.Second); s.Periods[len(s.Periods)-1].Ended = &at })
	w.Replay(At(T0.Add(time.Second))).Is(403)
}

func TestTheNextCheckKnowsThatSomebodyIsGone(t *testing.T) { // promise 2
	at := T0.Add(time.Second)
	for name, act := range map[string]func(w *World){
		"signed out": func(w *World) {
			edited(w, identity.Session{Person: Jon.ID, ID: Jon.SessionID}, func(s *identity.Session) { s.Ended = &T0 })
		},
		"the session idled": func(w *World) {
			edited(w, identity.Session{Person: Jon.ID, ID: Jon.SessionID}, func(s *identity.Session) { s.Idles = at })
		},
		"the session is over": func(w *World) {
			edited(w, identity.Session{Person: Jon.ID, ID: Jon.SessionID}, func(s *identity.Session) { s.Ends = at })
		},
		"suspended": func(w *World) {
			edited(w, identity.Member{Organization: NorthQuay, Person: Jon.ID}, func(m *identity.Member) { m.Suspended = &T0 })
		},
		"removed": func(w *World) {
			edited(w, identity.Member{Organization: NorthQuay, Person: Jon.ID}, func(m *identity.Member) { m.Removed = &T0 })
		},
		"taken off": func(w *World) {
			edited(w, access.Resource{Organization: NorthQuay, ID: Gateway.Resource}, func(r *access.Resource) { r.Assignments = nil })
		},
		"the gate made anew": func(w *World) {
			edited(w, gate.Gate{Organization: NorthQuay, Resource: Gateway.Resource}, func(g *gate.Gate) { g.Since = T0 })
		},
		"the pass is gone": func(w *World) { p := JonPass; w.Read(&p); w.Keep(change.Change{Drops: []change.Record{p}}, "no pass") },
	} {
		t.Run(name, func(t *testing.T) {
			w := told(t)
			w.Replay().Is(200)
			act(w)
			w.Unchanged(func() { toConsole(t, w.Replay(At(at)), 401) })
		})
	}
}

func TestWhoShowsNoGoodCookieIsNobody(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		other := JonComing // its code was not used
		for name, cookies := range map[string][]string{
			"none": nil, "no token": {"__Host-valetkey-gate=x"}, "an empty one": {"__Host-valetkey-gate="}, "two": {"__Host-valetkey-gate=" + JonToken, "__Host-valetkey-gate=" + JonToken},
			"the code": {"__Host-valetkey-gate=" + JonCode}, "the session's": {"__Host-valetkey-gate=" + Jon.Token()}, "the console's": {"__Host-valetkey=" + Jon.Token()},
			"other bits":     {"__Host-valetkey-gate=" + JonToken[:len(JonToken)-4] + "AAAA"},
			"another's name": {"__Host-valetkey-gate=" + strings.Replace(JonToken, string(Jon.ID), string(Ira.ID), 1)},
			"another pass":   {"__Host-valetkey-gate=" + strings.Replace(JonToken, string(JonPass.ID), string(other.ID), 1)},
			"another login":  {"__Host-valetkey-gate=" + strings.Replace(JonToken, string(Gateway.Credential), string(Switch.Credential), 1)},
			"no login":       {"__Host-valetkey-gate=" + strings.Replace(JonToken, string(Gateway.Credential), "", 1)},
			"a long one":     {"__Host-valetkey-gate=" + strings.Repeat("a", 400)},
		} {
			a := w.Replay(Cookies(cookies...))
			if toConsole(t, a, 401); t.Failed() {
				t.Fatal(name)
			}
		}
	})
}

// A cookie is of one gate: that it is replayed at another, with that one's key, helps nobody.
func TestACookieIsGoodAtNoOtherGate(t *testing.T) {
	w := told(t)
	key := gate.NewKey(NorthQuay, Switch.Resource)
	w.Keep(change.Change{Records: []change.Record{gate.Gate{Organization: NorthQuay, Resource: Switch.Resource, Host: "switch.example", Hash: key.Hash(), Since: JonPass.Gate}}}, "another gate")
	w.Unchanged(func() {
		a := w.Replay(Header("x-valetkey-gate", key.Reveal()), Header("x-original-host", "switch.example")).Is(401)
		noName(t, a)
	})
}

func TestAnotherHostPortOrSchemeIsRefusedInWords(t *testing.T) {
	w := told(t)
	w.Replay(Header("x-original-host", strings.ToUpper(GateHost)+":443")).Is(200)
	w.Unchanged(func() {
		for _, host := range []string{"", "evil.example", "x." + GateHost, GateHost + ".evil.example", GateHost + ":8443", GateHost + ".", strings.TrimPrefix(GateHost, GateHost[:1]), "y2се.northquay.example", GateHost + "," + GateHost} {
			a := w.Replay(Header("x-original-host", host)).Is(403, "the proxy asks for another address")
			if a.Headers["location"] != "" || a.Headers["x-valetkey-why"] == "" {
				t.Errorf("%q: %v", host, a.Headers)
			}
			noName(t, a)
		}
		w.Replay(Header("x-original-proto", "http")).Is(403, "the proxy asks for another address")
	})
}

func TestTraefikIsAnsweredByARedirectAndBelievedInItsOwnHeadersOnly(t *testing.T) {
	w := told(t)
	traefik := []Edit{Header("x-valetkey-proxy", "traefik"), Header("x-forwarded-host", GateHost), Header("x-forwarded-uri", "/ports?up=1"), Header("x-original-host", "evil.example"), Header("x-original-uri", "/evil")}
	w.Replay(traefik...).Is(200)
	toConsole(t, w.Replay(append(traefik, Cookies())...), 302)
	if a := w.Replay(append(traefik, At(LetIn.Add(119*time.Minute)), Cookies())...); a.StatusCode != 302 {
		t.Error(a.StatusCode)
	}
	w.Replay(append(traefik, Header("x-forwarded-host", "evil.example"), Header("x-original-host", GateHost))...).Is(403)
	w.Replay(Header("x-valetkey-proxy", "caddy")).Is(400, "header.X-Valetkey-Proxy")
}

// Promise 7, and rule G6: no browser can ask for what holds a password.
func TestWithoutTheKeyNothingIsToldAndGuessesAreCounted(t *testing.T) {
	w := told(t)
	const absent = "There is no such gate"
	w.Replay(Header("x-valetkey-gate", "")).Is(404, absent)
	w.Replay(Header("x-valetkey-gate", strings.Replace(GateKey, string(Gateway.Resource), string(Switch.Resource), 1))).Is(404, absent)
	for range 8 {
		noName(t, w.Replay(Header("x-valetkey-gate", GateKey[:len(GateKey)-4]+"AAAA")).Is(404, absent))
	}
	w.Unchanged(func() {
		if a := w.Replay(Header("x-valetkey-gate", "x")).Is(429, "Too many wrong gate keys"); a.Headers["retry-after"] == "" {
			t.Error("it does not say when to come back")
		}
	})
	w.Replay().Is(200) // the right one waits for nobody
	w.Replay(Header("x-valetkey-gate", "x"), At(T0.Add(15*time.Minute))).Is(404, absent)
}

func TestTheKeyBeforeIsGoodForADay(t *testing.T) {
	w := told(t)
	edited(w, gate.Gate{Organization: NorthQuay, Resource: Gateway.Resource}, func(g *gate.Gate) {
		g.Old, g.OldUntil, g.Hash = g.Hash, T0.Add(time.Second), gate.NewKey(NorthQuay, Gateway.Resource).Hash()
	})
	w.Replay().Is(200)
	w.Replay(At(T0.Add(time.Second))).Is(404, "There is no such gate")
}

func TestAGateThatSignsNobodyInTellsWhoItIsAndNoPassword(t *testing.T) {
	w := told(t)
	cookie := plain(w)
	edited(w, identity.Member{Organization: NorthQuay, Person: Jon.ID}, func(m *identity.Member) { m.Name, m.Groups = "Jón 100%\r\nX: y", append(m.Groups, OnCall) })
	a := w.Replay(cookie).Is(200).Never(Gateway.Secret.Reveal())
	if a.Headers["authorization"] != "" || a.Headers["x-valetkey-name"] != "J%C3%B3n 100%25%0D%0AX: y" || a.Headers["x-valetkey-groups"] != string(OnCall) {
		t.Errorf("%v", a.Headers)
	}
	if e := w.Record(NorthQuay)[0]; e.Action != audit.GatePassed || e.Thing != string(Gateway.Resource) || e.Detail != "at "+GateHost {
		t.Errorf("on record: %+v", e.Entry)
	}
}

func TestAPasswordGoesOnlyWhereItsOwnAddressIsTheGates(t *testing.T) { // rule G6
	w := told(t)
	w.Edits(Gateway.Credential, func(c *credential.Credential) { c.URL = "https://" + GateHost + ".evil.example" })
	noName(t, w.Replay().Is(403, "is for another address than this gate's"))
	w.Edits(Gateway.Credential, func(c *credential.Credential) { c.URL = "http://" + GateHost })
	w.Replay().Is(403, "is for another address")
	w.Edits(Gateway.Credential, func(c *credential.Credential) { c.URL = "https://" + GateHost + "/login" })
	w.Replay().Is(200)
}

func TestWhatALaunchRefusesAGateRefuses(t *testing.T) { // rule G1
	w := told(t)
	w.Edits(Gateway.Credential, func(c *credential.Credential) { c.Disabled = &T0 })
	noName(t, w.Replay().Is(403, "This credential is disabled"))
	w = told(t)
	w.Edits(Gateway.Credential, func(c *credential.Credential) { c.Username = "a:b" })
	noName(t, w.Replay().Is(403, "with a colon in it"))
	w = told(t)
	edited(w, identity.Organization{ID: NorthQuay}, func(o *identity.Organization) { o.Locked = &identity.Locked{Since: T0, By: "Ira"} })
	w.Unchanged(func() {
		noName(t, w.Replay().Is(403, "North Quay is locked by an organization key: its gates sign nobody in"))
	})
}

// scalesAt has Tess of Halyard come through a gate of hers that signs in with Scales,
// which Orchard, its site, shares with it; and in which folder that is filed there.
func scalesAt(w *World, folder id.Folder) []Edit {
	w.T.Helper()
	yard := id.New[id.Resource](T0, "the yard", 0)
	key := gate.NewKey(Halyard, yard)
	p := identity.Pass{
		Person: Tess.ID, Session: Tess.SessionID, ID: id.New[id.Pass](T0, "the yard", 0), Organization: Halyard, Resource: yard,
		Credential: Scales.ID, Gate: LetIn, Until: T0.Add(time.Hour),
	}
	token := identity.PassToken(p)
	p.Hash = token.Hash()
	on := access.Assignment{ID: "assign_1", Member: Tess.ID, Credential: Scales.ID, Mode: credential.Use, Since: LetIn}
	w.Keep(change.Change{Records: []change.Record{
		p,
		gate.Gate{Organization: Halyard, Resource: yard, Host: "press.orchard.example", Basic: true, Hash: key.Hash(), Since: LetIn},
		access.Resource{Organization: Halyard, ID: yard, Name: "Yard", Address: "https://press.orchard.example", Assignments: []access.Assignment{on}, Since: LetIn},
	}}, "a gate of Halyard")
	edited(w, credential.Reader{Credential: Scales.ID, Organization: Halyard}, func(r *credential.Reader) { r.Resource, r.Folder = yard, folder })
	return []Edit{
		Header("x-valetkey-gate", key.Reveal()), Header("x-original-host", "press.orchard.example"), Cookies("__Host-valetkey-gate=" + token.Reveal()),
	}
}

func TestWhatASiteSharesSignsInAtAGateWhileTheSiteIsOpen(t *testing.T) { // rules G7, H8, S1
	for name, groups := range map[string][]id.Group{"at the top": nil, "in a folder": {Field}, "in a folder of others": {Pickers}} {
		w := told(t)
		var in id.Folder
		if groups != nil {
			f := filing.Folder{Organization: Halyard, ID: id.New[id.Folder](T0, "a folder", 0), Name: "Yards", Groups: groups}
			w.Keep(change.Change{Records: []change.Record{f}}, "a folder")
			in = f.ID
		}
		edits := scalesAt(w, in)
		if name == "in a folder of others" { // rule G7
			noName(t, w.Replay(edits...).Is(403, "There is no such credential"))
			continue
		}
		raw, _ := base64.StdEncoding.DecodeString(strings.TrimPrefix(w.Replay(edits...).Is(200).Headers["authorization"], "Basic "))
		if string(raw) != "keeper:"+Scales.Secret.Reveal() {
			t.Errorf("%s: signed in with %q", name, raw)
		}
		if e := w.Record(Orchard)[0]; e.Action != audit.CredentialLaunched || e.ActorName != "Tess" || e.ActorOrganization != "Halyard" {
			t.Errorf("%s: on record of its home: %+v", name, e.Entry)
		}
		edited(w, identity.Organization{ID: Orchard}, func(o *identity.Organization) { o.Relation.Open = false })
		w.Unchanged(func() { noName(t, w.Replay(edits...).Is(403, "Orchard is closed to its people")) })
	}
}

func TestAPassFromBeforeTheGateSignedInIsChosenAnew(t *testing.T) {
	w := told(t)
	cookie := plain(w)
	edited(w, gate.Gate{Organization: NorthQuay, Resource: Gateway.Resource}, func(g *gate.Gate) { g.Basic = true })
	toConsole(t, w.Replay(cookie), 401)
}

func TestWhatIsNoGoodRequestIsNamed(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Query("proxy", "traefik")).Is(400, "query.proxy")
		w.Replay(Body("{}x")).Is(400, "body")
		w.Replay(Header("x-original-uri", "/"+strings.Repeat("a", 8000))).Is(400, "header.X-Original-URI")
	})
}
