// Package house_test keeps the house in order: what may import what, that every
// route has its room, and the rules of style that a machine can hold.
package house_test

import (
	"go/ast"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/api"
)

const module = "github.com/valetkey/valetkey/"

// ground is what everything stands on: ids, faults, secrets, what an entry says.
var ground = []string{"shared/fault", "shared/id", "shared/secret", "shared/audit", "shared/change"}

// rules are the packages that decide: pure, in the order in which each may
// import those before it.
var rules = []string{"shared/identity", "shared/filing", "shared/credential", "shared/access", "shared/gate", "shared/importing", "shared/webhook", "shared/delegation", "shared/sharing"}

// edges are the packages that reach outside, and what each may import of the
// others. Of the rules they may import all: they store, seal, tell and answer
// what rules made.
var edges = map[string][]string{
	"shared/api":          nil,                                                    // the route table and the messages, with what they are made from
	"shared/api/schema":   nil,                                                    // ids only: it turns any message into a schema
	"shared/api/document": {"shared/api", "shared/api/schema"},                    // the table and the messages, written as OpenAPI
	"shared/env":          nil,                                                    // reads the environment, knows nothing
	"shared/table":        nil,                                                    // stores records: it knows no route and no message
	"shared/envelope":     nil,                                                    // seals secrets
	"shared/mailer":       nil,                                                    // tells of records; reads none
	"shared/workflow":     nil,                                                    // starts a machine: what it is about is an id
	"shared/bus":          nil,                                                    // puts events on the bus: it knows none
	"shared/courier":      nil,                                                    // posts to strangers' addresses: it knows no rule
	"shared/strength":     nil,                                                    // how hard a secret is to guess
	"shared/sheet":        nil,                                                    // CSV and JSON lines of anything
	"shared/lambdahttp":   {"shared/api", "shared/api/schema", "shared/env"},      // a row and its messages make the adapter; ORIGIN at start
	"shared/lambdastream": {"shared/table"},                                       // an order is read again before it is delivered
	"shared/catalogue":    nil,                                                    // a file of names and addresses: it knows nothing
	"shared/reporting":    {"shared/api", "shared/sheet", "shared/table"},         // find and answer, as the three reports share it
	"shared/intake":       {"shared/envelope", "shared/table"},                    // find, seal and keep rows of a file
	"shared/locking":      {"shared/envelope", "shared/strength", "shared/table"}, // find, open and keep, as the lock's functions share it
	"shared/bulk":         {"shared/table"},                                       // one act to several things, each judged and kept by itself
	"shared/opening":      {"shared/api", "shared/envelope", "shared/table"},      // find, seal and keep, as launch and reveal share it
}

// pure is what the ground and the rules may import beside the standard library:
// no AWS, no HTTP.
var pure = []string{
	"github.com/oklog/ulid/v2", "github.com/alexedwards/argon2id", "golang.org/x/text/unicode/norm", "golang.org/x/net/idna",
	"github.com/pquerna/otp", "github.com/pquerna/otp/totp",
} // codes of RFC 6238: no AWS, no HTTP

// impure is what they may not import of the standard library.
var impure = []string{"os", "net", "net/http", "os/exec", "database/sql", "log", "embed", "syscall"}

// imports is what each package of the module imports, itself without its tests.
func imports(t *testing.T, pattern ...string) map[string][]string {
	t.Helper()
	args := append([]string{"list", "-f", `{{.ImportPath}} {{join .Imports ","}}`}, pattern...)
	cmd := exec.Command("go", args...)
	cmd.Dir = ".."
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	all := map[string][]string{}
	for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		name, list, _ := strings.Cut(line, " ")
		all[strings.TrimPrefix(name, module)] = strings.Split(list, ",")
	}
	return all
}

// support reports whether a package is there for tests only.
func support(name string) bool {
	return strings.HasSuffix(name, "test") && name != "webhook-test" || name == "shared"
}

