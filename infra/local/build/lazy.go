package build

import (
	"context"
	"fmt"
	"io"
	"slices"
	"sync"
	"time"
)

// Lazy builds functions when they are called, and the others in the background,
// so that a developer never waits for what is not used.
type Lazy struct {
	root, bin string
	out       io.Writer
	renew     func(function string)

	building sync.Mutex // one build at a time; a call that waits comes before the background
	mu       sync.Mutex
	stale    []string
	used     []string // were called; after a change they are built first
}

// NewLazy begins with every function stale. renew is told of each binary that
// came out different.
func NewLazy(root, bin string, out io.Writer, renew func(function string)) *Lazy {
	l := &Lazy{root: root, bin: bin, out: out, renew: renew}
	l.Touch()
	return l
}

// Touch makes every function stale: something was changed.
func (l *Lazy) Touch() {
	names, err := Functions(l.root)
	if err != nil {
		_, _ = fmt.Fprintf(l.out, "%v\n", err)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.stale = slices.DeleteFunc(slices.Clone(l.used), func(n string) bool { return !slices.Contains(names, n) })
	for _, n := range names {
		if !slices.Contains(l.stale, n) {
			l.stale = append(l.stale, n)
		}
	}
}

// Ensure builds a function that is being called, if it is stale.
func (l *Lazy) Ensure(ctx context.Context, function string) error {
	l.mu.Lock()
	if !slices.Contains(l.used, function) {
		l.used = append(l.used, function)
	}
	l.mu.Unlock()
	began := time.Now()
	changed, err := l.build(ctx, function)
	if changed {
		_, _ = fmt.Fprintf(l.out, "built %s in %.1f s\n", function, time.Since(began).Seconds())
	}
	return err
}

// Rest builds what is stale, one after the other, and ends at the first that
// does not compile: the others would say the same.
func (l *Lazy) Rest(ctx context.Context) {
	began, built := time.Now(), 0
	for ctx.Err() == nil {
		l.mu.Lock()
		next := ""
		if len(l.stale) > 0 {
			next = l.stale[0]
		}
		l.mu.Unlock()
		if next == "" {
			break
		}
		changed, err := l.build(ctx, next)
		if err != nil {
			return
		}
		if changed {
			built++
		}
	}
	if built > 0 {
		_, _ = fmt.Fprintf(l.out, "built %d functions in %.1f s\n", built, time.Since(began).Seconds())
	}
}

// build builds a function if it is stale, and reports whether it came out
// different.
func (l *Lazy) build(ctx context.Context, function string) (bool, error) {
	if !l.isStale(function) {
		return false, nil
	}
	l.building.Lock()
	defer l.building.Unlock()
	if !l.forget(function) { // built while we waited
		return false, nil
	}
	changed, err := All(ctx, l.root, l.bin, l.out, function)
	if err != nil {
		l.mu.Lock()
		l.stale = append(l.stale, function)
		l.mu.Unlock()
		return false, err
	}
	if len(changed) > 0 {
		l.renew(function)
	}
	return len(changed) > 0, nil
}

func (l *Lazy) isStale(function string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Contains(l.stale, function)
}

// forget takes a function off the list before it is built, so that a change
// during the build puts it on again.
func (l *Lazy) forget(function string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	at := slices.Index(l.stale, function)
	if at >= 0 {
		l.stale = slices.Delete(l.stale, at, at+1)
	}
	return at >= 0
}
