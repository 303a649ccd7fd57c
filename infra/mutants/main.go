// Mutants plants wrong edits in the product, one at a time, and sees that the
// tests of the package catch each. A test that lets one live is worth less than
// it looks.
//
// The checkout is never touched: the compiler is given the edited file in place
// of the real one (go test -overlay). It finds no wrong edits by itself: the
// list is by hand, of what would hurt most. With an argument, only those of files
// whose path begins so are planted: go run ./infra/mutants shared/access
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"
)

// mutant is one wrong edit: old, which stands exactly once in the file, becomes wrong.
type mutant struct {
	file, old, wrong string
	says             string // what is wrong with it
}

func main() {
	start := time.Now()
	all := slices.Concat(mutants, membership, policies, periods, endings, lives, consent, rotation, knowledge, left, health, imports, sites, locks, shares, written, received, gates)
	if len(os.Args) > 1 { // a part: those of files that begin so
		all = slices.DeleteFunc(all, func(m mutant) bool { return !strings.HasPrefix(m.file, os.Args[1]) })
	}
	alive, err := run(all)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Printf("%d mutants, %d alive, %d s\n", len(all), alive, int(time.Since(start).Seconds()))
	if alive > 0 {
		os.Exit(1)
	}
}

// run plants each mutant, two or more at a time in copies of their own, and
// counts those that no test caught.
func run(all []mutant) (alive int, err error) {
	root, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}").Output()
	if err != nil {
		return 0, fmt.Errorf("where is the module: %w", err)
	}
	w := world{root: strings.TrimSpace(string(root)), flags: map[string][]string{}}
	if w.dir, err = os.MkdirTemp("", "mutants"); err != nil {
		return 0, err
	}
	defer os.RemoveAll(w.dir)
	if err := w.healthy(all); err != nil {
		return 0, err
	}
	results := make([]error, len(all))
	next := make(chan int)
	var workers sync.WaitGroup
	for range max(2, runtime.NumCPU()) {
		workers.Go(func() {
			for i := range next {
				results[i] = w.plant(i, all[i])
			}
		})
	}
	for i := range all {
		next <- i
	}
	close(next)
	workers.Wait()
	for i, err := range results {
		m, verdict := all[i], "caught"
		if err != nil {
			alive++
			verdict = "ALIVE: " + err.Error()
		}
		fmt.Printf("%-32s %-62s %s\n", strings.TrimPrefix(m.file, "shared/"), m.says, verdict)
	}
	return alive, nil
}

// world is where the mutants live.
type world struct {
	root, dir string
	flags     map[string][]string // of each package's tests
}

// healthy sees that the tests pass without any mutant: otherwise all would look
// caught.
func (w world) healthy(all []mutant) error {
	var packages []string
	for _, m := range all {
		packages = append(packages, "./"+path.Dir(m.file))
	}
	slices.Sort(packages)
	packages = slices.Compact(packages)
	for _, p := range packages {
		uses, err := w.command("list", "-f", "{{.TestImports}} {{.XTestImports}}", p).Output()
		if err != nil {
			return fmt.Errorf("what do the tests of %s import: %w", p, err)
		}
		if strings.Contains(string(uses), "pgregory.net/rapid") {
			w.flags[p] = []string{"-rapid.nofailfile", "-rapid.shrinktime=1s"} // it would write into the checkout
		}
	}
	out, err := w.command(append([]string{"test", "-count=1", "-vet=off"}, packages...)...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("the tests fail without any mutant:\n%s", out)
	}
	return nil
}

func (w world) command(args ...string) *exec.Cmd {
	c := exec.Command("go", args...)
	c.Dir = w.root
	return c
}

// plant is nil if the tests of the mutant's package fail with it.
func (w world) plant(n int, m mutant) error {
	file := filepath.Join(w.root, filepath.FromSlash(m.file))
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if times := strings.Count(string(text), m.old); times != 1 {
		return fmt.Errorf("%q stands there %d times: write the mutant anew", m.old, times)
	}
	overlay, err := w.overlay(n, file, strings.Replace(string(text), m.old, m.wrong, 1))
	if err != nil {
		return err
	}
	p := "./" + path.Dir(m.file)
	args := []string{"test", "-overlay", overlay, "-count=1", "-vet=off", "-failfast", "-timeout", "60s", p}
	out, err := w.command(append(args, w.flags[p]...)...).CombinedOutput()
	switch {
	case err == nil:
		return errors.New("no test fails")
	case !strings.Contains(string(out), "--- FAIL: ") && !strings.Contains(string(out), "panic: "):
		return fmt.Errorf("it does not run:\n%s", out)
	}
	return nil
}

// overlay writes the edited file, and the note for the compiler that it stands
// for the real one.
func (w world) overlay(n int, file, text string) (string, error) {
	edited := filepath.Join(w.dir, fmt.Sprintf("%d.go", n))
	if err := os.WriteFile(edited, []byte(text), 0o600); err != nil {
		return "", err
	}
	note, err := json.Marshal(map[string]map[string]string{"Replace": {file: edited}})
	if err != nil {
		return "", err
	}
	name := filepath.Join(w.dir, fmt.Sprintf("%d.json", n))
	return name, os.WriteFile(name, note, 0o600)
}
