// Package build compiles the function binaries as they are deployed, for this
// machine's processor.
//
// It does not know which function imports what: the Go tool does, and leaves
// alone what is up to date.
package build

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
)

// Flags are those of every function's build, here and for AWS.
var Flags = []string{"-tags", "lambda.norpc", "-trimpath", "-ldflags", "-s -w"}

// Functions names the folders under root/functions that have a main.go.
func Functions(root string) ([]string, error) {
	found, err := filepath.Glob(filepath.Join(root, "functions", "*", "main.go"))
	if err != nil {
		return nil, err
	}
	names := make([]string, len(found))
	for i, f := range found {
		names[i] = filepath.Base(filepath.Dir(f))
	}
	return names, nil
}

// Binary is where a function's binary lies under bin.
func Binary(bin, function string) string { return filepath.Join(bin, function, "bootstrap") }

// All builds the functions named, or every one if none is, into
// bin/<name>/bootstrap, and answers the names of those that came out different
// from what lay there. The compiler's words go to out.
func All(ctx context.Context, root, bin string, out io.Writer, names ...string) ([]string, error) {
	if len(names) == 0 {
		var err error
		if names, err = Functions(root); err != nil || len(names) == 0 {
			return nil, err
		}
	}
	// The Go tool leaves a binary alone that is up to date where it was built,
	// so they are built in one folder that is kept, and copied when changed.
	made := filepath.Join(bin, ".made")
	if err := os.MkdirAll(made, 0o755); err != nil {
		return nil, err
	}
	unlock, err := lock(filepath.Join(made, ".lock"))
	if err != nil {
		return nil, err
	}
	defer unlock()
	args := append([]string{"build", "-o", made + string(filepath.Separator)}, Flags...)
	for _, n := range names {
		args = append(args, "./functions/"+n)
	}
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	cmd.Stdout, cmd.Stderr = out, out
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("build the functions: %w", err)
	}
	var changed []string
	for _, n := range names {
		different, err := install(filepath.Join(made, n), Binary(bin, n))
		if err != nil {
			return nil, err
		}
		if different {
			changed = append(changed, n)
		}
	}
	return changed, nil
}

// lock waits until no other process builds here: the Go tool writes a binary in
// place, and the tests of several packages share one folder. Whoever dies lets go.
func lock(file string) (func(), error) {
	f, err := os.OpenFile(file, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return func() { _ = f.Close() }, nil
}

// install puts a new file in the place of the old: processes that run the old
// one go on with it.
func install(from, to string) (bool, error) {
	fresh, err := os.ReadFile(from)
	if err != nil {
		return false, err
	}
	if old, err := os.ReadFile(to); err == nil && bytes.Equal(old, fresh) {
		return false, nil
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return false, err
	}
	if err := os.WriteFile(to+".new", fresh, 0o755); err != nil {
		return false, err
	}
	return true, os.Rename(to+".new", to)
}
