package main

import (
	"context"
	"errors"
	"io"

	"github.com/valetkey/valetkey/infra/local/stack"
)

// play is the one place that knows the stories: package infra/local/demo.
func play(context.Context, *stack.Stack, string, io.Writer) error {
	return errors.New("there are no stories yet")
}
