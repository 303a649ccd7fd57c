package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/valetkey/valetkey/infra/local/stack"
	"github.com/valetkey/valetkey/shared/table"
	"github.com/valetkey/valetkey/shared/tabletest"
)

// call sends a recorded event to the real binary and prints its answer. The
// events were recorded in a story with fixed ids, instants and tokens; it is
// told anew to a fresh stack, so that the answer is the recorded one every time.
func (c command) call(ctx context.Context, args []string) error {
	name, file := args[0], filepath.Join(c.root, "events", args[0]+".json")
	if len(args) == 2 {
		file = args[1]
	}
	event, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "valetkey-call-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	s, err := stack.Start(ctx, stack.Options{
		Dir: dir, Root: c.root, InMemory: true, Lazy: true, NoClock: true, Log: os.Stderr, Origin: tabletest.Origin,
	})
	if err != nil {
		return err
	}
	defer s.Stop()
	if err := tabletest.Tell(ctx, table.Open(s.Config(), stack.Table), s.Keys()); err != nil {
		return fmt.Errorf("the story: %w", err)
	}
	r, err := s.Functions().Invoke(ctx, name, event)
	if err != nil {
		return err
	}
	var pretty bytes.Buffer
	if json.Indent(&pretty, r.Payload, "", "  ") != nil {
		pretty.Reset()
		pretty.Write(r.Payload)
	}
	_, err = fmt.Fprintln(c.out, pretty.String())
	return err
}
