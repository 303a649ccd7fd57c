// Package gateway is the HTTP front door of one machine: an API Gateway HTTP
// API with Lambda proxy integrations in payload format 2.0.
//
// It knows the route table and nothing of what the routes do. It has no
// authorizers, stages, throttling or CORS, as the deployed API has none.
package gateway

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"github.com/valetkey/valetkey/infra/local/lambda"
	"github.com/valetkey/valetkey/shared/api"
)

// The limits of an HTTP API.
const (
	LargestBody    = 10 << 20         // bytes; over it 413
	LargestHead    = 10_240           // bytes of request line and headers; over it 431
	LongestRequest = 30 * time.Second // then 503
)

// Invoke calls a function and waits for its answer.
type Invoke func(ctx context.Context, function string, event []byte) (lambda.Result, error)

// Gateway is the handler of the API.
type Gateway struct {
	invoke Invoke
	domain string
	table  []row
	patron time.Duration
	ahead  atomic.Int64 // how far arrivals are dated ahead
}

// New makes a gateway for a route table. Whatever no row matches goes to the
// fallback function, which AWS calls $default. The domain is the host name
// that functions are told.
func New(invoke Invoke, domain string, routes []api.Route, fallback string) *Gateway {
	g := &Gateway{invoke: invoke, domain: domain, patron: LongestRequest}
	for _, r := range routes {
		g.table = append(g.table, newRow(r.Name, r.Method, r.Path))
	}
	g.table = append(g.table, row{function: fallback, key: "$default"})
	return g
}

// Ahead has requests arrive so much later than they do, for stories of days. The
// gateway alone is ahead: mail, workflows and sweeps have the clock of the machine.
func (g *Gateway) Ahead(d time.Duration) { g.ahead.Store(int64(d)) }

// ServeHTTP turns a request into an event, calls the row's function, and turns
// its answer into a response.
func (g *Gateway) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	at := time.Now().Add(time.Duration(g.ahead.Load())) // the arrival: the only clock the product has
	id := requestID()
	w.Header().Set("Apigw-Requestid", id)
	if headSize(r) > LargestHead {
		refuse(w, http.StatusRequestHeaderFieldsTooLarge, "Request Header Fields Too Large")
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, LargestBody))
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		refuse(w, http.StatusRequestEntityTooLarge, "Request Entity Too Large")
		return
	case err != nil:
		refuse(w, http.StatusBadRequest, "Bad Request")
		return
	}
	to, parameters := g.find(r.Method, pathOf(r.URL))
	event, err := newEvent(arrival{at: at, id: id, domain: g.domain, path: pathOf(r.URL), row: to, parameters: parameters}, r, body)
	if err != nil {
		refuse(w, http.StatusBadRequest, "Bad Request")
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), g.patron)
	defer cancel()
	result, err := g.invoke(ctx, to.function, event)
	switch {
	case errors.Is(err, lambda.ErrTooLarge):
		refuse(w, http.StatusRequestEntityTooLarge, "Request Entity Too Large")
	case errors.Is(err, context.DeadlineExceeded):
		refuse(w, http.StatusServiceUnavailable, "Service Unavailable")
	case err != nil, result.Failed:
		refuse(w, http.StatusInternalServerError, "Internal Server Error")
	default:
		answer(w, r.Method, result.Payload)
	}
}

func (g *Gateway) find(method, path string) (row, map[string]string) {
	best, parameters := g.table[len(g.table)-1], map[string]string(nil)
	for _, candidate := range g.table[:len(g.table)-1] {
		if p, ok := candidate.match(method, path); ok && candidate.literal >= best.literal {
			best, parameters = candidate, p
		}
	}
	return best, parameters
}

// row is one route with its path in pieces.
type row struct {
	function, key, method string
	pieces                []string
	literal               int // how many pieces are not parameters: the more the better a match
}

func newRow(function, method, path string) row {
	r := row{function: function, key: method + " " + path, method: method, pieces: strings.Split(path, "/")}
	for _, p := range r.pieces {
		if !strings.HasPrefix(p, "{") {
			r.literal++
		}
	}
	return r
}

func refuse(w http.ResponseWriter, status int, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = fmt.Fprintf(w, `{"message":%q}`, message)
}

// headSize is the size of the request line and header values, and what stands
// between them.
func headSize(r *http.Request) int {
	n := len(r.Method) + len(r.RequestURI) + len(r.Proto) + len("host") + len(r.Host)
	for name, values := range r.Header {
		for _, v := range values {
			n += len(name) + len(v)
		}
	}
	return n
}

// requestID is made like API Gateway's: fifteen letters and digits and a "=".
func requestID() string {
	b := make([]byte, 10)
	_, _ = rand.Read(b) // crypto/rand.Read never fails
	return base32.StdEncoding.EncodeToString(b)[:15] + "="
}
