package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/valetkey/valetkey/infra/local/build"
	"github.com/valetkey/valetkey/infra/local/stack"
)

// dev runs everything until ctx ends.
func (c command) dev(ctx context.Context) error {
	began := time.Now()
	s, err := stack.Start(ctx, stack.Options{
		Dir: c.state(), Root: c.root, Port: c.port, MailPort: c.mailPort, Lazy: true, Log: c.out,
	})
	if err != nil {
		return err
	}
	defer s.Stop()
	_, _ = fmt.Fprintf(c.out, "\n  the page     %s\n  the mailbox  %s\n  the events   %s\n\nup in %.1f s; logs are in %s; Ctrl-C stops everything\n\n",
		s.URL(), s.Mailbox().URL(), s.Bus().URL(), time.Since(began).Seconds(), filepath.Join(c.state(), "log"))
	go s.Changed(ctx)
	rows := c.rows()
	build.Watch(ctx, c.root, 300*time.Millisecond, func() {
		s.Changed(ctx)
		if now := c.rows(); now != rows {
			rows = now
			_, _ = fmt.Fprintln(c.out, "the route table was changed: start again to serve it")
		}
	})
	_, _ = fmt.Fprintln(c.out, "stopping")
	return nil
}

// rows tells a changed route table from an unchanged one: the table is compiled
// into this very process, so only a new start serves a new row.
func (c command) rows() time.Time {
	info, err := os.Stat(filepath.Join(c.root, "shared", "api", "routes.go"))
	if err != nil {
		return time.Time{}
	}
	return info.ModTime()
}
