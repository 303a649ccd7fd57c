package gateway_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/infra/local/gateway"
	"github.com/valetkey/valetkey/infra/local/lambda"
	"github.com/valetkey/valetkey/shared/api"
)

var routes = []api.Route{
	{Name: "thing-see", Method: "GET", Path: "/api/things/{thing}"},
	{Name: "thing-mine", Method: "GET", Path: "/api/things/mine"},
	{Name: "part-make", Method: "POST", Path: "/api/things/{thing}/parts/{part}"},
}

// called is what the last call of a function was.
type called struct {
	function string
	event    []byte
}

// door serves a gateway whose every function answers the same.
func door(t *testing.T, result lambda.Result, err error) (*httptest.Server, *called) {
	t.Helper()
	var last called
	s := httptest.NewServer(gateway.New(func(_ context.Context, f string, e []byte) (lambda.Result, error) {
		last = called{f, e}
		return result, err
	}, "localhost", routes, "console"))
	t.Cleanup(s.Close)
	return s, &last
}

func ok(body string) lambda.Result { return lambda.Result{Payload: []byte(body)} }

func send(t *testing.T, r *http.Request) (*http.Response, string) {
	t.Helper()
	a, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = a.Body.Close() }()
	b, err := io.ReadAll(a.Body)
	if err != nil {
		t.Fatal(err)
	}
	return a, string(b)
}

func request(t *testing.T, method, url, contentType string, body io.Reader) *http.Request {
	t.Helper()
	r, err := http.NewRequest(method, url, body)
	if err != nil {
		t.Fatal(err)
	}
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	return r
}

func TestARequestBecomesTheEventThatAWSMakesOfIt(t *testing.T) {
	s, last := door(t, ok(`{"statusCode":204}`), nil)
	r := request(t, "POST", s.URL+"/api/things/a%20b/parts/c%2Bd?q=1&q=a%20b&Empty=&x", "application/json; charset=utf-8", strings.NewReader(`{"ä":1}`))
	r.Host = "localhost:8080"
	r.Header.Add("Cookie", "__Host-session=abc; theme=dark")
	r.Header.Add("Cookie", "third=3")
	r.Header["X-Twice"] = []string{"one", "two"}
	r.Header.Set("X-Forwarded-For", "10.0.0.9")
	r.Header.Set("User-Agent", "test/1")
	r.Header.Set("Accept-Encoding", "identity")
	before := time.Now().UnixMilli()
	send(t, r)
	var got map[string]any
	if err := json.Unmarshal(last.event, &got); err != nil {
		t.Fatal(err)
	}
	// What differs each time is judged here, and then set to what the file has.
	about := got["requestContext"].(map[string]any)
	if at := int64(about["timeEpoch"].(float64)); at < before || at > time.Now().UnixMilli() {
		t.Errorf("timeEpoch %d", at)
	}
	if when, err := time.Parse("02/Jan/2006:15:04:05 -0700", about["time"].(string)); err != nil || time.Since(when) > time.Minute {
		t.Errorf("time %v: %v", about["time"], err)
	}
	if id := about["requestId"].(string); len(id) != 16 || !strings.HasSuffix(id, "=") {
		t.Errorf("request id %q", id)
	}
	about["timeEpoch"], about["time"], about["requestId"] = float64(0), "", ""
	file, err := os.ReadFile("testdata/event.json")
	if err != nil {
		t.Fatal(err)
	}
	var want map[string]any
	if err := json.Unmarshal(file, &want); err != nil {
		t.Fatal(err)
	}
	if last.function != "part-make" || !reflect.DeepEqual(got, want) {
		t.Errorf("%s got %s", last.function, last.event)
	}
}

func TestEveryAddressLeadsToItsFunctionAndAllElseToTheConsole(t *testing.T) {
	s, last := door(t, ok(`{"statusCode":204}`), nil)
	for request0, want := range map[string]string{
		"GET /api/things/1": "thing-see", "GET /api/things/mine": "thing-mine", "POST /api/things/1/parts/2": "part-make",
		"HEAD /api/things/1": "console", "DELETE /api/things/1": "console", "GET /api/things/": "console",
		"GET /api/things/1/": "console", "GET /api/things/1%2F2": "console", "GET /": "console",
		"GET /api/things/1%3Fx": "thing-see", "OPTIONS /api/things/1": "console",
	} {
		method, path, _ := strings.Cut(request0, " ")
		send(t, request(t, method, s.URL+path, "", nil))
		if last.function != want {
			t.Errorf("%s: %s", request0, last.function)
		}
	}
}

func TestABodyIsTextOnlyIfItsTypeSaysSo(t *testing.T) {
	s, last := door(t, ok(`{"statusCode":204}`), nil)
	for kind, text := range map[string]bool{
		"application/json": true, "text/plain; charset=utf-8": true, "application/xml": true, "application/javascript": true,
		"application/x-www-form-urlencoded": false, "application/problem+json": false, "application/octet-stream": false, "": false,
	} {
		send(t, request(t, "POST", s.URL+"/", kind, strings.NewReader("hello")))
		var e struct {
			Body            string
			IsBase64Encoded bool
		}
		if err := json.Unmarshal(last.event, &e); err != nil {
			t.Fatal(err)
		}
		if e.IsBase64Encoded == text || (e.Body == "hello") != text {
			t.Errorf("%q: %+v", kind, e)
		}
	}
}

