package setup_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/valetkey/valetkey/infra/local/setup"
)

func TestPackagesAreInstalledOnceAndAgainWhenTheLockFileChanges(t *testing.T) {
	root := t.TempDir()
	folder := filepath.Join(root, "some", "app")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	const lock = `{"name":"x","version":"1.0.0","lockfileVersion":3,"requires":true,"packages":{"":{"name":"x","version":"1.0.0"}}}`
	write("package.json", `{"name":"x","version":"1.0.0"}`)
	write("package-lock.json", lock)
	said := func() string {
		var out bytes.Buffer
		if err := os.MkdirAll(filepath.Join(folder, "node_modules"), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := setup.Modules(context.Background(), root, "some/app", &out); err != nil {
			t.Fatalf("%v: %s", err, out.String())
		}
		return out.String()
	}
	if first, second := said(), said(); first != "installing the node packages of some/app\n" || second != "" {
		t.Errorf("first %q, then %q", first, second)
	}
	write("package-lock.json", lock+"\n")
	if again := said(); again == "" {
		t.Error("a changed lock file is passed over")
	}
}

func TestALockFileThatDoesNotFitIsAnErrorAndTriedAgain(t *testing.T) {
	root := t.TempDir()
	if err := os.WriteFile(filepath.Join(root, "package-lock.json"), []byte(`{`), 0o644); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := setup.Modules(context.Background(), root, ".", &bytes.Buffer{}); err == nil {
			t.Error("no error")
		}
	}
}
