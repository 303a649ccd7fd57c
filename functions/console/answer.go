package main

import (
	"encoding/json"
	"net/http"
	"strings"

	"github.com/aws/aws-lambda-go/events"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/fault"
)

// reply makes an answer with the headers every answer has. Nothing is stored by
// anybody unless the caller says so afterwards.
func reply(method string, status int, kind, body string) events.APIGatewayV2HTTPResponse {
	if method == http.MethodHead {
		body = ""
	}
	return events.APIGatewayV2HTTPResponse{
		StatusCode: status,
		Body:       body,
		Headers: map[string]string{
			"content-type":                 kind,
			"cache-control":                "no-store",
			"content-security-policy":      "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
			"cross-origin-opener-policy":   "same-origin",
			"cross-origin-resource-policy": "same-origin",
			"permissions-policy":           "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
			"referrer-policy":              "no-referrer",
			"strict-transport-security":    "max-age=63072000",
			"x-content-type-options":       "nosniff",
		},
	}
}

// pagePolicy is the page's Content-Security-Policy. Only our own files run, load
// and are asked; the nonce is for the style elements the page itself makes.
func pagePolicy(nonce string) string {
	return strings.Join([]string{
		"default-src 'none'",
		"script-src 'self'",
		"style-src 'self' 'nonce-" + nonce + "'",
		"img-src 'self' data:",
		"font-src 'self'",
		"connect-src 'self'",
		"form-action 'self'",
		"base-uri 'none'",
		"frame-ancestors 'none'",
	}, "; ")
}

// refuse answers with a problem (RFC 9457). allowed goes into the Allow header,
// which a 405 must have (RFC 9110, 15.5.6).
func refuse(e events.APIGatewayV2HTTPRequest, kind fault.Kind, allowed ...string) events.APIGatewayV2HTTPResponse {
	status, detail := http.StatusNotFound, "There is nothing at this address."
	if kind == fault.NotAllowed {
		status, detail = http.StatusMethodNotAllowed, "This address does not take that method."
	}
	problem := api.Problem{
		Type:  "urn:valetkey:problem:" + string(kind),
		Title: http.StatusText(status), Status: status,
		Detail: detail, Instance: e.RequestContext.RequestID,
	}
	body, err := json.Marshal(problem)
	if err != nil {
		panic("console: a problem that is no JSON: " + err.Error()) // strings and a number
	}
	r := reply(e.RequestContext.HTTP.Method, status, "application/problem+json", string(body))
	if len(allowed) > 0 {
		r.Headers["allow"] = strings.Join(allowed, ", ")
	}
	return r
}
