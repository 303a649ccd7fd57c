// Package schema turns messages into JSON schemas, for the OpenAPI document and
// for the check of every request alike. It validates; it does not decode.
package schema

import (
	"reflect"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/valetkey/valetkey/shared/id"
)

// Registry makes and keeps the schemas of messages.
type Registry struct{ huma huma.Registry }

// NewRegistry makes an empty registry.
func NewRegistry() *Registry {
	huma.ValidateStrictCasing = true  // a field has one spelling
	huma.DefaultArrayNullable = false // a list is a list, in requests and answers; never null
	return &Registry{huma.NewMapRegistry("#/components/schemas/", huma.DefaultSchemaNamer)}
}

// Map is every schema made so far, by name.
func (r *Registry) Map() map[string]*huma.Schema { return r.huma.Map() }

// Body is the schema of a message's JSON body, or nil if it has none.
func (r *Registry) Body(t reflect.Type) *huma.Schema {
	if !HasBody(t) {
		return nil
	}
	s := r.huma.Schema(t, true, t.Name())
	r.patterns(t)
	return s
}

// Parameter is one parameter of a message that is not in its body.
type Parameter struct {
	In, Name string // In is one of places
	Index    []int  // of the field
	Type     reflect.Type
	Schema   *huma.Schema
}

// places are where parameters are, as OpenAPI calls them.
var places = []string{"path", "query", "header", "cookie"}

// Parameters lists what a message has outside its body.
func (r *Registry) Parameters(t reflect.Type) []Parameter {
	var out []Parameter
	for _, f := range reflect.VisibleFields(t) {
		for _, in := range places {
			if name := f.Tag.Get(in); name != "" {
				s := huma.SchemaFromField(r.huma, f, "")
				pattern(s, f.Type)
				out = append(out, Parameter{In: in, Name: name, Index: f.Index, Type: f.Type, Schema: s})
			}
		}
	}
	return out
}

// HasBody reports whether the message has any field in its body.
func HasBody(t reflect.Type) bool {
	for _, f := range reflect.VisibleFields(t) {
		if !f.Anonymous && f.Tag.Get("json") != "-" {
			return true
		}
	}
	return false
}

// Wrong is one field that does not fit, as a path from the body, and why.
type Wrong struct{ Name, Reason string }

// Check holds a decoded JSON value against a schema. It never repeats the value:
// it may be a secret.
func (r *Registry) Check(s *huma.Schema, root string, value any) []Wrong {
	path, res := huma.NewPathBuffer([]byte(root), len(root)), &huma.ValidateResult{}
	huma.Validate(r.huma, s, path, huma.ModeWriteToServer, value, res)
	var out []Wrong
	for _, err := range res.Errors {
		w := Wrong{Name: root, Reason: err.Error()}
		if d, ok := err.(*huma.ErrorDetail); ok {
			w = Wrong{Name: d.Location, Reason: d.Message}
		}
		out = append(out, w)
	}
	return append(out, r.nulls(s, root, value)...)
}

// nulls finds the fields that are null and need not be there at all, which huma
// takes for absent: the document says that they are text or numbers.
func (r *Registry) nulls(s *huma.Schema, root string, value any) []Wrong {
	if s.Ref != "" {
		s = r.huma.SchemaFromRef(s.Ref)
	}
	fields, ok := value.(map[string]any)
	if !ok || s == nil {
		return nil
	}
	var out []Wrong
	for name, p := range s.Properties {
		if v, given := fields[name]; given && v == nil && !p.Nullable && !slices.Contains(s.Required, name) {
			out = append(out, Wrong{Name: root + "." + name, Reason: "is null: leave it out instead"})
		}
	}
	slices.SortFunc(out, func(a, b Wrong) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// patterns gives every id in the message, and in the messages it holds, the
// pattern of its kind.
func (r *Registry) patterns(t reflect.Type) {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return
	}
	s := r.huma.Map()[huma.DefaultSchemaNamer(t, t.Name())]
	if s == nil {
		return
	}
	for _, f := range reflect.VisibleFields(t) {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		p := s.Properties[name]
		if f.Anonymous || p == nil {
			continue
		}
		if f.Type.Kind() == reflect.Slice {
			pattern(p.Items, f.Type.Elem())
		}
		pattern(p, f.Type)
		r.patterns(f.Type)
	}
}

func pattern(s *huma.Schema, t reflect.Type) {
	kind, ok := reflect.Zero(t).Interface().(interface{ Prefix() string })
	if !ok || t.Kind() != reflect.String || s == nil {
		return
	}
	s.Pattern = id.Pattern(kind.Prefix())
	s.PatternDescription = "an id like " + kind.Prefix() + "_01J00000000000000000000000"
	s.PrecomputeMessages()
}
