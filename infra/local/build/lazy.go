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
	l.stale = names
	l.mu.Unlock()
}

// Ensure builds a function if it is stale.
func (l *Lazy) Ensure(ctx context.Context, function string) error {
	if !l.isStale(function) {
		return nil
	}
	l.building.Lock()
	defer l.building.Unlock()
	if !l.forget(function) { // built while we waited
		return nil
	}
	began := time.Now()
	changed, err := All(ctx, l.root, l.bin, l.out, function)
	if err != nil {
		l.mu.Lock()
		l.stale = append(l.stale, function)
		l.mu.Unlock()
		return err
	}
	if len(changed) > 0 {
		_, _ = fmt.Fprintf(l.out, "built %s in %.1f s\n", function, time.Since(began).Seconds())
		l.renew(function)
	}
	return nil
}

// Rest builds what is stale, one after the other, and ends at the first that
// does not compile: the others would say the same.
func (l *Lazy) Rest(ctx context.Context) {
	for ctx.Err() == nil {
		l.mu.Lock()
		next := ""
		if len(l.stale) > 0 {
			next = l.stale[0]
		}
		l.mu.Unlock()
		if next == "" || l.Ensure(ctx, next) != nil {
			return
		}
	}
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
