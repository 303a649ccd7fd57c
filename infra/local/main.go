// Command local runs Valetkey on one machine.
//
//	go run ./infra/local setup         install what is missing
//	go run ./infra/local dev           run everything until Ctrl-C; rebuild what changes
//	go run ./infra/local call NAME [F] send events/NAME.json (or F) to a function
//	go run ./infra/local demo [STORY]  play the demo's stories
//	go run ./infra/local bench         measure the functions' start and size, and what a request's life costs
//
// Ports: -port or VALETKEY_PORT (8080) for the page, -mail-port or
// VALETKEY_MAIL_PORT (8025) for the mailbox. State is under .local in the
// checkout. It is for development: nothing here is meant to be reached from
// another machine.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"github.com/valetkey/valetkey/infra/local/bench"
	"github.com/valetkey/valetkey/infra/local/setup"
	"github.com/valetkey/valetkey/infra/local/stack"
)

const usage = "usage: go run ./infra/local [-port N] [-mail-port N] setup | dev | call NAME [FILE] | demo [STORY] | bench"

func main() {
	ctx, cancel := untilStopped()
	err := run(ctx, os.Args[1:], os.Stdout)
	cancel()
	if err != nil {
		_, _ = fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// command is what every command gets.
type command struct {
	root           string
	port, mailPort int
	out            io.Writer
}

func run(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("local", flag.ContinueOnError)
	c := command{out: out}
	flags.IntVar(&c.port, "port", port("VALETKEY_PORT", 8080), "the page's port; 0 takes a free one")
	flags.IntVar(&c.mailPort, "mail-port", port("VALETKEY_MAIL_PORT", 8025), "the mailbox's port; 0 takes a free one")
	if err := flags.Parse(args); err != nil {
		return err
	}
	var err error
	if c.root, err = stack.FindRoot(); err != nil {
		return err
	}
	name, rest := flags.Arg(0), flags.Args()
	if len(rest) > 0 {
		rest = rest[1:]
	}
	switch name {
	case "dev", "call", "demo", "setup":
		if err := setup.Run(ctx, c.root, out); err != nil {
			return err
		}
	}
	switch {
	case name == "setup" && len(rest) == 0:
		return nil
	case name == "dev" && len(rest) == 0:
		return c.dev(ctx)
	case name == "call" && (len(rest) == 1 || len(rest) == 2):
		return c.call(ctx, rest)
	case name == "demo" && len(rest) <= 1:
		return c.demo(ctx, append(rest, "")[0])
	case name == "bench" && len(rest) == 0:
		return bench.Run(ctx, c.root, out)
	}
	return errors.New(usage)
}

func (c command) state() string { return filepath.Join(c.root, ".local") }

func port(variable string, otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv(variable)); err == nil {
		return n
	}
	return otherwise
}

// untilStopped ends with Ctrl-C, with the terminal, and when the "go run" that
// started us is gone, which a killed "go run" does not tell its child. A second
// Ctrl-C ends the process at once; the kernel then ends its children.
func untilStopped() (context.Context, context.CancelFunc) {
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	parent := os.Getppid()
	go func() {
		for ctx.Err() == nil && os.Getppid() == parent {
			time.Sleep(time.Second)
		}
		cancel() // also lets the next signal have its usual effect
	}()
	return ctx, cancel
}
