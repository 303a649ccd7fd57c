// Route writes the folder and the recorded event of a new route from its row in
// shared/api, and prints the routes that there are.
//
//	go run ./infra/route new credential-reveal
//	go run ./infra/route list
//
// The row and its messages come first: nothing is made of a name alone. It
// changes no file that is there; the rest of the house reads the row itself.
package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/tabletest"
)

func main() {
	if err := run(os.Stdout, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(out io.Writer, args []string) error {
	switch {
	case len(args) == 1 && args[0] == "list":
		return list(out)
	case len(args) == 2 && args[0] == "new":
		return add(out, args[1])
	default:
		return errors.New("usage: go run ./infra/route new NAME, or: go run ./infra/route list")
	}
}

// list prints the routes by noun, with who may knock.
func list(out io.Writer) error {
	routes := slices.Clone(api.Routes)
	slices.SortStableFunc(routes, func(a, b api.Route) int { return cmp.Compare(noun(a), noun(b)) })
	before := ""
	for _, r := range routes {
		if n := noun(r); n != before {
			if _, err := fmt.Fprintf(out, "%s\n", n); err != nil {
				return err
			}
			before = n
		}
		if _, err := fmt.Fprintf(out, "  %-20s %-8s %-6s %s\n", r.Name, r.Who, r.Method, r.Path); err != nil {
			return err
		}
	}
	return nil
}

func noun(r api.Route) string { n, _, _ := strings.Cut(r.Name, "-"); return n }

// add writes what a new route needs beside its row and messages.
func add(out io.Writer, name string) error {
	row, ok := api.Named(name)
	if !ok || name == api.Console.Name {
		return fmt.Errorf("no row of api.Routes is named %q: write it in shared/api/routes.go first, with its messages", name)
	}
	root, err := tabletest.Root()
	if err != nil {
		return err
	}
	made, err := files(row)
	if err != nil {
		return err
	}
	for _, f := range made {
		if _, err := os.Stat(filepath.Join(root, f.path)); !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%s is there already", f.path)
		}
	}
	for _, f := range made {
		path := filepath.Join(root, f.path)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, f.text, 0o644); err != nil {
			return err
		}
		if _, err := fmt.Fprintln(out, f.path); err != nil {
			return err
		}
	}
	_, err = fmt.Fprintf(out, "Now the rule that it calls, and its claims: go test ./functions/%s\n", name)
	return err
}

// file is one that is made.
type file struct {
	path string // from the root, with slashes
	text []byte
}

// files is everything that is made of a row.
func files(r api.Route) ([]file, error) {
	code, err := mainOf(r)
	if err != nil {
		return nil, err
	}
	test, err := testOf(r)
	if err != nil {
		return nil, err
	}
	event, err := tabletest.Written(tabletest.Event(r, tabletest.Asked(r)))
	if err != nil {
		return nil, err
	}
	return []file{
		{"functions/" + r.Name + "/main.go", code},
		{"functions/" + r.Name + "/main_test.go", test},
		{"events/" + r.Name + ".json", event},
	}, nil
}
