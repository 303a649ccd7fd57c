package lambdahttp

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

const origin = "https://valetkey.example"

var (
	nine     = time.Date(2026, 3, 4, 9, 0, 0, 0, time.UTC)
	orgID    = string(id.New[id.Organization](nine, "a", 0))
	credID   = string(id.New[id.Credential](nine, "a", 0))
	personID = string(id.New[id.Person](nine, "a", 0))
	token    = identity.NewToken(id.Person(personID), id.New[id.Session](nine, "a", 0))
)

type (
	event    = events.APIGatewayV2HTTPRequest
	response = events.APIGatewayV2HTTPResponse
)

// request is a good event of a route, signed in by bearer.
func request(method, body string, path map[string]string) event {
	e := event{
		RawPath: "/api/x", Headers: map[string]string{"authorization": "Bearer " + token.Reveal(), "content-type": "application/json"},
		PathParameters: path, Body: body,
	}
	e.RequestContext.TimeEpoch, e.RequestContext.RequestID = nine.UnixMilli(), "request-1"
	e.RequestContext.HTTP.Method, e.RequestContext.HTTP.SourceIP = method, "192.0.2.7"
	return e
}

// seen is what the handler of a test was given.
type seen[In any] struct {
	call  identity.Call
	in    In
	times int
}

// handler answers with out and err, and notes what it was given.
func handler[In, Out any](name string, s *seen[In], out Out, err error) func(event) response {
	h := Handle(name, origin, deaf{}, func(_ context.Context, c identity.Call, in In) (Out, error) {
		s.call, s.in, s.times = c, in, s.times+1
		return out, err
	})
	return func(e event) response {
		r, failed := h(context.Background(), e)
		if failed != nil {
			panic("an event is answered by an error: " + failed.Error())
		}
		return r
	}
}

func problemOf(t *testing.T, r response) api.Problem {
	t.Helper()
	var p api.Problem
	if err := json.Unmarshal([]byte(r.Body), &p); err != nil || r.Headers["content-type"] != "application/problem+json" || p.Status != r.StatusCode {
		t.Fatalf("no problem: %d %v %s", r.StatusCode, r.Headers, r.Body)
	}
	if r.Headers["cache-control"] != "no-store" || r.Headers["x-content-type-options"] != "nosniff" {
		t.Errorf("a proxy may keep it: %v", r.Headers)
	}
	return p
}

const marked = "Zq9marked" // stands in for what somebody sent: no answer repeats it

