package lambdahttp

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/aws/aws-lambda-go/events"
	"github.com/danielgtaylor/huma/v2"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/api/schema"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
)

const (
	cookieName = "__Host-valetkey"
	maxBody    = 128 << 10 // bytes; the largest message is well below
	maxKey     = 200       // characters of an Idempotency-Key
)

// decoder turns events into calls of one route.
type decoder[In any] struct {
	route      api.Route
	origin     string
	registry   *schema.Registry
	body       *huma.Schema // nil: the route takes none
	parameters []schema.Parameter
}

func newDecoder[In any](route api.Route, origin string) decoder[In] {
	t := reflect.TypeFor[In]()
	if route.In != t {
		panic("lambdahttp: " + route.Name + " does not take a " + t.Name())
	}
	reg := schema.NewRegistry()
	return decoder[In]{route: route, origin: origin, registry: reg, body: reg.Body(t), parameters: reg.Parameters(t)}
}

func (d decoder[In]) decode(e events.APIGatewayV2HTTPRequest) (identity.Call, In, error) {
	var in In
	call, err := d.call(e)
	if err != nil {
		return call, in, err
	}
	if err := d.path(e, &in); err != nil {
		return call, in, err
	}
	body, err := bodyOf(e)
	if err != nil {
		return call, in, err
	}
	if err := d.read(e, body, &in); err != nil {
		return call, in, err
	}
	if key := e.Headers["idempotency-key"]; key != "" && call.Writes && !d.route.Secret && call.Who != identity.Anyone {
		if len(key) > maxKey || !printable(key) {
			return call, in, fault.BadField("header.idempotency-key", "is longer than %d plain characters", maxKey)
		}
		// What is kept of a body may be of one with a secret in it: without the session's
		// token nobody can hold guesses against it.
		sum := hmac.New(sha256.New, call.Token.Key("repeat"))
		sum.Write(append([]byte(e.RawPath+"\n"+e.RawQueryString+"\n"), body...))
		call.Repeat = identity.Repeat{Key: key, Body: hex.EncodeToString(sum.Sum(nil))}
	}
	return call, in, nil
}

// call reads who calls, when and from where.
func (d decoder[In]) call(e events.APIGatewayV2HTTPRequest) (identity.Call, error) {
	call := identity.Call{
		Route: d.route.Name, Who: d.route.Who, Writes: d.route.Method != "GET" || d.route.Proxy,
		ID: e.RequestContext.RequestID, From: e.RequestContext.HTTP.SourceIP,
		Agent: agent(e.RequestContext.HTTP.UserAgent),
	}
	if e.RequestContext.TimeEpoch <= 0 || call.ID == "" {
		return call, errors.New("an event without its time or request id")
	}
	call.At = time.UnixMilli(e.RequestContext.TimeEpoch).UTC() // the only clock there is
	if call.Who == identity.Anyone {
		return call, nil
	}
	token, err := d.token(e, call.Writes)
	call.Token = token
	return call, err
}

// agent is what the browser calls itself: whatever prints, and not too long.
func agent(s string) string {
	const most = 200 // characters
	var out []rune
	for _, r := range s {
		if unicode.IsPrint(r) && r != utf8.RuneError && len(out) < most {
			out = append(out, r)
		}
	}
	return string(out)
}

// token reads the session: from the cookie or from the Authorization header,
// never both. A write by cookie needs our exact Origin: a page of somebody else's
// cannot have a browser send it.
func (d decoder[In]) token(e events.APIGatewayV2HTTPRequest, writes bool) (identity.Token, error) {
	var cookies []string
	for _, c := range e.Cookies {
		if name, value, _ := strings.Cut(strings.TrimSpace(c), "="); name == cookieName {
			cookies = append(cookies, value)
		}
	}
	bearer, given := e.Headers["authorization"]
	if given && len(cookies) > 0 {
		return identity.Token{}, fault.BadField("header.authorization", "comes with a session cookie: use one of them")
	}
	if len(cookies) > 1 {
		return identity.Token{}, fault.BadField("header.cookie", "holds more than one session")
	}
	unknown := fault.New(fault.Unauthenticated, "Please sign in.")
	text := ""
	switch {
	case given:
		scheme, rest, _ := strings.Cut(bearer, " ")
		if !strings.EqualFold(scheme, "bearer") {
			return identity.Token{}, unknown
		}
		text = strings.TrimSpace(rest)
	case len(cookies) == 1:
		if writes && e.Headers["origin"] != d.origin {
			return identity.Token{}, fault.New(fault.Forbidden, "This did not come from our own page.")
		}
		text = cookies[0]
	}
	token, ok := identity.ParseToken(text)
	if !ok {
		return identity.Token{}, unknown
	}
	return token, nil
}

func bodyOf(e events.APIGatewayV2HTTPRequest) ([]byte, error) {
	body := []byte(e.Body)
	if e.IsBase64Encoded {
		raw, err := base64.StdEncoding.DecodeString(e.Body)
		if err != nil {
			return nil, fault.BadField("body", "is not what it says it is")
		}
		body = raw
	}
	if len(body) > maxBody {
		return nil, fault.New(fault.TooLarge, "A request is at most %d bytes.", maxBody)
	}
	return body, nil
}

// read decodes the body strictly: one JSON value that fits the schema, with no
// field that is not known.
func (d decoder[In]) read(e events.APIGatewayV2HTTPRequest, body []byte, in *In) error {
	if d.body == nil {
		if s := strings.TrimSpace(string(body)); s != "" && s != "{}" {
			return fault.BadField("body", "is not taken here")
		}
		return nil
	}
	kind, _, _ := strings.Cut(e.Headers["content-type"], ";")
	if !strings.EqualFold(strings.TrimSpace(kind), "application/json") {
		return fault.BadField("header.content-type", "must be application/json")
	}
	if !utf8.Valid(body) {
		return fault.BadField("body", "is not UTF-8")
	}
	var value any
	if err := one(body, &value); err != nil {
		return fault.BadField("body", "%s", err)
	}
	var wrong []fault.Field
	for _, w := range d.registry.Check(d.body, "body", value) {
		wrong = append(wrong, fault.Field{Name: w.Name, Reason: w.Reason})
	}
	if err := invalid(wrong); err != nil {
		return err
	}
	err := one(body, in)
	var misfit *json.UnmarshalTypeError
	if errors.As(err, &misfit) { // 1e0 fits the schema, but no int
		return fault.BadField("body."+misfit.Field, "is not written as it is taken here")
	}
	if err != nil {
		return fault.BadField("body", "%s", err)
	}
	return nil
}

// one decodes exactly one JSON value. Its errors never repeat what was sent.
func one(body []byte, into any) error {
	dec := json.NewDecoder(bytes.NewReader(body))
	if err := dec.Decode(into); err != nil {
		return unread{err}
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return errors.New("holds more than one JSON value")
	}
	return nil
}

// unread is why a body was not read. It says less than its cause, which repeats
// what was sent.
type unread struct{ cause error }

func (u unread) Error() string { return "is not JSON" }
func (u unread) Unwrap() error { return u.cause }

func invalid(wrong []fault.Field) error {
	if len(wrong) == 0 {
		return nil
	}
	return &fault.Error{Kind: fault.Invalid, Message: "The request is not valid.", Fields: wrong}
}

func printable(s string) bool {
	for _, r := range s {
		if r < ' ' || r > '~' {
			return false
		}
	}
	return true
}
