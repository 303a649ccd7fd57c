package main

import (
	"bytes"
	_ "embed"
	"fmt"
	"go/format"
	"go/token"
	"reflect"
	"strings"
	"text/template"
	"unicode"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/identity"
)

//go:embed main.go.tmpl
var mainText string

//go:embed main_test.go.tmpl
var testText string

// shape is what the templates are told of a row.
type shape struct {
	api.Route
	Doc      string // what the function does, as a sentence's end
	Title    string // its name, as a sentence's begin
	Method   string // of the handler
	Message  string // in
	Answer   string // out
	Zero     string // an empty answer
	SignedIn bool
	Home     string // the organization that is called for
	Writes   bool
	Keys     bool // it asks KMS
	Empty    bool // it answers nothing
}

func mainOf(r api.Route) ([]byte, error) { return written(mainText, r) }
func testOf(r api.Route) ([]byte, error) { return written(testText, r) }

func written(text string, r api.Route) ([]byte, error) {
	t, err := template.New(r.Name).Parse(text)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := t.Execute(&out, shapeOf(r)); err != nil {
		return nil, err
	}
	code, err := format.Source(out.Bytes())
	if err != nil {
		return nil, fmt.Errorf("what was made for %s is no Go: %w", r.Name, err)
	}
	return code, nil
}

func shapeOf(r api.Route) shape {
	s := shape{
		Route: r, Title: upper(r.Name), Doc: lower(r.Summary), Method: verb(r.Name), Message: "api." + r.In.Name(),
		Answer: "lambdahttp.None", Home: `""`, SignedIn: r.Who != identity.Anyone, Writes: r.Method != "GET",
		Keys: len(r.Touch.Envelope) > 0, Empty: r.Out == nil,
	}
	if r.Out != nil {
		s.Answer = "api." + r.Out.Name()
	}
	s.Zero = s.Answer + "{}"
	if _, ok := r.In.FieldByName("Organization"); ok && r.In.Kind() == reflect.Struct && strings.Contains(r.Path, "{organization}") {
		s.Home = "in.Organization"
	}
	return s
}

// verb is what comes after the noun, as the name of a method.
func verb(name string) string {
	_, act, _ := strings.Cut(name, "-")
	words := strings.Split(act, "-")
	out := words[0]
	for _, w := range words[1:] {
		out += upper(w)
	}
	if token.IsKeyword(out) || out == "" {
		out += "It"
	}
	return out
}

func upper(s string) string { r := []rune(s); r[0] = unicode.ToUpper(r[0]); return string(r) }

func lower(s string) string {
	if s == "" {
		return "answers its route"
	}
	r := []rune(s)
	r[0] = unicode.ToLower(r[0])
	return string(r)
}