func TestBadBodiesAreRefusedByFieldAndReason(t *testing.T) {
	good := `{"version":1,"secret":"x"}`
	for _, tt := range []struct {
		name, body, field string
		edit              func(*event)
		status            int
	}{
		{name: "good", body: good},
		{name: "good with blanks around", body: " \r\n" + good + "\n"},
		{name: "good in base64", body: base64.StdEncoding.EncodeToString([]byte(good)), edit: func(e *event) { e.IsBase64Encoded = true }},
		{name: "good with a charset", body: good, edit: func(e *event) { e.Headers["content-type"] = "Application/JSON; charset=utf-8" }},
		{name: "malformed", body: `{"version":1,"secret":"` + marked, field: "body"},
		{name: "a trailing comma", body: `{"version":1,"secret":"x",}`, field: "body"},
		{name: "a second value", body: good + `{"a":"` + marked + `"}`, field: "body"},
		{name: "a second value of no kind", body: good + "]", field: "body"},
		{name: "empty", body: "", field: "body"},
		{name: "null", body: "null", field: "body"},
		{name: "a list", body: "[" + good + "]", field: "body"},
		{name: "a text", body: `"` + marked + `"`, field: "body"},
		{name: "a number", body: "1", field: "body"},
		{name: "an unknown field", body: `{"version":1,"secret":"x","admin":"` + marked + `"}`, field: "body.admin"},
		{name: "a field of the path", body: `{"version":1,"secret":"x","organization":"` + marked + `"}`, field: "body.organization"},
		{name: "another case", body: `{"Version":1,"secret":"x"}`, field: "body.Version"},
		{name: "two cases", body: `{"version":1,"secret":"x","Secret":"` + marked + `"}`, field: "body.Secret"},
		{name: "a missing field", body: `{"version":1}`, field: "body"},
		{name: "a wrong type", body: `{"version":"` + marked + `","secret":"x"}`, field: "body.version"},
		{name: "a wrong type of a secret", body: `{"version":1,"secret":["` + marked + `"]}`, field: "body.secret"},
		{name: "a null field", body: `{"version":1,"secret":null}`, field: "body.secret"},
		{name: "a null optional field", body: `{"version":1,"secret":"x","notes":null}`, field: "body.notes"},
		{name: "a fraction", body: `{"version":1.5,"secret":"x"}`, field: "body.version"},
		{name: "a whole number in another spelling", body: `{"version":1e0,"secret":"x"}`, field: "body.version"},
		{name: "too small", body: `{"version":0,"secret":"x"}`, field: "body.version"},
		{name: "beyond all numbers", body: `{"version":1e999,"secret":"x"}`, field: "body"},
		{name: "beyond whole numbers", body: `{"version":1e30,"secret":"x"}`, field: "body.version"},
		{name: "too short", body: `{"version":1,"secret":""}`, field: "body.secret"},
		{name: "too long", body: `{"version":1,"secret":"` + strings.Repeat(marked, 1200) + `"}`, field: "body.secret"},
		{name: "not UTF-8", body: "{\"version\":1,\"secret\":\"" + marked + "\xff\"}", field: "body"},
		{name: "a base64 lie", body: good, edit: func(e *event) { e.IsBase64Encoded = true }, field: "body"},
		{name: "128 KiB", body: `{"version":1,"secret":"x"` + strings.Repeat(" ", maxBody-len(good)) + "}"},
		{name: "128 KiB and a byte", body: `{"version":1,"secret":"x"` + strings.Repeat(" ", maxBody-len(good)+1) + "}", status: 413},
		{name: "deep", body: strings.Repeat(`{"a":`, 20000), field: "body"},
		{name: "no content type", body: good, edit: func(e *event) { delete(e.Headers, "content-type") }, field: "header.content-type"},
		{name: "a form", body: good, edit: func(e *event) { e.Headers["content-type"] = "text/plain" }, field: "header.content-type"},
		{name: "nearly JSON", body: good, edit: func(e *event) { e.Headers["content-type"] = "application/jsonp" }, field: "header.content-type"},
	} {
		var s seen[api.CredentialChange]
		e := request("POST", tt.body, map[string]string{"organization": orgID, "credential": credID})
		if tt.edit != nil {
			tt.edit(&e)
		}
		r := handler("credential-change", &s, api.Credential{}, nil)(e)
		if tt.field == "" && tt.status == 0 {
			if r.StatusCode != 201 || s.times != 1 || s.in.Version != 1 || s.in.Secret.Reveal() != "x" || string(s.in.Organization) != orgID {
				t.Errorf("%s: %d %s", tt.name, r.StatusCode, r.Body)
			}
			continue
		}
		want := tt.status
		if want == 0 {
			want = 400
		}
		if r.StatusCode < 400 {
			t.Errorf("%s: %d %s", tt.name, r.StatusCode, r.Body)
			continue
		}
		p := problemOf(t, r)
		if r.StatusCode != want || s.times != 0 || strings.Contains(r.Body, marked) {
			t.Errorf("%s: %d %s, decided %d times", tt.name, r.StatusCode, r.Body, s.times)
		}
		if tt.field != "" && !slices.ContainsFunc(p.Fields, func(f fault.Field) bool { return f.Name == tt.field && f.Reason != "" }) {
			t.Errorf("%s: fields %+v, want %s", tt.name, p.Fields, tt.field)
		}
	}
}

