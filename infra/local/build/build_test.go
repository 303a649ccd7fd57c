package build_test

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"

	"github.com/valetkey/valetkey/infra/local/build"
)

// checkout is a module with two functions, of which one imports shared.
func checkout(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	write(t, root, "go.mod", "module example.com/x\n\ngo 1.26\n")
	write(t, root, "shared/words/words.go", "package words\n\nconst Hello = \"hello\"\n")
	write(t, root, "functions/says-hello/main.go", "package main\n\nimport \"example.com/x/shared/words\"\n\nfunc main() { println(words.Hello) }\n")
	write(t, root, "functions/says-bye/main.go", "package main\n\nfunc main() { println(\"bye\") }\n")
	write(t, root, "functions/no-function/readme", "")
	return root
}

func write(t *testing.T, root, name, text string) {
	t.Helper()
	path := filepath.Join(root, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestNobodyBuildsWhereAnotherProcessDoes: the tests of several packages share a
// folder.
func TestNobodyBuildsWhereAnotherProcessDoes(t *testing.T) {
	root := checkout(t)
	bin := filepath.Join(root, "dist")
	if err := os.MkdirAll(filepath.Join(bin, ".made"), 0o755); err != nil {
		t.Fatal(err)
	}
	other, err := os.OpenFile(filepath.Join(bin, ".made", ".lock"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Flock(int(other.Fd()), syscall.LOCK_EX); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() {
		_, err := build.All(context.Background(), root, bin, io.Discard)
		done <- err
	}()
	select {
	case <-done:
		t.Fatal("it did not wait")
	case <-time.After(2 * time.Second):
	}
	if _, err := os.Stat(build.Binary(bin, "says-bye")); err == nil {
		t.Error("it built meanwhile")
	}
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestOnlyWhatCameOutDifferentIsChanged(t *testing.T) {
	root, ctx := checkout(t), context.Background()
	bin := filepath.Join(root, "dist")
	all := func() []string {
		changed, err := build.All(ctx, root, bin, io.Discard)
		if err != nil {
			t.Fatal(err)
		}
		slices.Sort(changed)
		return changed
	}
	if got := all(); !slices.Equal(got, []string{"says-bye", "says-hello"}) {
		t.Errorf("at first: %v", got)
	}
	write(t, root, "shared/words/words.go", "package words\n\n// Hello is a word.\nconst Hello = \"HELLO\"\n")
	if got := all(); !slices.Equal(got, []string{"says-hello"}) {
		t.Errorf("after a change of what one imports: %v", got)
	}
	if info, err := os.Stat(build.Binary(bin, "says-bye")); err != nil || info.Mode().Perm()&0o111 == 0 {
		t.Errorf("%v %v", info, err)
	}
}

func TestWhatDoesNotCompileLeavesTheOldBinaryAndIsTriedAgain(t *testing.T) {
	root, ctx := checkout(t), context.Background()
	bin := filepath.Join(root, "dist")
	var said bytes.Buffer
	var renewed []string
	l := build.NewLazy(root, bin, &said, func(f string) { renewed = append(renewed, f) })
	if err := l.Ensure(ctx, "says-bye"); err != nil {
		t.Fatal(err)
	}
	write(t, root, "functions/says-bye/main.go", "package main\n\nfunc main() { broken }\n")
	l.Touch()
	for range 2 {
		if err := l.Ensure(ctx, "says-bye"); err == nil || !bytes.Contains(said.Bytes(), []byte("broken")) {
			t.Errorf("%v: %s", err, said.Bytes())
		}
	}
	if _, err := os.Stat(build.Binary(bin, "says-bye")); err != nil {
		t.Error(err)
	}
	write(t, root, "functions/says-bye/main.go", "package main\n\nfunc main() { println(\"good bye\") }\n")
	l.Rest(ctx)
	if !slices.Equal(renewed, []string{"says-bye", "says-bye", "says-hello"}) && !slices.Equal(renewed, []string{"says-bye", "says-hello", "says-bye"}) {
		t.Errorf("renewed %v", renewed)
	}
}

func TestAChangeIsSeenOnceItIsQuiet(t *testing.T) {
	root := checkout(t)
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	changes := make(chan struct{}, 10)
	go build.Watch(ctx, root, 20*time.Millisecond, func() { changes <- struct{}{} })
	time.Sleep(60 * time.Millisecond)
	select {
	case <-changes:
		t.Error("a change at the start")
	default:
	}
	write(t, root, "shared/words/more.go", "package words\n")
	select {
	case <-changes:
	case <-ctx.Done():
		t.Error("no change seen")
	}
	write(t, root, "docs/readme", "not watched")
	time.Sleep(100 * time.Millisecond)
	if len(changes) != 0 {
		t.Error("a change of what is not watched")
	}
}
