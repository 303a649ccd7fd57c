package lambdahttp

import (
	"reflect"
	"strconv"
	"strings"

	"github.com/aws/aws-lambda-go/events"
	"github.com/danielgtaylor/huma/v2"

	"github.com/valetkey/valetkey/shared/api/schema"
	"github.com/valetkey/valetkey/shared/fault"
)

// path fills the parameters: of the path, the query, headers and cookies.
func (d decoder[In]) path(e events.APIGatewayV2HTTPRequest, in *In) error {
	known := map[string]bool{}
	into := reflect.ValueOf(in).Elem()
	var wrong []fault.Field
	for _, p := range d.parameters {
		known[p.Name] = known[p.Name] || p.In == "query"
		given, ok := given(e, p)
		field := into.FieldByIndex(p.Index)
		if !ok {
			given, ok = defaultOf(p.Schema)
		}
		if !ok {
			continue
		}
		var value any = given
		if field.Kind() == reflect.Int {
			n, err := strconv.Atoi(given)
			if err != nil {
				wrong = append(wrong, fault.Field{Name: p.In + "." + p.Name, Reason: "expected a whole number"})
				continue
			}
			value = float64(n)
			field.SetInt(int64(n))
		} else {
			field.SetString(given)
		}
		for _, w := range d.registry.Check(p.Schema, p.In+"."+p.Name, value) {
			wrong = append(wrong, fault.Field{Name: w.Name, Reason: w.Reason})
		}
	}
	for name := range e.QueryStringParameters {
		if !known[name] {
			wrong = append(wrong, fault.Field{Name: "query." + name, Reason: "is not known here"})
		}
	}
	return invalid(wrong)
}

// given is a parameter as it was sent. A cookie that comes twice is none: which of
// them is ours cannot be told.
func given(e events.APIGatewayV2HTTPRequest, p schema.Parameter) (text string, ok bool) {
	switch p.In {
	case "path":
		text, ok = e.PathParameters[p.Name]
	case "query":
		text, ok = e.QueryStringParameters[p.Name]
	case "header":
		text, ok = e.Headers[strings.ToLower(p.Name)]
	case "cookie":
		var all []string
		for _, c := range e.Cookies {
			if name, value, _ := strings.Cut(strings.TrimSpace(c), "="); name == p.Name {
				all = append(all, value)
			}
		}
		if len(all) == 1 {
			return all[0], true
		}
	}
	return text, ok
}

func defaultOf(s *huma.Schema) (string, bool) {
	switch v := s.Default.(type) {
	case nil:
		return "", false
	case string:
		return v, true
	case int:
		return strconv.Itoa(v), true
	case float64:
		return strconv.Itoa(int(v)), true
	default:
		return "", false
	}
}