func TestNoRefusalRepeatsWhatWasSent(t *testing.T) {
	for name, value := range map[string]string{
		"no address": marked, "two addresses": "a@" + marked + ".example, b@example.com", "a name": marked + " <a@example.com>",
		"a comment": "a@example.com (" + marked + ")", "a charset": "=?" + marked + "?q?x?= <a@example.com>", "half": "<" + marked,
		"quoted": `"` + marked, "domain": "a@[" + marked, "blank": marked + " " + marked,
	} {
		var s seen[api.DelegationAsk]
		body, err := json.Marshal(map[string]string{"name": "Shop", "address": "x", "owner": value})
		if err != nil {
			t.Fatal(err)
		}
		r := handler("delegation-ask", &s, api.Resource{}, nil)(request("POST", string(body), map[string]string{"organization": orgID}))
		if s.times == 0 && problemOf(t, r).Fields[0].Name != "body.owner" || strings.Contains(r.Body, marked) {
			t.Errorf("%s: %s", name, r.Body)
		}
	}
	for name, e := range map[string]event{
		"a bad id": request("POST", "{}", map[string]string{"organization": marked, "resource": marked}),
		"a bad body id": request("POST", `{"group":"`+marked+`","mode":"`+marked+`"}`, map[string]string{
			"organization": orgID, "resource": string(id.New[id.Resource](nine, "a", 0)),
		}),
	} {
		var s seen[api.ResourceAssign]
		r := handler("resource-assign", &s, api.Assignment{}, nil)(e)
		if r.StatusCode != 400 || s.times != 0 || strings.Contains(r.Body, marked) {
			t.Errorf("%s: %s", name, r.Body)
		}
	}
}

func TestBadAddressesAreRefusedByParameter(t *testing.T) {
	for _, tt := range []struct {
		name, field string
		path, query map[string]string
		limit       int
		after       string
	}{
		{name: "as it is", limit: 50},
		{name: "with a limit", query: map[string]string{"limit": "1"}, limit: 1},
		{name: "the most", query: map[string]string{"limit": "100", "after": "x"}, limit: 100, after: "x"},
		{name: "one too many", query: map[string]string{"limit": "101"}, field: "query.limit"},
		{name: "none", query: map[string]string{"limit": "0"}, field: "query.limit"},
		{name: "less than none", query: map[string]string{"limit": "-1"}, field: "query.limit"},
		{name: "an empty limit", query: map[string]string{"limit": ""}, field: "query.limit"},
		{name: "no number", query: map[string]string{"limit": marked}, field: "query.limit"},
		{name: "a fraction", query: map[string]string{"limit": "1.5"}, field: "query.limit"},
		{name: "two limits", query: map[string]string{"limit": "1,2"}, field: "query.limit"},
		{name: "a huge limit", query: map[string]string{"limit": strings.Repeat("9", 40)}, field: "query.limit"},
		{name: "a long cursor", query: map[string]string{"after": strings.Repeat(marked, 400)}, field: "query.after"},
		{name: "an unknown parameter", query: map[string]string{"role": marked}, field: "query.role"},
		{name: "another case", query: map[string]string{"Limit": "1"}, field: "query.Limit"},
		{name: "an id of another kind", path: map[string]string{"organization": credID}, field: "path.organization"},
		{name: "an id in lower case", path: map[string]string{"organization": strings.ToLower(orgID)}, field: "path.organization"},
		{name: "an id with a key in it", path: map[string]string{"organization": orgID + "#MEMBER"}, field: "path.organization"},
		{name: "an empty id", path: map[string]string{"organization": ""}, field: "path.organization"},
	} {
		var s seen[api.MemberList]
		e := request("GET", "", map[string]string{"organization": orgID})
		maps.Copy(e.PathParameters, tt.path)
		e.QueryStringParameters = tt.query
		r := handler("member-list", &s, api.Members{Items: []api.Member{}}, nil)(e)
		if tt.field == "" {
			if r.StatusCode != 200 || s.in.Limit != tt.limit || s.in.After != tt.after || s.call.Writes {
				t.Errorf("%s: %d %s %+v", tt.name, r.StatusCode, r.Body, s.in)
			}
			continue
		}
		if p := problemOf(t, r); r.StatusCode != 400 || s.times != 0 || p.Fields[0].Name != tt.field || strings.Contains(r.Body, marked) {
			t.Errorf("%s: %s", tt.name, r.Body)
		}
	}
}

