package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/identity"
)

// The stack is synthesized once for all tests, from folders in which the binary
// of each function is a file with the function's name: so a clone that built
// nothing can test it, and a test can see whose code a function has.

type template struct {
	dir       string
	bytes     int
	Resources map[string]resource
}

type resource struct {
	Type           string
	Properties     map[string]any
	DeletionPolicy string
	DependsOn      any
}

var testSettings = Settings{
	Name: "Valetkey", Domain: "valetkey.example", MailFrom: "Valetkey <no-reply@valetkey.example>", AlarmMail: "ops@valetkey.example",
}

var (
	product = sync.OnceValue(func() *template { return synthesized(testSettings, Product()) })
	hundred = sync.OnceValue(func() *template { return synthesized(testSettings, widened(100)) })
)

var scratch string

func TestMain(m *testing.M) {
	var err error
	if scratch, err = os.MkdirTemp("", "infra"); err != nil {
		panic(err)
	}
	code := m.Run()
	jsii.Close()
	if err := os.RemoveAll(scratch); err != nil {
		panic(err)
	}
	os.Exit(code)
}

// widened is the product with so many routes, by repeating it.
func widened(routes int) Rows {
	rows := Product()
	rows.Routes = nil
	for i := range routes {
		r := api.Routes[i%len(api.Routes)]
		if round := i / len(api.Routes); round > 0 {
			r.Name = fmt.Sprintf("%s-again-%d", r.Name, round)
			r.Path = fmt.Sprintf("%s/again/%d", r.Path, round)
		}
		rows.Routes = append(rows.Routes, r)
	}
	return rows
}

func synthesized(set Settings, rows Rows) *template {
	dir, err := os.MkdirTemp(scratch, "")
	must(err)
	code := func(name string) string { return filepath.Join(dir, "dist", name) }
	for _, f := range rows.functions() {
		must(os.MkdirAll(code(f.name), 0o755))
		must(os.WriteFile(filepath.Join(code(f.name), "bootstrap"), []byte(f.name), 0o755))
	}
	app := awscdk.NewApp(&awscdk.AppProps{
		Outdir: jsii.String(filepath.Join(dir, "out")), AnalyticsReporting: jsii.Bool(false), TreeMetadata: jsii.Bool(false),
	})
	must(Build(app, set, rows, code))
	out := &template{dir: *app.Synth(nil).Directory()}
	raw, err := os.ReadFile(filepath.Join(out.dir, set.Name+".template.json"))
	must(err)
	must(json.Unmarshal(raw, out))
	out.bytes = len(raw)
	return out
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

// of lists the names of the resources of one type.
func (t *template) of(kind string) []string {
	var out []string
	for id, r := range t.Resources {
		if r.Type == kind {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}

// one is the only resource of its type.
func (t *template) one(tb testing.TB, kind string) map[string]any {
	tb.Helper()
	ids := t.of(kind)
	if len(ids) != 1 {
		tb.Fatalf("%d resources of type %s: %v", len(ids), kind, ids)
	}
	return t.Resources[ids[0]].Properties
}

// at follows a path of names and numbers into a property.
func at(v any, path ...any) any {
	for _, step := range path {
		switch s := step.(type) {
		case string:
			m, _ := v.(map[string]any)
			v = m[s]
		case int:
			l, _ := v.([]any)
			if s >= len(l) {
				return nil
			}
			v = l[s]
		}
	}
	return v
}

// text writes a value as CloudFormation would fill it in: ${Table.Arn} for what
// another resource knows.
func text(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case map[string]any:
		if len(v) == 1 {
			if ref, ok := v["Ref"].(string); ok {
				return "${" + ref + "}"
			}
			if get, ok := v["Fn::GetAtt"].([]any); ok {
				return "${" + text(get[0]) + "." + text(get[1]) + "}"
			}
			if sub, ok := v["Fn::Sub"].(string); ok {
				return sub
			}
			if join, ok := v["Fn::Join"].([]any); ok {
				return strings.Join(texts(join[1]), text(join[0]))
			}
		}
		raw, err := json.Marshal(v)
		must(err)
		return string(raw)
	}
	return fmt.Sprint(v)
}

// texts writes a list, or a single value as a list of one.
func texts(v any) []string {
	list, ok := v.([]any)
	if !ok {
		return []string{text(v)}
	}
	out := make([]string, len(list))
	for i, e := range list {
		out[i] = text(e)
	}
	return out
}

// statements are those of a policy document.
func statements(document any) []map[string]any {
	var out []map[string]any
	list, _ := at(document, "Statement").([]any)
	for _, s := range list {
		out = append(out, s.(map[string]any))
	}
	return out
}

// roleStatements are all that a role may do.
func (t *template) roleStatements(role string) []map[string]any {
	var out []map[string]any
	list, _ := t.Resources[role].Properties["Policies"].([]any)
	for _, p := range list {
		out = append(out, statements(at(p, "PolicyDocument"))...)
	}
	return out
}

func same(t *testing.T, what string, got, want []string) {
	t.Helper()
	seen := map[string]int{}
	for _, g := range got {
		seen[g] |= 1
	}
	for _, w := range want {
		seen[w] |= 2
	}
	for _, s := range slices.Sorted(maps.Keys(seen)) {
		switch seen[s] {
		case 1:
			t.Errorf("%s: has too much: %s", what, s)
		case 2:
			t.Errorf("%s: lacks: %s", what, s)
		}
	}
}

func signedIn(r api.Route) bool { return r.Who != identity.Anyone }
