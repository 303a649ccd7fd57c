package tabletest

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
)

// Handler is a route's function as Lambda calls it.
type Handler = func(context.Context, events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error)

// Edit changes a recorded event before it is sent.
type Edit func(*events.APIGatewayV2HTTPRequest)

type request = events.APIGatewayV2HTTPRequest

// Replay sends the recorded event of the World's function, edited, to its
// handler. A second one is another request: it has another request id.
func (w *World) Replay(edits ...Edit) Answer {
	w.T.Helper()
	e, err := Recorded[events.APIGatewayV2HTTPRequest](w.Name)
	if err != nil {
		w.T.Fatal(err)
	}
	if n := w.replays.Add(1); n > 1 {
		e.RequestContext.RequestID += fmt.Sprintf("-%d", n)
	}
	for _, edit := range edits {
		edit(&e)
	}
	r, err := w.Handler(context.Background(), e)
	if err != nil {
		w.T.Fatalf("%s does not answer: %v", w.Name, err)
	}
	return Answer{r, w.T}
}

// As has somebody else send it.
func As(p Person) Edit { return Bearer(p.Token()) }

// Bearer sends another session's token.
func Bearer(token string) Edit {
	return func(e *events.APIGatewayV2HTTPRequest) { e.Headers["authorization"] = "Bearer " + token }
}

// Nobody sends it without a session.
func Nobody(e *events.APIGatewayV2HTTPRequest) { delete(e.Headers, "authorization") }

// At sends it at another instant.
func At(t time.Time) Edit {
	return func(e *events.APIGatewayV2HTTPRequest) { e.RequestContext.TimeEpoch = t.UnixMilli() }
}

// Header sends another header; its name in lower case.
func Header(name, value string) Edit {
	return func(e *events.APIGatewayV2HTTPRequest) { e.Headers[name] = value }
}

// Path sends it to an address with another parameter. The route's own template
// says where it stands.
func Path[V ~string](name string, value V) Edit {
	return func(e *events.APIGatewayV2HTTPRequest) {
		old := e.PathParameters[name]
		e.PathParameters[name] = string(value)
		e.RawPath = strings.Replace(e.RawPath, old, string(value), 1)
		e.RequestContext.HTTP.Path = e.RawPath
	}
}

// Query asks with a query parameter.
func Query(name, value string) Edit {
	return func(e *events.APIGatewayV2HTTPRequest) {
		if e.QueryStringParameters == nil {
			e.QueryStringParameters = map[string]string{}
		}
		e.QueryStringParameters[name] = value
		e.RawQueryString += name + "=" + value // only ever plain text here
	}
}

// Body sends another body, as it is.
func Body(text string) Edit { return func(e *events.APIGatewayV2HTTPRequest) { e.Body = text } }

// Set sends another value in one field of the body; nil leaves the field out.
func Set(name string, value any) Edit {
	return func(e *events.APIGatewayV2HTTPRequest) {
		fields := Fields{}
		if err := json.Unmarshal([]byte(e.Body), &fields); err != nil {
			panic("tabletest: the recorded event has no body to set " + name + " in")
		}
		if fields[name] = value; value == nil {
			delete(fields, name)
		}
		e.Body = encode(fields)
	}
}

// Answer is what a function answered.
type Answer struct {
	events.APIGatewayV2HTTPResponse
	t testing.TB
}

// Is fails the test unless the answer has the status and says all of the words.
func (a Answer) Is(status int, words ...string) Answer {
	a.t.Helper()
	if a.StatusCode != status {
		a.t.Fatalf("answered %d, not %d: %s", a.StatusCode, status, a.Body)
	}
	for _, w := range words {
		if !strings.Contains(a.Body, w) {
			a.t.Errorf("the answer does not say %q: %s", w, a.Body)
		}
	}
	return a
}

// Never fails the test if the answer says one of the words.
func (a Answer) Never(words ...string) Answer {
	a.t.Helper()
	for _, w := range words {
		if strings.Contains(a.Body, w) {
			a.t.Errorf("the answer says %q: %s", w, a.Body)
		}
	}
	return a
}

// Read reads a good answer's body.
func Read[Out any](a Answer) Out {
	a.t.Helper()
	var out Out
	if a.StatusCode > 299 {
		a.t.Fatalf("answered %d: %s", a.StatusCode, a.Body)
	}
	if err := json.Unmarshal([]byte(a.Body), &out); err != nil {
		a.t.Fatalf("the body is no %T: %v: %s", out, err, a.Body)
	}
	return out
}