func TestASessionIsPresentedOnceByCookieOrBearer(t *testing.T) {
	cookie := cookieName + "=" + token.Reveal()
	for _, tt := range []struct {
		name    string
		headers map[string]string
		cookies []string
		get     int // status of a read
		post    int // status of a write
	}{
		{"bearer", map[string]string{"authorization": "Bearer " + token.Reveal()}, nil, 200, 200},
		{"bearer in lower case", map[string]string{"authorization": "bearer  " + token.Reveal()}, nil, 200, 200},
		{"bearer from another page", map[string]string{"authorization": "Bearer " + token.Reveal(), "origin": "https://evil.example"}, nil, 200, 200},
		{"cookie from our page", map[string]string{"origin": origin}, []string{cookie}, 200, 200},
		{"cookie among others", map[string]string{"origin": origin}, []string{"a=b", " " + cookie, "valetkey=x"}, 200, 200},
		{"cookie without origin", nil, []string{cookie}, 200, 403},
		{"cookie from another page", map[string]string{"origin": "https://evil.example"}, []string{cookie}, 200, 403},
		{"cookie from a longer name", map[string]string{"origin": origin + ".evil.example"}, []string{cookie}, 200, 403},
		{"cookie from another scheme", map[string]string{"origin": "http://valetkey.example"}, []string{cookie}, 200, 403},
		{"cookie from an extension as itself", map[string]string{"origin": "chrome-extension://lnaajmnjcnlkdgecchljmpeklooagkma"}, []string{cookie}, 200, 403},
		{"cookie from a sandbox", map[string]string{"origin": "null"}, []string{cookie}, 200, 403},
		{"cookie and bearer", map[string]string{"authorization": "Bearer " + token.Reveal(), "origin": origin}, []string{cookie}, 400, 400},
		{"cookie and an empty bearer", map[string]string{"authorization": "", "origin": origin}, []string{cookie}, 400, 400},
		{"two cookies", map[string]string{"origin": origin}, []string{cookie, cookie}, 400, 400},
		{"nothing", nil, nil, 401, 401},
		{"an empty header", map[string]string{"authorization": ""}, nil, 401, 401},
		{"another scheme", map[string]string{"authorization": "Basic " + token.Reveal()}, nil, 401, 401},
		{"no scheme", map[string]string{"authorization": token.Reveal()}, nil, 401, 401},
		{"no token", map[string]string{"authorization": "Bearer "}, nil, 401, 401},
		{"half a token", map[string]string{"authorization": "Bearer " + token.Reveal()[:40]}, nil, 401, 401},
		{"two tokens", map[string]string{"authorization": "Bearer " + token.Reveal() + " " + token.Reveal()}, nil, 401, 401},
		{"another label", map[string]string{"authorization": "Bearer vk2" + token.Reveal()[3:]}, nil, 401, 401},
		{"a cookie of nothing", map[string]string{"origin": origin}, []string{cookieName + "="}, 401, 401},
		{"the name in another case", map[string]string{"origin": origin}, []string{strings.ToLower(cookieName) + "=" + token.Reveal()}, 401, 401},
	} {
		for method, want := range map[string]int{"GET": tt.get, "POST": tt.post} {
			var s seen[api.Empty]
			e := request(method, "", nil)
			e.Headers, e.Cookies = map[string]string{}, tt.cookies
			maps.Copy(e.Headers, tt.headers)
			r := handler(map[string]string{"GET": "person-me", "POST": "session-keep"}[method], &s, any(api.Kept{}), nil)(e)
			if r.StatusCode != want || want == 200 && (s.times != 1 || s.call.Token != token) || want != 200 && s.times != 0 {
				t.Errorf("%s, %s: %d %s", tt.name, method, r.StatusCode, r.Body)
			}
			if strings.Contains(r.Body, token.Reveal()[60:]) {
				t.Errorf("%s: the answer repeats the token", tt.name)
			}
		}
	}
}

