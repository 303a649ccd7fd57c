// Package lambdahttp turns an event into a typed call and a typed answer into a
// response. It is the only place that knows HTTP.
//
// Every function goes through Start, so what holds here holds for all: strict
// decoding, size limits, no-store, one map from faults to statuses, and nothing
// unknown ever leaves. It decides nothing.
package lambdahttp

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"log/slog"
	"maps"
	"mime"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// Handler is what one function does with one call.
type Handler[In, Out any] func(ctx context.Context, c identity.Call, in In) (Out, error)

// Recorder keeps on record that somebody signed in was refused (rule A1): by an
// act of theirs, never by a look. o is the organization of the call, "" if it is
// for none; thing the id in its address.
type Recorder interface {
	Refused(ctx context.Context, c identity.Call, o id.Organization, thing string, why error) error
}

// None is the answer of a route that has none.
type None struct{}

// attempts is how often a call is judged anew when what it was judged by moved
// before it was kept. Each time the rule sees the facts as they are then: who
// lost a race is told who won it, and a use goes through beside another.
const attempts = 5

// Start answers the named route with h. It does not return.
func Start[In, Out any](name string, r Recorder, h Handler[In, Out]) {
	lambda.Start(Handle(name, env.Must("ORIGIN"), r, h))
}

// Handle is the Lambda handler of the named route. origin is our own, as a
// browser sends it; record keeps what it refuses.
func Handle[In, Out any](name, origin string, record Recorder, h Handler[In, Out]) func(context.Context, events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
	route, ok := api.Named(name)
	if !ok {
		panic("lambdahttp: no route is named " + name)
	}
	d := newDecoder[In](route, origin)
	return func(ctx context.Context, e events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
		call, in, err := d.decode(e)
		if err != nil {
			return refuse(route.Name, e.RequestContext.RequestID, err), nil
		}
		out, err := judge(ctx, h, call, in)
		if err != nil {
			note(ctx, record, route, call, e, err)
			return d.failed(route, call, err), nil
		}
		return answer(route, out), nil
	}
}

func judge[In, Out any](ctx context.Context, h Handler[In, Out], call identity.Call, in In) (out Out, err error) {
	for range attempts {
		out, err = h(ctx, call, in)
		if fault.Of(err) != fault.Moved {
			break
		}
	}
	return out, err
}

// note puts a refusal on record. That it could not be kept changes no answer.
func note(ctx context.Context, record Recorder, route api.Route, call identity.Call, e events.APIGatewayV2HTTPRequest, why error) {
	if !call.Writes || !call.Token.Present() || !slices.Contains(refusals, fault.Of(why)) {
		return
	}
	path, _, _ := strings.Cut(route.Path, "/versions/{number}") // a version is no thing of its own
	last := path[strings.LastIndex(path, "{")+1:]               // the last thing that its address names
	last, _, _ = strings.Cut(last, "}")
	thing := e.PathParameters[last]
	if err := record.Refused(ctx, call, id.Organization(e.PathParameters["organization"]), thing, why); err != nil {
		slog.Error("a refusal is not on record", "route", call.Route, "request", call.ID, "cause", err.Error())
	}
}

// refusals are what was asked for and not given. What is only badly put, or came
// second, is none.
var refusals = []fault.Kind{fault.Forbidden, fault.Locked, fault.NotOpen, fault.NotFound}

func (d decoder[In]) failed(route api.Route, call identity.Call, err error) events.APIGatewayV2HTTPResponse {
	var before *identity.Repeated
	if errors.As(err, &before) {
		return respond(route.Status, "application/json", before.Body)
	}
	return refuse(route.Name, call.ID, err)
}

