// Command console answers every address that no route does: with the web client,
// the API's document, or a problem that says what is not there.
//
// It touches nothing: no table, no key, no mail. No method and no form changes
// anything here (promise 6), so a mail scanner may open and submit what it likes.
package main

import (
	"context"
	"embed"
	"net/http"
	"slices"
	"strings"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/api/document"
	"github.com/valetkey/valetkey/shared/fault"
)

// built is the web client as `make build` left it: index.html, and the hashed
// assets with their compressed twins. In a clone that never ran npm it holds
// nothing but a placeholder.
//
//go:embed all:dist
var built embed.FS

// documentPath is where the OpenAPI document is served.
const documentPath = "/api/openapi.json"

type function struct{ client client }

// answer tells the addresses apart; see the package comment.
func (f function) answer(_ context.Context, e events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
	method, path := e.RequestContext.HTTP.Method, e.RawPath
	switch {
	case path == documentPath && !reads(method):
		return refuse(e, fault.NotAllowed, http.MethodGet, http.MethodHead), nil
	case path == documentPath:
		return reply(method, http.StatusOK, "application/json", string(document.JSON)), nil
	case path == "/api" || strings.HasPrefix(path, "/api/"):
		if allowed := methods(path); len(allowed) > 0 && !slices.Contains(allowed, method) {
			return refuse(e, fault.NotAllowed, allowed...), nil
		}
		return refuse(e, fault.NotFound), nil
	case !reads(method):
		return refuse(e, fault.NotAllowed, http.MethodGet, http.MethodHead), nil
	default:
		return f.client.serve(method, path, header(e, "accept-encoding")), nil
	}
}

// reads reports whether the method only looks.
func reads(method string) bool { return method == http.MethodGet || method == http.MethodHead }

// methods lists the methods of the routes at path, sorted; none if no route is
// there.
func methods(path string) []string {
	var out []string
	for _, r := range api.Routes {
		if at(r.Path, path) && !slices.Contains(out, r.Method) {
			out = append(out, r.Method)
		}
	}
	slices.Sort(out)
	return out
}

// at reports whether path fits a pattern with {parameters}; a parameter is one
// part of the path, and not empty.
func at(pattern, path string) bool {
	want, have := strings.Split(pattern, "/"), strings.Split(path, "/")
	if len(want) != len(have) {
		return false
	}
	for i, w := range want {
		if strings.HasPrefix(w, "{") && have[i] != "" {
			continue
		}
		if w != have[i] {
			return false
		}
	}
	return true
}

// header reads a header of the request. API Gateway sends names in lower case;
// a recorded event may not.
func header(e events.APIGatewayV2HTTPRequest, name string) string {
	for k, v := range e.Headers {
		if strings.EqualFold(k, name) {
			return v
		}
	}
	return ""
}

func main() {
	f := function{client: open(built)}
	lambda.Start(f.answer)
}
