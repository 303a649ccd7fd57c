package main

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/tabletest"
)

func root(t *testing.T) string {
	t.Helper()
	r, err := tabletest.Root()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestWhatIsMadeOfARowCompilesWithItsTest makes one route of every shape anew,
// laid over its own folder.
func TestWhatIsMadeOfARowCompilesWithItsTest(t *testing.T) {
	folder, over := t.TempDir(), map[string]string{}
	args := []string{"vet", "-overlay", filepath.Join(folder, "overlay.json")}
	for _, name := range []string{"signup-create", "delegation-see", "person-me", "session-end", "session-keep", "member-list", "resource-create", "credential-create"} {
		made, err := files(tabletest.ByName(name))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range made {
			if !strings.HasSuffix(f.path, ".go") {
				continue
			}
			at := filepath.Join(folder, strings.ReplaceAll(f.path, "/", "_"))
			if err := os.WriteFile(at, f.text, 0o600); err != nil {
				t.Fatal(err)
			}
			over[filepath.Join(root(t), f.path)] = at
		}
		args = append(args, "./functions/"+name)
	}
	raw, err := json.Marshal(map[string]any{"Replace": over})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(args[2], raw, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", args...)
	cmd.Dir = root(t)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}

func TestARouteWithoutARowIsAClearError(t *testing.T) {
	for name, want := range map[string]string{
		"credential-juggle": `no row of api.Routes is named "credential-juggle"`,
		"console":           "no row of api.Routes",
		"credential-launch": "functions/credential-launch/main.go is there already",
	} {
		if err := run(&bytes.Buffer{}, []string{"new", name}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := run(&bytes.Buffer{}, nil); err == nil {
		t.Error("without a word it does something")
	}
}

func TestEveryRouteIsListedUnderItsNounWithWhoMayKnock(t *testing.T) {
	var out bytes.Buffer
	if err := run(&out, []string{"list"}); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(out.String(), "\n")
	for _, r := range api.Routes {
		found := 0
		for _, l := range lines {
			f := strings.Fields(l)
			if len(f) == 4 && f[0] == r.Name && f[1] == string(r.Who) && f[2] == r.Method && f[3] == r.Path {
				found++
			}
		}
		if found != 1 {
			t.Errorf("%s is listed %d times", r.Name, found)
		}
	}
}

// aside is where a route's name is no part of making one: tellings of the same
// name, stories, and other programs.
var aside = []string{"node_modules", "app", "tabletest", "demo", "bench", "mutants", "change"}

// TestARouteIsAtMostFourFiles counts where a route's name is written by hand: its
// row, its main and wherever else; then its messages and its test. The event is
// data; the document, the client, the stack and the gateway are made of the row.
func TestARouteIsAtMostFourFiles(t *testing.T) {
	mentions := map[string][]string{}
	for _, top := range []string{"shared", "functions", "infra"} {
		err := filepath.WalkDir(filepath.Join(root(t), top), func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if d.IsDir() && slices.Contains(aside, d.Name()) {
				return fs.SkipDir
			}
			if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return nil
			}
			raw, err := os.ReadFile(path)
			for _, r := range api.Routes {
				if bytes.Contains(raw, []byte(`"`+r.Name+`"`)) {
					mentions[r.Name] = append(mentions[r.Name], path)
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, r := range api.Routes {
		files := len(mentions[r.Name]) + 1 // its test
		if r.In.Name() != "Empty" || r.Out != nil {
			files++ // its messages
		}
		if files > 4 {
			t.Errorf("%s is written in %d files: %v", r.Name, files, mentions[r.Name])
		}
	}
}
