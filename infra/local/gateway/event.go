package gateway

import (
	"encoding/base64"
	"encoding/json"
	"mime"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/aws/aws-lambda-go/events"
)

// What functions are told of the account and the API; nothing reads them.
const (
	accountID = "000000000000"
	apiID     = "local"
)

// arrival is what the gateway itself adds to a request.
type arrival struct {
	at         time.Time
	id         string
	domain     string
	path       string // decoded
	row        row
	parameters map[string]string
}

// newEvent is the payload 2.0 event of a request.
func newEvent(a arrival, r *http.Request, body []byte) ([]byte, error) {
	query, err := queryParameters(r.URL.RawQuery)
	if err != nil {
		return nil, err
	}
	from, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		from = r.RemoteAddr
	}
	e := events.APIGatewayV2HTTPRequest{
		Version: "2.0", RouteKey: a.row.key, RawPath: a.path, RawQueryString: r.URL.RawQuery,
		Cookies: cookies(r.Header), Headers: headers(r, from, len(body)), QueryStringParameters: query, PathParameters: a.parameters,
		RequestContext: events.APIGatewayV2HTTPRequestContext{
			RouteKey: a.row.key, AccountID: accountID, Stage: "$default", RequestID: a.id, APIID: apiID,
			DomainName: a.domain, DomainPrefix: strings.SplitN(a.domain, ".", 2)[0],
			Time: a.at.UTC().Format("02/Jan/2006:15:04:05 -0700"), TimeEpoch: a.at.UnixMilli(),
			HTTP: events.APIGatewayV2HTTPRequestContextHTTPDescription{
				Method: r.Method, Path: a.path, Protocol: r.Proto, SourceIP: from, UserAgent: r.UserAgent(),
			},
		},
	}
	e.Body, e.IsBase64Encoded = content(r.Header.Get("Content-Type"), body)
	return encode(e)
}

// encode leaves out "authentication", which AWS has only with mutual TLS and
// whose fields the library always writes.
func encode(e events.APIGatewayV2HTTPRequest) ([]byte, error) {
	type context struct {
		events.APIGatewayV2HTTPRequestContext
		Authentication any `json:"authentication,omitempty"`
	}
	return json.Marshal(struct {
		events.APIGatewayV2HTTPRequest
		RequestContext context `json:"requestContext"`
	}{e, context{APIGatewayV2HTTPRequestContext: e.RequestContext}})
}

// headers are lower-case, repeats joined by commas, with what the gateway adds.
// Cookies are elsewhere.
func headers(r *http.Request, from string, body int) map[string]string {
	h := map[string]string{}
	for name, values := range r.Header {
		if name != "Cookie" {
			h[strings.ToLower(name)] = strings.Join(values, ",")
		}
	}
	if before := h["x-forwarded-for"]; before != "" {
		from = before + ", " + from // what the client says stands first
	}
	h["host"], h["content-length"] = r.Host, strconv.Itoa(body)
	h["x-forwarded-for"], h["x-forwarded-proto"] = from, "http"
	if _, port, err := net.SplitHostPort(r.Host); err == nil {
		h["x-forwarded-port"] = port
	}
	return h
}

func cookies(h http.Header) []string {
	var all []string
	for _, line := range h.Values("Cookie") {
		for _, c := range strings.Split(line, ";") {
			if c = strings.TrimSpace(c); c != "" {
				all = append(all, c)
			}
		}
	}
	return all
}

// queryParameters are decoded, repeats joined by commas in their order.
func queryParameters(raw string) (map[string]string, error) {
	if raw == "" {
		return nil, nil
	}
	all := map[string]string{}
	for _, pair := range strings.Split(raw, "&") {
		if pair == "" {
			continue
		}
		name, value, _ := strings.Cut(pair, "=")
		name, err := url.QueryUnescape(name)
		if err != nil {
			return nil, err
		}
		if value, err = url.QueryUnescape(value); err != nil {
			return nil, err
		}
		if before, ok := all[name]; ok {
			value = before + "," + value
		}
		all[name] = value
	}
	return all, nil
}

// content is the body as it is if its type says text, otherwise in base64. A
// form is not text to API Gateway, nor is a body without a type.
func content(contentType string, body []byte) (string, bool) {
	if len(body) == 0 {
		return "", false
	}
	kind, _, err := mime.ParseMediaType(contentType)
	if err == nil && isText(kind) && utf8.Valid(body) {
		return string(body), false
	}
	return base64.StdEncoding.EncodeToString(body), true
}

func isText(kind string) bool {
	switch kind {
	case "application/json", "application/javascript", "application/xml":
		return true
	}
	return strings.HasPrefix(kind, "text/")
}

// pathOf is the path as API Gateway sees it: decoded before anything else looks
// at it, so that an encoded slash parts two pieces and an encoded question mark
// ends the path.
func pathOf(u *url.URL) string {
	path, _, _ := strings.Cut(u.Path, "?")
	return path
}

// match compares a decoded path piece by piece. An empty piece matches no
// parameter.
func (r row) match(method, path string) (map[string]string, bool) {
	pieces := strings.Split(path, "/")
	if r.method != method || len(pieces) != len(r.pieces) {
		return nil, false
	}
	var parameters map[string]string
	for i, want := range r.pieces {
		got := pieces[i]
		if !strings.HasPrefix(want, "{") {
			if got != want {
				return nil, false
			}
			continue
		}
		if got == "" {
			return nil, false
		}
		if parameters == nil {
			parameters = map[string]string{}
		}
		parameters[strings.Trim(want, "{}")] = got
	}
	return parameters, true
}