func TestTheLimitsAreThoseOfAnHTTPAPI(t *testing.T) {
	s, last := door(t, ok(`{"statusCode":204}`), nil)
	if a, _ := send(t, request(t, "POST", s.URL+"/", "text/plain", bytes.NewReader(make([]byte, gateway.LargestBody)))); a.StatusCode != 204 {
		t.Errorf("a body of the largest size: %d", a.StatusCode)
	}
	*last = called{}
	if a, body := send(t, request(t, "POST", s.URL+"/", "text/plain", bytes.NewReader(make([]byte, gateway.LargestBody+1)))); a.StatusCode != 413 || body != `{"message":"Request Entity Too Large"}` {
		t.Errorf("a larger body: %d %s", a.StatusCode, body)
	}
	r := request(t, "GET", s.URL+"/", "", nil)
	r.Header.Set("X-Long", strings.Repeat("x", gateway.LargestHead))
	if a, _ := send(t, r); a.StatusCode != 431 {
		t.Errorf("a long header: %d", a.StatusCode)
	}
	if last.function != "" {
		t.Errorf("%s was called", last.function)
	}
}

func TestAFailedFunctionIsABare500AndALateOne503(t *testing.T) {
	for name, tt := range map[string]struct {
		result lambda.Result
		err    error
		status int
		body   string
	}{
		"an error":          {lambda.Result{Failed: true, Payload: []byte(`{"errorMessage":"secret"}`)}, nil, 500, `{"message":"Internal Server Error"}`},
		"not built":         {lambda.Result{}, lambda.ErrUnknown, 500, `{"message":"Internal Server Error"}`},
		"too late":          {lambda.Result{}, context.DeadlineExceeded, 503, `{"message":"Service Unavailable"}`},
		"too large":         {lambda.Result{}, lambda.ErrTooLarge, 413, `{"message":"Request Entity Too Large"}`},
		"broken":            {lambda.Result{}, errors.New("x"), 500, `{"message":"Internal Server Error"}`},
		"no JSON":           {ok(`hello`), nil, 500, `{"message":"Internal Server Error"}`},
		"a strange status":  {ok(`{"statusCode":99}`), nil, 500, `{"message":"Internal Server Error"}`},
		"a broken encoding": {ok(`{"statusCode":200,"body":"%","isBase64Encoded":true}`), nil, 500, `{"message":"Internal Server Error"}`},
	} {
		s, _ := door(t, tt.result, tt.err)
		if a, body := send(t, request(t, "GET", s.URL+"/", "", nil)); a.StatusCode != tt.status || body != tt.body {
			t.Errorf("%s: %d %s", name, a.StatusCode, body)
		}
	}
}

func TestAnAnswerIsReadAsPayloadFormatTwo(t *testing.T) {
	s, _ := door(t, ok(`{"statusCode":201,"headers":{"content-type":"text/x","x-number":7},"multiValueHeaders":{"x-no":["1"]},"cookies":["a=1; Path=/","b=2"],"body":"aGVsbG8=","isBase64Encoded":true}`), nil)
	a, body := send(t, request(t, "GET", s.URL+"/", "", nil))
	if a.StatusCode != 201 || body != "hello" || a.Header.Get("Content-Type") != "text/x" || a.Header.Get("X-Number") != "7" ||
		a.Header.Get("X-No") != "" || strings.Join(a.Header.Values("Set-Cookie"), "|") != "a=1; Path=/|b=2" {
		t.Errorf("%d %q %v", a.StatusCode, body, a.Header)
	}
}

func TestAnAnswerWithoutAStatusIsTheBodyItself(t *testing.T) {
	for payload, want := range map[string]string{`{"x":1}`: `{"x":1}`, `"hello"`: `hello`, `[1]`: `[1]`, `null`: `null`} {
		s, _ := door(t, ok(payload), nil)
		a, body := send(t, request(t, "GET", s.URL+"/", "", nil))
		if a.StatusCode != 200 || a.Header.Get("Content-Type") != "application/json" || body != want && payload != `null` {
			t.Errorf("%s: %d %q %q", payload, a.StatusCode, a.Header.Get("Content-Type"), body)
		}
	}
}

func TestRequestsCanBeDatedAheadForStoriesOfDays(t *testing.T) {
	var last []byte
	g := gateway.New(func(_ context.Context, _ string, event []byte) (lambda.Result, error) {
		last = event
		return lambda.Result{Payload: []byte(`{"statusCode":204}`)}, nil
	}, "localhost", nil, "console")
	for _, ahead := range []time.Duration{0, 48 * time.Hour, 0} {
		g.Ahead(ahead)
		before := time.Now().Add(ahead)
		g.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/", nil))
		var e struct {
			RequestContext struct{ TimeEpoch int64 }
		}
		if err := json.Unmarshal(last, &e); err != nil {
			t.Fatal(err)
		}
		if at := e.RequestContext.TimeEpoch; at < before.UnixMilli() || at > time.Now().Add(ahead).UnixMilli() {
			t.Errorf("%s ahead, it arrived at %d", ahead, at)
		}
	}
}