func TestACallIsMadeOfItsEventAlone(t *testing.T) {
	var s seen[api.Empty]
	e := request("POST", "", nil)
	if r := handler("session-keep", &s, api.Kept{}, nil)(e); r.StatusCode != 200 {
		t.Fatal(r.Body)
	}
	want := identity.Call{Route: "session-keep", Who: identity.Anybody, Writes: true, At: nine, ID: "request-1", From: "192.0.2.7", Token: token}
	if s.call != want || s.call.At.Location() != time.UTC {
		t.Errorf("route %s, at %s, id %s, from %s", s.call.Route, s.call.At, s.call.ID, s.call.From)
	}
	for sent, want := range map[string]string{
		"a browser": "a browser", "": "", "two\r\nlines\x00\x1b[31m\u202e": "twolines[31m", "bad \xff byte": "bad  byte",
		strings.Repeat("é", 300): strings.Repeat("é", 200),
	} {
		e := request("POST", "", nil)
		e.RequestContext.HTTP.UserAgent = sent
		if handler("session-keep", &s, api.Kept{}, nil)(e); s.call.Agent != want {
			t.Errorf("%q calls itself %q", sent, s.call.Agent)
		}
	}
	for name, spoil := range map[string]func(*event){
		"no time":         func(e *event) { e.RequestContext.TimeEpoch = 0 },
		"a negative time": func(e *event) { e.RequestContext.TimeEpoch = -1 },
		"no request id":   func(e *event) { e.RequestContext.RequestID = "" },
	} {
		e := request("POST", "", nil)
		spoil(&e)
		s.times = 0
		if r := handler("session-keep", &s, api.Kept{}, nil)(e); r.StatusCode != 500 || s.times != 0 {
			t.Errorf("%s: %d, decided %d times", name, r.StatusCode, s.times)
		}
	}
}

func TestABodyIsNotTakenWhereThereIsNone(t *testing.T) {
	for body, want := range map[string]int{"": 200, "{}": 200, " {} \n": 200, `{"a":1}`: 400, "x": 400, "null": 400} {
		var s seen[api.Empty]
		if r := handler("session-keep", &s, api.Kept{}, nil)(request("POST", body, nil)); r.StatusCode != want {
			t.Errorf("%q: %d", body, r.StatusCode)
		}
	}
}

func TestARepeatIsToldByKeyAddressAndBody(t *testing.T) {
	repeat := func(key, body, path string) (identity.Repeat, int) {
		var s seen[api.DelegationDeny]
		e := request("POST", body, map[string]string{"organization": orgID, "delegation": string(id.New[id.Delegation](nine, "a", 0))})
		e.Headers["idempotency-key"], e.RawPath = key, path
		r := handler("delegation-deny", &s, api.Delegation{}, nil)(e)
		return s.call.Repeat, r.StatusCode
	}
	first, status := repeat("k", "{}", "/a")
	if status != 200 || first.Key != "k" || len(first.Body) != 64 {
		t.Fatalf("%d %+v", status, first)
	}
	for name, other := range map[string][3]string{"another body": {"k", `{"note":"x"}`, "/a"}, "another address": {"k", "{}", "/b"}} {
		if got, _ := repeat(other[0], other[1], other[2]); got == first || got.Key != "k" {
			t.Errorf("%s is a repeat", name)
		}
	}
	if again, _ := repeat("k", "{}", "/a"); again != first {
		t.Error("a repeat is none")
	}
	if plain := sha256.Sum256([]byte("/a\n\n{}")); first.Body == hex.EncodeToString(plain[:]) {
		t.Error("guesses of a body can be held against what is kept of it")
	}
	for key, want := range map[string]int{
		"": 200, strings.Repeat("k", maxKey): 200, strings.Repeat("k", maxKey+1): 400, "a\nb": 400, "\u00e4": 400, "a b~": 200, "\x7f": 400,
	} {
		if got, status := repeat(key, "{}", "/a"); status != want || want == 200 && got.Key != key {
			t.Errorf("a key of %d bytes: %d", len(key), status)
		}
	}
	var secret seen[api.CredentialUse]
	e := request("POST", "", map[string]string{"organization": orgID, "credential": credID, "resource": string(id.New[id.Resource](nine, "a", 0))})
	e.Headers["idempotency-key"] = "k"
	if r := handler("credential-reveal", &secret, api.Revealed{}, nil)(e); r.StatusCode != 200 || secret.call.Repeat.Key != "" {
		t.Errorf("an answer with a secret would be kept: %d", r.StatusCode)
	}
}

