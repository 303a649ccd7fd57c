package demo

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/secret"
)

// evidence is every secret that is typed in stories, and every answer that is heard
// in them. Secrets are told by the messages: a field that is secret.Text there is
// one, whatever story sends it.
type evidence struct {
	mu      sync.Mutex
	secrets map[string]string // by text: where it was typed or handed out
	weak    []string          // typed, and not to be recognized
	heard   []leaf            // what is left of an answer without the secrets that it is for
}

// leaf is something that may hold no secret, and where it is.
type leaf struct {
	where string
	data  []byte
}

// recognizable is how many characters a secret has at least, to be found by chance
// nowhere.
const recognizable = 10

// passing are fields whose secrets are mailed: links and codes. They are short of
// life and their own tests look after them.
var passing = []string{"token", "code", "ticket"}

// plants remembers a secret.
func (e *evidence) plants(text, where string) {
	if e == nil { // nobody will look
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.secrets == nil {
		e.secrets = map[string]string{}
	}
	if len(text) < recognizable {
		e.weak = append(e.weak, fmt.Sprintf("%q, at %s", text, where))
		return
	}
	e.secrets[text] = where
}

// typed looks for secrets in what is sent.
func (e *evidence) typed(method, path string, body []byte) {
	route, ok := routeOf(method, path)
	if e == nil || !ok || len(body) == 0 {
		return
	}
	var fields map[string]any
	if json.Unmarshal(body, &fields) != nil {
		return
	}
	for name := range secretsIn(route.In) {
		if text, _ := fields[name].(string); text != "" && !slices.Contains(passing, name) {
			e.plants(text, route.Name+" "+name)
			for _, cell := range inRows.FindAllString(text, -1) {
				e.plants(cell, route.Name+" "+name)
			}
		}
	}
}

// inRows are passwords as stories make them up, to be known in the middle of a file
// whose rows are typed at once.
var inRows = regexp.MustCompile(`[a-z]+-[A-Z][a-z]+-\d{4}-[a-z]+`)

// secretsIn are the names of a message's fields that are secrets.
func secretsIn(t reflect.Type) map[string]bool {
	out := map[string]bool{}
	for _, f := range reflect.VisibleFields(t) {
		of := f.Type
		if of.Kind() == reflect.Pointer {
			of = of.Elem()
		}
		if of == reflect.TypeFor[secret.Text]() {
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			out[name] = true
		}
	}
	return out
}

// handed are the fields of an answer that hand a secret over, on routes whose row
// says that they do.
var handed = []string{"secret", "notes", "token", "code", "csv", "cookie"}

// answered remembers an answer, without the secrets that it is for: those are
// planted themselves, so that a session's token is looked for like a password.
func (e *evidence) answered(method, path string, status int, body []byte) {
	if e == nil {
		return
	}
	where := fmt.Sprintf("the answer %d of %s %s", status, method, path)
	route, ok := routeOf(method, path)
	if ok && route.Secret && status == route.Status {
		var answer any
		if json.Unmarshal(body, &answer) == nil {
			answer = e.without(answer, route.Name)
			body, _ = json.Marshal(answer) // it was JSON
		}
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.heard = append(e.heard, leaf{where, body})
}

// without takes the handed secrets out of an answer.
func (e *evidence) without(answer any, from string) any {
	switch x := answer.(type) {
	case map[string]any:
		for name, v := range x {
			text, isText := v.(string)
			if !isText || !slices.Contains(handed, name) {
				x[name] = e.without(v, from)
				continue
			}
			if delete(x, name); name == "token" {
				e.plants(text, from+" "+name)
			}
		}
	case []any:
		for i := range x {
			x[i] = e.without(x[i], from)
		}
	}
	return answer
}

// routeOf finds the row that an address leads to.
func routeOf(method, path string) (api.Route, bool) {
	path, _, _ = strings.Cut(path, "?")
	parts := strings.Split(path, "/")
	best, fixed, found := api.Route{}, -1, false
	for _, r := range api.Routes {
		want := strings.Split(r.Path, "/")
		if r.Method != method || len(want) != len(parts) {
			continue
		}
		n, same := 0, true
		for i, w := range want {
			if strings.HasPrefix(w, "{") {
				continue
			}
			n++
			same = same && w == parts[i]
		}
		if same && n > fixed { // a word comes before a parameter
			best, fixed, found = r, n, true
		}
	}
	return best, found
}

// stringsIn are the texts and names in JSON, as they are without its escapes.
func stringsIn(data []byte) (out []string) {
	if !bytes.ContainsAny(data, "{[") {
		return nil
	}
	var v any
	if json.Unmarshal(data, &v) != nil {
		return nil
	}
	var walk func(any)
	walk = func(v any) {
		switch x := v.(type) {
		case string:
			out = append(out, x)
		case []any:
			for _, y := range x {
				walk(y)
			}
		case map[string]any:
			for name, y := range x {
				out = append(out, name)
				walk(y)
			}
		}
	}
	walk(v)
	return out
}
