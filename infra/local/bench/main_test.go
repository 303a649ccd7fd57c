package bench

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/valetkey/valetkey/infra/local/stack"
)

// shared is one house for all tests: each begins with the story.
var shared *house

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "bench")
	if err == nil {
		var root string
		if root, err = stack.FindRoot(); err == nil {
			shared, err = openHouse(context.Background(), root, filepath.Join(dir, "state"), filepath.Join(root, "dist", "functions"), os.Stderr)
		}
	}
	code := 1
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	} else {
		code = m.Run()
		shared.close()
	}
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

func inHouse(t *testing.T) *house {
	t.Helper()
	if err := shared.retell(t.Context()); err != nil {
		t.Fatal(err)
	}
	return shared
}