func TestEveryFaultHasOneStatusAndTitleAndIsNeverKept(t *testing.T) {
	want := map[fault.Kind]int{
		fault.Invalid: 400, fault.Unauthenticated: 401, fault.Forbidden: 403, fault.Locked: 403, fault.NotOpen: 403, fault.NotFound: 404, fault.NotAllowed: 405,
		fault.Conflict: 409, fault.Moved: 409, fault.TooLarge: 413, fault.Mismatch: 422, fault.TooMany: 429, fault.Unavailable: 503,
	}
	if len(want) != len(fault.Kinds) || len(statuses) != len(fault.Kinds) || len(titles) != len(fault.Kinds) {
		t.Fatalf("%d kinds, %d statuses, %d titles", len(fault.Kinds), len(statuses), len(titles))
	}
	for _, kind := range fault.Kinds {
		var s seen[api.Empty]
		err := &fault.Error{
			Kind: kind, Message: "For people.", Fields: []fault.Field{{Name: "body.a", Reason: "is wrong"}},
			RetryAfter: 1500 * time.Millisecond, Cause: errors.New("internal " + marked),
		}
		r := handler("session-keep", &s, api.Kept{}, error(err))(request("POST", "", nil))
		p := problemOf(t, r)
		if r.StatusCode != want[kind] || p.Type != "urn:valetkey:problem:"+string(kind) || p.Title == "" || p.Detail != "For people." || p.Instance != "request-1" || len(p.Fields) != 1 {
			t.Errorf("%s: %s", kind, r.Body)
		}
		if strings.Contains(r.Body, marked) || r.Headers["retry-after"] != "2" {
			t.Errorf("%s: %v %s", kind, r.Headers, r.Body)
		}
	}
}

func TestAnUnknownErrorIsABare500(t *testing.T) {
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewJSONHandler(&log, nil)))
	defer slog.SetDefault(before)
	for name, err := range map[string]error{
		"an error":       errors.New("dial tcp 10.0.0.7: " + marked),
		"an unknown one": &fault.Error{Kind: "strange", Message: marked},
	} {
		var s seen[api.Empty]
		r := handler("session-keep", &s, api.Kept{}, err)(request("POST", "", nil))
		p := problemOf(t, r)
		if r.StatusCode != 500 || p.Instance != "request-1" || p.Detail != "" || p.Fields != nil || strings.Contains(r.Body, marked) {
			t.Errorf("%s: %s", name, r.Body)
		}
		if !strings.Contains(log.String(), "session-keep") || !strings.Contains(log.String(), "request-1") {
			t.Errorf("%s: nobody can find it in the log: %s", name, log.String())
		}
	}
}

func TestACallIsJudgedAnewWhileWhatItWasJudgedByMoves(t *testing.T) {
	for moves, want := range map[int]int{0: 200, 1: 200, attempts - 1: 200, attempts: 409} {
		times := 0
		h := Handle("session-keep", origin, deaf{}, func(context.Context, identity.Call, api.Empty) (api.Kept, error) {
			if times++; times <= moves {
				return api.Kept{}, fault.New(fault.Moved, "It moved.")
			}
			return api.Kept{}, nil
		})
		if r, err := h(context.Background(), request("POST", "", nil)); err != nil || r.StatusCode != want || times > attempts {
			t.Errorf("moved %d times: %d after %d", moves, r.StatusCode, times)
		}
	}
}

func TestARepeatGetsItsFirstAnswer(t *testing.T) {
	var s seen[api.DelegationDeny]
	e := request("POST", "{}", map[string]string{"organization": orgID, "delegation": string(id.New[id.Delegation](nine, "a", 0))})
	r := handler("delegation-deny", &s, api.Delegation{}, error(&identity.Repeated{Body: []byte(`{"id":"first"}`)}))(e)
	if r.StatusCode != 200 || r.Body != `{"id":"first"}` || r.Headers["cache-control"] != "no-store" || r.Headers["content-type"] != "application/json" {
		t.Errorf("%d %v %s", r.StatusCode, r.Headers, r.Body)
	}
}

