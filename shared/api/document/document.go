// Package document is the API's OpenAPI 3.1 document: made from the route table
// and the messages, checked in beside this file, and served as it stands there.
package document

import (
	_ "embed"
	"encoding/json"
	"net/http"
	"reflect"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/api/schema"
	"github.com/valetkey/valetkey/shared/identity"
)

//go:generate go run ./write

// JSON is the checked-in document.
//
//go:embed openapi.json
var JSON []byte

// Build makes the document.
func Build() ([]byte, error) {
	reg := schema.NewRegistry()
	doc := &huma.OpenAPI{
		OpenAPI: "3.1.0",
		Info: &huma.Info{
			Title: "Valetkey", Version: "1",
			Description: "Accounts that people lend each other. Every route is a function of its own; " +
				"errors are problems (RFC 9457); lists are paged with opaque cursors.",
			License: &huma.License{Name: "Apache-2.0", Identifier: "Apache-2.0"},
		},
		Paths: map[string]*huma.PathItem{},
	}
	problem := reg.Body(reflect.TypeFor[api.Problem]())
	for _, r := range api.Routes {
		item := doc.Paths[r.Path]
		if item == nil {
			item = &huma.PathItem{}
			doc.Paths[r.Path] = item
		}
		op := operation(reg, r)
		op.Responses["default"] = &huma.Response{
			Description: "Refused, and why.",
			Content:     map[string]*huma.MediaType{"application/problem+json": {Schema: problem}},
		}
		place(item, r.Method, op)
	}
	doc.Components = &huma.Components{
		Schemas: documented{reg.Map()},
		SecuritySchemes: map[string]*huma.SecurityScheme{
			"cookie": {Type: "apiKey", In: "cookie", Name: "__Host-valetkey", Description: "For browsers; a write needs our exact Origin."},
			"bearer": {Type: "http", Scheme: "bearer", Description: "For other clients. Never both."},
		},
	}
	out, err := json.MarshalIndent(doc, "", " ")
	return append(out, '\n'), err
}

func operation(reg *schema.Registry, r api.Route) *huma.Operation {
	op := &huma.Operation{
		OperationID: r.Name, Summary: r.Summary,
		Description: "Who may: " + string(r.Who) + ".",
		Responses:   map[string]*huma.Response{},
	}
	if r.Who != identity.Anyone {
		op.Security = []map[string][]string{{"cookie": {}}, {"bearer": {}}}
		if r.Method != "GET" && !r.Secret {
			op.Parameters = append(op.Parameters, &huma.Param{
				Name: "Idempotency-Key", In: "header",
				Description: "A repeat with the same key gets the first answer.", Schema: &huma.Schema{Type: "string"},
			})
		}
	}
	for _, p := range reg.Parameters(r.In) {
		op.Parameters = append(op.Parameters, &huma.Param{
			Name: p.Name, In: p.In, Required: p.In == "path", Description: p.Schema.Description, Schema: p.Schema,
		})
	}
	if body := reg.Body(r.In); body != nil {
		op.RequestBody = &huma.RequestBody{
			Required: true, Content: map[string]*huma.MediaType{"application/json": {Schema: body}},
		}
	}
	good := &huma.Response{Description: http.StatusText(r.Status)}
	switch r.Out {
	case nil:
	case reflect.TypeFor[api.File]():
		file(good)
	default:
		if _, ok := reflect.Zero(r.Out).Interface().(interface{ Saved() (api.File, bool) }); ok {
			file(good) // which of the two was asked for
			delete(good.Content, "application/jsonl")
		} else {
			good.Content = map[string]*huma.MediaType{}
		}
		good.Content["application/json"] = &huma.MediaType{Schema: reg.Body(r.Out)}
	}
	op.Responses[strconv.Itoa(r.Status)] = good
	return op
}

// file is the answer of a route that is no JSON.
func file(r *huma.Response) {
	text := &huma.Schema{Type: "string"}
	r.Content = map[string]*huma.MediaType{}
	for _, t := range api.FileTypes {
		kind, _, _ := strings.Cut(t, ";")
		r.Content[kind] = &huma.MediaType{Schema: text}
	}
	r.Headers = map[string]*huma.Param{
		"Valetkey-Next":       {Description: "Where the next page begins; absent after the last.", Schema: text},
		"Content-Disposition": {Description: "A name to save it by.", Schema: text},
	}
}

func place(item *huma.PathItem, method string, op *huma.Operation) {
	switch method {
	case http.MethodGet:
		item.Get = op
	case http.MethodPost:
		item.Post = op
	case http.MethodPut:
		item.Put = op
	case http.MethodDelete:
		item.Delete = op
	default:
		panic("document: no place for the method " + method)
	}
}

// documented is a finished registry, as huma wants it for its components.
type documented struct{ all map[string]*huma.Schema }

func (d documented) Schema(reflect.Type, bool, string) *huma.Schema { return nil }
func (d documented) SchemaFromRef(string) *huma.Schema              { return nil }
func (d documented) TypeFromRef(string) reflect.Type                { return nil }
func (d documented) Map() map[string]*huma.Schema                   { return d.all }
func (d documented) RegisterTypeAlias(reflect.Type, reflect.Type)   {}
func (d documented) MarshalJSON() ([]byte, error)                   { return json.Marshal(d.all) }
