// Package bench measures what a function costs before it does anything: the
// size of its binary, and the time from its start to its first poll; and what a
// request takes from its first call to the last thing that follows, in state
// transitions, mails, units and USD.
//
// The times are this machine's; only the difference to a bare handler means
// something elsewhere. The counts are the product's, with the real functions and
// the real state machine; the prices are a file's (infra/prices). Its tests take
// the measures of access that ends: uses after an end, and a thousand endings.
package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/valetkey/valetkey/infra/local/build"
	"github.com/valetkey/valetkey/infra/local/caller"
	"github.com/valetkey/valetkey/infra/local/child"
	"github.com/valetkey/valetkey/infra/local/loopback"
	"github.com/valetkey/valetkey/shared/api"
)

// The bounds that a run holds the functions to.
const (
	Starts      = 31                   // of each of the two
	MostSlower  = 5 * time.Millisecond // than the bare handler, by the medians
	LargestSize = 12_000_000           // bytes
)

// Run builds, measures and prints. It is an error if a bound is passed.
func Run(ctx context.Context, root string, out io.Writer) error {
	bin := filepath.Join(root, "dist", "functions")
	if _, err := build.All(ctx, root, bin, out); err != nil {
		return err
	}
	bare := filepath.Join(root, "dist", "bench", "bootstrap")
	if err := buildBare(ctx, root, bare, out); err != nil {
		return err
	}
	largest, tooLarge, err := sizes(root, bin, out)
	if err != nil {
		return err
	}
	return errors.Join(tooLarge, times(ctx, bare, build.Binary(bin, largest), largest, out), money(ctx, root, bin, out))
}

func buildBare(ctx context.Context, root, to string, out io.Writer) error {
	args := append(append([]string{"build"}, build.Flags...), "-o", to, "./infra/local/bench/bare")
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir, cmd.Env = root, append(os.Environ(), "CGO_ENABLED=0")
	cmd.Stdout, cmd.Stderr = out, out
	return cmd.Run()
}

// sizes prints every binary's size and answers which API function is the
// largest. tooLarge says which pass the bound.
func sizes(root, bin string, out io.Writer) (largest string, tooLarge, err error) {
	names, err := build.Functions(root)
	if err != nil {
		return "", nil, err
	}
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	most := int64(0)
	for _, n := range names {
		info, err := os.Stat(build.Binary(bin, n))
		if err != nil {
			return "", nil, err
		}
		_, _ = fmt.Fprintf(table, "%s\t%.1f MB\t\n", n, float64(info.Size())/1e6)
		if info.Size() > LargestSize {
			tooLarge = errors.Join(tooLarge, fmt.Errorf("%s has %.1f MB, more than 12", n, float64(info.Size())/1e6))
		}
		isAPI := slices.ContainsFunc(api.Routes, func(r api.Route) bool { return r.Name == n })
		if isAPI && info.Size() > most {
			largest, most = n, info.Size()
		}
	}
	if largest == "" {
		return "", nil, errors.New("there is no API function to measure")
	}
	return largest, tooLarge, table.Flush()
}

// times starts the two in turn, so that whatever else the machine does slows
// both alike.
func times(ctx context.Context, bare, function, name string, out io.Writer) error {
	m := newMeter()
	var err error
	if m.server, err = loopback.Serve(0, m); err != nil {
		return err
	}
	defer m.server.Down()
	var ours, theirs []time.Duration
	for range Starts {
		bareTook, err := m.start(ctx, bare)
		if err != nil {
			return err
		}
		took, err := m.start(ctx, function)
		if err != nil {
			return err
		}
		ours, theirs = append(ours, took), append(theirs, bareTook)
	}
	slower := median(ours) - median(theirs)
	_, _ = fmt.Fprintf(out, "start to first poll, median of %d: %s %s, a bare handler %s, difference %s\n",
		Starts, name, milli(median(ours)), milli(median(theirs)), milli(slower))
	if slower > MostSlower {
		return fmt.Errorf("%s starts %s after a bare handler, more than %s", name, milli(slower), milli(MostSlower))
	}
	return nil
}

func median(d []time.Duration) time.Duration {
	slices.Sort(d)
	return d[len(d)/2]
}

func milli(d time.Duration) string { return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000) }

// meter notes when a process asks for its first event, and never gives it one.
type meter struct {
	server *loopback.Server
	polls  chan time.Time
}

func newMeter() *meter { return &meter{polls: make(chan time.Time)} }

func (m *meter) ServeHTTP(_ http.ResponseWriter, r *http.Request) {
	if !strings.HasSuffix(r.URL.Path, "/runtime/invocation/next") {
		return
	}
	at := time.Now()
	select {
	case m.polls <- at:
		<-r.Context().Done()
	case <-r.Context().Done():
	}
}

func (m *meter) start(ctx context.Context, binary string) (time.Duration, error) {
	identity, err := caller.Env("bench", "")
	if err != nil {
		return 0, err
	}
	nowhere := "http://127.0.0.1:1" // a start makes no call
	began := time.Now()
	p, err := child.Start(child.Spec{Path: binary, Out: io.Discard, Env: append(identity,
		"AWS_LAMBDA_RUNTIME_API="+m.server.Address(), "AWS_LAMBDA_FUNCTION_NAME=bench", "AWS_REGION=us-east-1",
		"TABLE=bench", "ORIGIN=http://localhost", "ENVELOPE_KEY=bench", "MAIL_FROM=bench@x.example",
		"AWS_ENDPOINT_URL_DYNAMODB="+nowhere, "AWS_ENDPOINT_URL_KMS="+nowhere, "AWS_ENDPOINT_URL_SESV2="+nowhere)})
	if err != nil {
		return 0, err
	}
	defer p.Kill()
	select {
	case at := <-m.polls:
		return at.Sub(began), nil
	case <-p.Done():
		return 0, fmt.Errorf("%s ended before its first poll: %w", binary, p.Err())
	case <-time.After(10 * time.Second):
		return 0, fmt.Errorf("%s did not poll", binary)
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}