func TestSigningInHandsTheTokenOverOnceByCookieOrBody(t *testing.T) {
	for carry, inCookie := range map[string]bool{"": true, "cookie": true, "bearer": false} {
		h := Handle("session-create", origin, deaf{}, func(_ context.Context, _ identity.Call, in api.SessionCreate) (api.SignedIn, error) {
			return api.SignedInFrom(identity.SignedIn{Token: token}, in.Carry), nil
		})
		body := `{"email":"a@b.example","password":"x","carry":"` + carry + `"}`
		if carry == "" {
			body = `{"email":"a@b.example","password":"x"}`
		}
		e := request("POST", body, nil)
		delete(e.Headers, "authorization")
		r, err := h(context.Background(), e)
		if err != nil || r.StatusCode != 201 {
			t.Fatalf("%q: %d %s", carry, r.StatusCode, r.Body)
		}
		if strings.Contains(r.Body, token.Reveal()) == inCookie || (len(r.Cookies) == 1) != inCookie {
			t.Errorf("%q: body %v, %d cookies", carry, !inCookie, len(r.Cookies))
		}
		if inCookie && r.Cookies[0] != cookieName+"="+token.Reveal()+"; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=43200" {
			t.Errorf("%q: another cookie", carry)
		}
	}
	var s seen[api.Empty]
	r := handler("session-end", &s, None{}, nil)(request("DELETE", "", nil))
	if r.StatusCode != 204 || r.Body != "" || r.Headers["cache-control"] != "no-store" {
		t.Errorf("%d %q", r.StatusCode, r.Body)
	}
	if len(r.Cookies) != 1 || !strings.HasPrefix(r.Cookies[0], cookieName+"=;") || !strings.HasSuffix(r.Cookies[0], "Max-Age=0") {
		t.Errorf("signed out with the cookies %v", r.Cookies)
	}
}

func TestAFunctionWithoutItsRouteOrMessageDoesNotStart(t *testing.T) {
	for name, start := range map[string]func(){
		"no route": func() {
			Handle("no-such-route", origin, deaf{}, func(context.Context, identity.Call, api.Empty) (None, error) { return None{}, nil })
		},
		"another message": func() {
			Handle("session-create", origin, deaf{}, func(context.Context, identity.Call, api.Empty) (None, error) { return None{}, nil })
		},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: it starts", name)
				}
			}()
			start()
		}()
	}
}

// What is sent is refused or understood: never a panic, never a 500, and what is
// refused is not repeated.
func FuzzDecode(f *testing.F) {
	for _, body := range []string{
		`{"version":1,"secret":"x"}`, `{"version":1,"secret":"x","username":null}`, `null`, `[]`, `{"version":1e400}`, "", "{\"\\ud800\":1}", `{"a":{"b":[1]}}`,
	} {
		f.Add(body, orgID, "limit", "1", false)
	}
	f.Add("{}", "", "after", "\x00", true)
	f.Fuzz(func(t *testing.T, body, path, name, value string, encoded bool) {
		var s seen[api.CredentialChange]
		e := request("POST", body, map[string]string{"organization": path, "credential": credID})
		e.IsBase64Encoded, e.QueryStringParameters = encoded, map[string]string{name: value}
		r := handler("credential-change", &s, api.Credential{}, nil)(e)
		if r.StatusCode != 201 && r.StatusCode != 400 && r.StatusCode != 413 || (s.times == 1) != (r.StatusCode == 201) {
			t.Errorf("%d %s", r.StatusCode, r.Body)
		}
		var list seen[api.MemberList]
		e.Body, e.PathParameters = "", map[string]string{"organization": path}
		if r := handler("member-list", &list, api.Members{}, nil)(e); r.StatusCode != 200 && r.StatusCode != 400 {
			t.Errorf("%d %s", r.StatusCode, r.Body)
		}
	})
}

// deaf keeps no record of refusals: for what is about something else.
type deaf struct{}

func (deaf) Refused(context.Context, identity.Call, id.Organization, string, error) error { return nil }
