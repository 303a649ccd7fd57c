package main

import (
	"context"
	"io"
	"os"

	"github.com/valetkey/valetkey/infra/local/demo"
	"github.com/valetkey/valetkey/infra/local/stack"
)

// play is the one place that knows the stories: package infra/local/demo.
func play(ctx context.Context, s *stack.Stack, story string, out io.Writer) error {
	return demo.Run(ctx, s, story, out, colour())
}

// colour reports whether a person is looking: a terminal, that wants colour
// (https://no-color.org).
func colour() bool {
	out, err := os.Stdout.Stat()
	return err == nil && out.Mode()&os.ModeCharDevice != 0 && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}