func answer(route api.Route, out any) events.APIGatewayV2HTTPResponse {
	r := respond(route.Status, "", nil)
	if f, ok := out.(api.File); ok {
		return file(route.Status, f)
	}
	if g, ok := out.(api.Gated); ok {
		r = respond(g.Status, "text/plain; charset=utf-8", []byte(g.Text))
		maps.Copy(r.Headers, g.Headers)
		r.Cookies = g.Cookies
		return r
	}
	if s, ok := out.(interface{ Saved() (api.File, bool) }); ok {
		if f, saved := s.Saved(); saved {
			return file(route.Status, f)
		}
	}
	if route.Out != nil {
		body, err := json.Marshal(out)
		if err != nil {
			return refuse(route.Name, "", err)
		}
		r = respond(route.Status, "application/json", body)
	}
	if s, ok := out.(interface{ SetCookie() string }); ok && s.SetCookie() != "" {
		r.Cookies = []string{cookieName + "=" + s.SetCookie() + "; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=" +
			strconv.Itoa(int(identity.SessionLife.Seconds()))}
	}
	if route.Name == "session-end" {
		r.Cookies = []string{cookieName + "=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"}
	}
	return r
}

func respond(status int, kind string, body []byte) events.APIGatewayV2HTTPResponse {
	headers := map[string]string{"cache-control": "no-store", "x-content-type-options": "nosniff"}
	if len(body) > 0 {
		headers["content-type"] = kind
	}
	return events.APIGatewayV2HTTPResponse{StatusCode: status, Headers: headers, Body: string(body)}
}

// file answers with what a browser saves. It goes in base64, so that its length
// in Lambda's answer does not depend on what is in it.
func file(status int, f api.File) events.APIGatewayV2HTTPResponse {
	r := respond(status, "", nil)
	r.Headers["content-type"] = f.Type
	r.Headers["content-disposition"] = mime.FormatMediaType("attachment", map[string]string{"filename": f.Name})
	if f.Next != "" {
		r.Headers[nextHeader] = f.Next
	}
	r.Body, r.IsBase64Encoded = base64.StdEncoding.EncodeToString(f.Body), true
	return r
}

// nextHeader says where the next page of a file begins.
const nextHeader = "valetkey-next"

// statuses is the one map from faults to HTTP. Locked is a 403 of its own type.
var statuses = map[fault.Kind]int{
	fault.Invalid: 400, fault.Unauthenticated: 401, fault.Forbidden: 403, fault.Locked: 403, fault.NotOpen: 403,
	fault.NotFound: 404, fault.NotAllowed: 405, fault.Conflict: 409, fault.Moved: 409,
	fault.TooLarge: 413, fault.Mismatch: 422, fault.TooMany: 429, fault.Unavailable: 503,
}

var titles = map[fault.Kind]string{
	fault.Invalid: "The request is not valid", fault.Unauthenticated: "Sign in first", fault.Forbidden: "Not allowed",
	fault.Locked: "The organization is locked", fault.NotOpen: "Not open now", fault.NotFound: "Not found", fault.NotAllowed: "Not for this method",
	fault.Conflict: "Decided already", fault.Moved: "Changed meanwhile", fault.TooLarge: "Too large",
	fault.Mismatch: "Another request", fault.TooMany: "Too many", fault.Unavailable: "Not available now",
}

// refuse makes the answer to a failed call. What is no fault is logged with the
// route and the request's id, and answered by a bare 500.
func refuse(route, request string, err error) events.APIGatewayV2HTTPResponse {
	var f *fault.Error
	if !errors.As(err, &f) || statuses[f.Kind] == 0 {
		slog.Error("unknown fault", "route", route, "request", request, "cause", err.Error())
		return problem(api.Problem{Type: "urn:valetkey:problem:internal", Title: "Something went wrong", Status: 500, Instance: request})
	}
	if f.Cause != nil {
		slog.Warn("refused", "route", route, "request", request, "kind", string(f.Kind), "cause", f.Cause.Error())
	}
	r := problem(api.Problem{
		Type: "urn:valetkey:problem:" + string(f.Kind), Title: titles[f.Kind], Status: statuses[f.Kind],
		Detail: f.Message, Instance: request, Fields: f.Fields,
	})
	if f.RetryAfter > 0 {
		r.Headers["retry-after"] = strconv.Itoa(int((f.RetryAfter + time.Second - 1) / time.Second))
	}
	return r
}

func problem(p api.Problem) events.APIGatewayV2HTTPResponse {
	body, err := json.Marshal(p)
	if err != nil {
		body = []byte(`{"type":"urn:valetkey:problem:internal","title":"Something went wrong","status":500}`)
	}
	return respond(p.Status, "application/problem+json", body)
}
