package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/valetkey/valetkey/infra/local/demo"
	"github.com/valetkey/valetkey/infra/local/stack"
)

// demo plays the stories on a stack of its own, in memory and on free ports, so
// that it neither sees nor changes what a developer keeps in .local.
func (c command) demo(ctx context.Context, story string) error {
	dir, err := os.MkdirTemp("", "valetkey-demo-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	s, err := stack.Start(ctx, stack.Options{
		Dir: dir, Root: c.root, InMemory: true, Build: true,
		Say: func(part string, took time.Duration) {
			_, _ = fmt.Fprintf(c.out, "  %s: up in %.1f s\n", part, took.Seconds())
		},
	})
	if err != nil {
		return err
	}
	defer s.Stop()
	return demo.Run(ctx, s, story, c.out, colour())
}

// colour reports whether somebody is looking at a terminal who has not asked for
// plain text.
func colour() bool {
	info, err := os.Stdout.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && os.Getenv("NO_COLOR") == ""
}
