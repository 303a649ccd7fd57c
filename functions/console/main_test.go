package main

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/aws/aws-lambda-go/events"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/api/document"
)

// whole is a client as a build leaves it, in small.
var whole = function{client: open(fstest.MapFS{
	"dist/.keep":               {Data: []byte("kept")},
	"dist/index.html":          {Data: []byte(`<meta property="csp-nonce" nonce="@@nonce@@">the page`)},
	"dist/favicon.svg":         {Data: []byte("<svg/>")},
	"dist/assets/app-1a.js":    {Data: []byte("plain")},
	"dist/assets/app-1a.js.gz": {Data: []byte("zipped")},
	"dist/assets/app-1a.js.br": {Data: []byte("brotli")},
})}

// recorded is the recorded event, with another method and path.
func recorded(t *testing.T, method, path string) events.APIGatewayV2HTTPRequest {
	t.Helper()
	raw, err := os.ReadFile("../../events/console.json")
	if err != nil {
		t.Fatal(err)
	}
	var e events.APIGatewayV2HTTPRequest
	if err := json.Unmarshal(raw, &e); err != nil {
		t.Fatal(err)
	}
	e.RawPath, e.RequestContext.HTTP.Path, e.RequestContext.HTTP.Method = path, path, method
	return e
}

func ask(t *testing.T, f function, method, path string) events.APIGatewayV2HTTPResponse {
	t.Helper()
	r, err := f.answer(context.Background(), recorded(t, method, path))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestEveryAddressOutsideTheAPIIsThePageAndIsNeverStored(t *testing.T) {
	for _, path := range []string{"/", "/request", "/confirm", "/requests/org_1/deleg_1", "/no/such.page", "/.keep"} {
		r := ask(t, whole, "GET", path)
		if r.StatusCode != 200 || !strings.Contains(r.Body, "the page") || r.Headers["cache-control"] != "no-store" {
			t.Errorf("%s: %d, %q, %v", path, r.StatusCode, r.Body, r.Headers)
		}
	}
}

func TestTheNonceIsInPageAndPolicyAndAnotherEachTime(t *testing.T) {
	nonce := func() string {
		r := ask(t, whole, "GET", "/")
		_, after, _ := strings.Cut(r.Body, `nonce="`)
		n, _, _ := strings.Cut(after, `"`)
		if len(n) < 16 || !strings.Contains(r.Headers["content-security-policy"], "style-src 'self' 'nonce-"+n+"'") {
			t.Errorf("page says %q, policy %q", n, r.Headers["content-security-policy"])
		}
		return n
	}
	if first, second := nonce(), nonce(); first == second {
		t.Error("two answers have the same nonce")
	}
}

func TestThePolicyLetsNoInlineScriptNoOtherHostAndNoFrameIn(t *testing.T) {
	p := pagePolicy("n")
	for _, want := range []string{
		"default-src 'none'", "script-src 'self';", "connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
	} {
		if !strings.Contains(p, want) {
			t.Errorf("the policy lacks %s", want)
		}
	}
	for _, bad := range []string{"unsafe", "http", "*"} {
		if strings.Contains(p, bad) {
			t.Errorf("the policy has %s", bad)
		}
	}
}

func TestEveryAnswerHasTheHeadersThatKeepItIn(t *testing.T) {
	for _, path := range []string{"/", "/assets/app-1a.js", "/assets/none.js", "/api/openapi.json", "/api/none"} {
		h := ask(t, whole, "GET", path).Headers
		for name, want := range map[string]string{
			"referrer-policy": "no-referrer", "x-content-type-options": "nosniff", "cross-origin-opener-policy": "same-origin",
			"strict-transport-security": "max-age=", "permissions-policy": "camera=()", "content-security-policy": "default-src 'none'",
		} {
			if !strings.HasPrefix(h[name], want) {
				t.Errorf("%s: %s is %q", path, name, h[name])
			}
		}
	}
}

func TestAnAssetIsKeptForEverAndComesCompressedAsTheClientTakesIt(t *testing.T) {
	for accepts, want := range map[string][2]string{
		"gzip, deflate, br": {"br", "brotli"},
		"gzip":              {"gzip", "zipped"},
		"GZIP;q=0.5":        {"gzip", "zipped"},
		"br;q=0, gzip":      {"gzip", "zipped"},
		"*":                 {"br", "brotli"},
		"*, br;q=0":         {"gzip", "zipped"},
		"*;q=0":             {"", "plain"},
		"identity":          {"", "plain"},
		"br;q=much":         {"", "plain"},
		"":                  {"", "plain"},
	} {
		e := recorded(t, "GET", "/assets/app-1a.js")
		e.Headers = map[string]string{"Accept-Encoding": accepts}
		r, err := whole.answer(context.Background(), e)
		if err != nil {
			t.Fatal(err)
		}
		body, err := base64.StdEncoding.DecodeString(r.Body)
		if err != nil || !r.IsBase64Encoded || string(body) != want[1] || r.Headers["content-encoding"] != want[0] {
			t.Errorf("%q: %q as %q, want %q", accepts, body, r.Headers["content-encoding"], want)
		}
		if r.Headers["cache-control"] != "public, max-age=31536000, immutable" || r.Headers["vary"] != "accept-encoding" {
			t.Errorf("%q: %v", accepts, r.Headers)
		}
	}
}

func TestTheExtensionIsServedAsItWasPacked(t *testing.T) {
	f := function{client: open(fstest.MapFS{"dist/index.html": {Data: []byte("page")}, "dist/valetkey-extension.zip": {Data: []byte("PK\x03\x04")}})}
	a, err := f.answer(t.Context(), recorded(t, "GET", "/valetkey-extension.zip"))
	body, _ := base64.StdEncoding.DecodeString(a.Body)
	if err != nil || a.StatusCode != http.StatusOK || a.Headers["content-type"] != "application/zip" || string(body) != "PK\x03\x04" {
		t.Errorf("%d %v %q, %v", a.StatusCode, a.Headers, body, err)
	}
}

func TestAMissingAssetIsNeverThePage(t *testing.T) {
	for _, path := range []string{"/valetkey-extension.zip", "/assets/app-0.js", "/assets/", "/assets/app-1a.js.br"} {
		if r := ask(t, whole, "GET", path); r.StatusCode != 404 || r.Headers["cache-control"] != "no-store" {
			t.Errorf("%s: %d %v", path, r.StatusCode, r.Headers)
		}
	}
}

func TestNoMethodButGetAndHeadIsTakenByAPage(t *testing.T) {
	for _, method := range []string{"POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", ""} {
		for _, path := range []string{"/", "/request", "/assets/app-1a.js", "/api/openapi.json"} {
			r := ask(t, whole, method, path)
			if r.StatusCode != 405 || r.Headers["allow"] != "GET, HEAD" {
				t.Errorf("%s %s: %d, allow %q", method, path, r.StatusCode, r.Headers["allow"])
			}
		}
	}
}

func TestHeadAnswersAsGetWithoutABody(t *testing.T) {
	for _, path := range []string{"/", "/favicon.svg", "/assets/app-1a.js", "/api/openapi.json", "/api/none"} {
		get, head := ask(t, whole, "GET", path), ask(t, whole, "HEAD", path)
		if head.StatusCode != get.StatusCode || head.Body != "" || head.Headers["content-type"] != get.Headers["content-type"] {
			t.Errorf("%s: GET %d %v, HEAD %d %q", path, get.StatusCode, get.Headers, head.StatusCode, head.Body)
		}
	}
}

func TestTheDocumentIsServedAsItIsCheckedIn(t *testing.T) {
	r := ask(t, whole, "GET", "/api/openapi.json")
	if r.StatusCode != 200 || r.Body != string(document.JSON) || r.Headers["content-type"] != "application/json" {
		t.Errorf("%d %v", r.StatusCode, r.Headers)
	}
}

func TestAnUnknownAPIAddressIsAProblemOfTypeNotFound(t *testing.T) {
	for _, path := range []string{"/api", "/api/", "/api/none", "/api/me/", "/api/organizations//members", "/api/organizations/o/members/x/y"} {
		for _, method := range []string{"GET", "POST", "DELETE"} {
			wantProblem(t, ask(t, whole, method, path), 404, "urn:valetkey:problem:not-found")
		}
	}
}

func TestARouteAskedByAnotherMethodIsA405ThatNamesItsMethods(t *testing.T) {
	for _, route := range api.Routes {
		path := strings.NewReplacer("{", "", "}", "").Replace(route.Path)
		r := ask(t, whole, "PATCH", path)
		wantProblem(t, r, 405, "urn:valetkey:problem:method-not-allowed")
		if !strings.Contains(", "+r.Headers["allow"]+", ", ", "+route.Method+", ") {
			t.Errorf("%s %s: allow is %q", route.Method, path, r.Headers["allow"])
		}
	}
	if r := ask(t, whole, "PUT", "/api/organizations/o/resources"); r.Headers["allow"] != "GET, POST" {
		t.Errorf("allow is %q", r.Headers["allow"])
	}
}

func wantProblem(t *testing.T, r events.APIGatewayV2HTTPResponse, status int, kind string) {
	t.Helper()
	var p api.Problem
	if err := json.Unmarshal([]byte(r.Body), &p); err != nil {
		t.Fatalf("%q is no problem: %v", r.Body, err)
	}
	if r.StatusCode != status || p.Status != status || p.Type != kind || p.Detail == "" || p.Instance != "recorded-console" {
		t.Errorf("answered %d with %+v, want %d %s", r.StatusCode, p, status, kind)
	}
	if r.Headers["content-type"] != "application/problem+json" || r.Headers["cache-control"] != "no-store" {
		t.Errorf("headers %v", r.Headers)
	}
}

func TestACloneThatNeverRanNpmSaysSo(t *testing.T) {
	bare := function{client: open(fstest.MapFS{"dist/.keep": {Data: []byte("kept")}})}
	if r := ask(t, bare, "GET", "/"); r.StatusCode != 503 || !strings.Contains(r.Body, "make build") {
		t.Errorf("%d %q", r.StatusCode, r.Body)
	}
}

func TestTheEmbeddedClientIsReadWhetherBuiltOrNot(t *testing.T) {
	f := function{client: open(built)}
	if r := ask(t, f, "GET", "/"); r.StatusCode != http.StatusOK && f.client.page != "" {
		t.Errorf("the built page answers %d", r.StatusCode)
	}
	if f.client.page != "" && !strings.Contains(f.client.page, nonceMark) {
		t.Error("the built page has no place for the nonce")
	}
}