func TestPackagesImportOnlyWhatIsBelowThem(t *testing.T) {
	all := imports(t, "./shared/...")
	for name, list := range all {
		if support(name) || path.Base(name) == "write" { // write is a command of go generate
			continue
		}
		may := slices.Clone(ground)
		place := slices.Index(rules, name)
		others, edge := edges[name]
		switch {
		case slices.Contains(ground, name):
			may = may[:len(may)-1]
		case place >= 0:
			may = append(may, rules[:place]...)
		case edge:
			may = append(append(may, rules...), others...)
		default:
			t.Errorf("%s has no place in the house: say here what it may import", name)
			continue
		}
		for _, i := range list {
			own, inside := strings.CutPrefix(i, module)
			switch {
			case inside && !slices.Contains(may, own):
				t.Errorf("%s imports %s", name, own)
			case !inside && !edge && (strings.Contains(i, ".") && !slices.Contains(pure, i) || slices.Contains(impure, i)):
				t.Errorf("%s decides, and imports %s", name, i)
			}
		}
	}
	for _, name := range slices.Concat(ground, rules) {
		if all[name] == nil {
			t.Errorf("there is no %s", name)
		}
	}
	for name := range edges {
		if all[name] == nil {
			t.Errorf("there is no %s any more", name)
		}
	}
}

func TestFunctionsImportNoOtherFunctionAndNothingOfTheStack(t *testing.T) {
	for name, list := range imports(t, "./functions/...") {
		for _, i := range list {
			if own, inside := strings.CutPrefix(i, module); inside && (!strings.HasPrefix(own, "shared/") || support(own)) {
				t.Errorf("%s imports %s", name, own)
			}
		}
	}
}

func TestEveryRouteHasItsRoomAndNoRoomIsWithoutARow(t *testing.T) {
	rows := map[string][]string{}
	for _, r := range append(slices.Clone(api.Routes), api.Console) {
		rows[r.Name] = []string{"functions/" + r.Name + "/main.go", "functions/" + r.Name + "/main_test.go", "events/" + r.Name + ".json"}
	}
	for _, w := range api.Workers {
		rows[w.Name] = []string{"functions/" + w.Name + "/main.go", "events/" + w.Name + ".json"}
	}
	for _, needs := range rows {
		for _, file := range needs {
			if _, err := os.Stat(filepath.Join("..", file)); err != nil {
				t.Errorf("there is no %s", file)
			}
		}
	}
	for dir, suffix := range map[string]string{"../functions": "", "../events": ".json"} {
		files, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if name := strings.TrimSuffix(f.Name(), suffix); rows[name] == nil {
				t.Errorf("%s/%s has no row", dir, f.Name())
			}
		}
	}
}

// A function that answers a route is one page, and all are alike: what it may
// touch, one typed handler, main.
func TestTheMainsAreAlike(t *testing.T) {
	for _, r := range api.Routes {
		dir := filepath.Join("..", "functions", r.Name)
		files, err := os.ReadDir(dir)
		if err != nil {
			t.Error(err)
			continue
		}
		for _, f := range files {
			if f.Name() != "main.go" && f.Name() != "main_test.go" {
				t.Errorf("%s holds a %s", r.Name, f.Name())
			}
		}
		src := parse(t, filepath.Join(dir, "main.go"))
		if doc := src.file.Doc.Text(); !strings.HasPrefix(doc, strings.ToUpper(r.Name[:1])+r.Name[1:]+" ") {
			t.Errorf("%s: its comment begins %.40q", r.Name, doc)
		}
		started, holder := "", false
		ast.Inspect(src.file, func(n ast.Node) bool {
			switch x := n.(type) {
			case *ast.TypeSpec:
				holder = holder || x.Name.Name == "function"
			case *ast.CallExpr:
				if s, ok := x.Fun.(*ast.SelectorExpr); ok && s.Sel.Name == "Start" && len(x.Args) == 3 {
					if lit, ok := x.Args[0].(*ast.BasicLit); ok {
						started, _ = strconv.Unquote(lit.Value)
					}
				}
			}
			return true
		})
		last, ok := src.file.Decls[len(src.file.Decls)-1].(*ast.FuncDecl)
		if started != r.Name || !holder || !ok || last.Name.Name != "main" {
			t.Errorf("%s: starts %q, has a type function: %v, ends with main: %v", r.Name, started, holder, ok)
		}
	}
}
