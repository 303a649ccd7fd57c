// Package lambda runs the real function binaries as AWS Lambda does: it serves
// them the Runtime API, starts processes on demand, gives each one call at a
// time, and kills those that run too long.
//
// It does not limit memory or processor time, and does not freeze a process
// between two calls.
package lambda

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/valetkey/valetkey/infra/local/loopback"
)

// Overlap is how many processes of one function run at once; a further call
// waits for one to be free.
const Overlap = 8

// Largest is the limit of an event and of an answer, in bytes (6 MB).
const Largest = 6_291_556

// ErrUnknown says that there is no function of that name, or that it is not built.
var ErrUnknown = errors.New("no such function")

// ErrTooLarge says that an event is over Largest.
var ErrTooLarge = errors.New("the event is over 6 MB")

// ErrStopped says that the host was stopped.
var ErrStopped = errors.New("the functions are stopped")

// Function says how to run one binary.
type Function struct {
	Name    string
	Binary  string
	Timeout time.Duration // of one call
	Memory  int           // MB, told to the function
	Env     []string      // its own variables
	// Prepare, if set, is called before a process is started; its error is the
	// call's. A developer's stack builds what has changed here.
	Prepare func() error
}

// Result is what came of a call.
type Result struct {
	Request  string // the request id the function saw
	Payload  []byte // its answer, or {"errorMessage", "errorType"}
	Failed   bool   // whether Payload is an error (Lambda's FunctionError)
	TimedOut bool   // whether it was killed for running too long
}

// Info is one process.
type Info struct {
	Function string
	ID       string // as in its session token
	PID      int
	Request  string // the call it is serving; empty when idle
}

// Options say where a host keeps things.
type Options struct {
	Logs string    // folder for <function>.log
	Log  io.Writer // also told everything; may be nil
	Env  []string  // variables of every function
}

// Host runs functions.
type Host struct {
	server  *loopback.Server
	options Options

	mu        sync.Mutex
	pools     map[string]*pool
	processes map[string]*process
	started   int
	stopped   bool
}

// NewHost starts the Runtime API on a free port of the loopback interface.
func NewHost(o Options, functions ...Function) (*Host, error) {
	h := &Host{options: o, pools: map[string]*pool{}, processes: map[string]*process{}}
	if err := os.MkdirAll(o.Logs, 0o755); err != nil {
		return nil, err
	}
	for _, f := range functions {
		log, err := os.OpenFile(filepath.Join(o.Logs, f.Name+".log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
		if err != nil {
			return nil, err
		}
		h.pools[f.Name] = newPool(h, f, log)
	}
	var err error
	h.server, err = loopback.Serve(0, h.runtimeAPI())
	return h, err
}

// Invoke calls a function and waits for its answer. When ctx ends first the
// call goes on without the caller, as on Lambda.
func (h *Host) Invoke(ctx context.Context, function string, event []byte) (Result, error) {
	p := h.pools[function]
	if p == nil {
		return Result{}, fmt.Errorf("%w: %s", ErrUnknown, function)
	}
	if len(event) > Largest {
		return Result{}, ErrTooLarge
	}
	type outcome struct {
		Result
		error
	}
	done := make(chan outcome, 1)
	go func() {
		r, err := p.invoke(ctx, event)
		done <- outcome{r, err}
	}()
	select {
	case o := <-done:
		return o.Result, o.error
	case <-ctx.Done():
		return Result{}, ctx.Err()
	}
}

// Renew lets no process of a function serve another call: idle ones end now,
// busy ones after their answer. The next call starts the binary anew.
func (h *Host) Renew(function string) {
	if p := h.pools[function]; p != nil {
		p.renew()
	}
}

// KillNext kills the process that serves the function's next call, the given
// time after it was handed the event.
func (h *Host) KillNext(function string, after time.Duration) {
	if p := h.pools[function]; p != nil {
		p.mu.Lock()
		p.kills = append(p.kills, after)
		p.mu.Unlock()
	}
}

// Kill kills a process by its ID (not its process id) and waits until it is
// gone; it does nothing for one that is gone already.
func (h *Host) Kill(id string) {
	h.mu.Lock()
	p := h.processes[id]
	h.mu.Unlock()
	if p != nil {
		p.child.Kill()
	}
}

// Processes lists the processes that are alive.
func (h *Host) Processes() []Info {
	h.mu.Lock()
	defer h.mu.Unlock()
	var all []Info
	for _, p := range h.processes {
		all = append(all, Info{Function: p.pool.function.Name, ID: p.id, PID: p.child.PID(), Request: p.serving()})
	}
	return all
}

// Serving is the request id of the call that a process is serving; empty for
// an idle or unknown one.
func (h *Host) Serving(id string) string {
	h.mu.Lock()
	p := h.processes[id]
	h.mu.Unlock()
	if p == nil {
		return ""
	}
	return p.serving()
}

// Stop kills every process. Calls in flight fail.
func (h *Host) Stop() {
	h.mu.Lock()
	h.stopped = true
	var all []*process
	for _, p := range h.processes {
		all = append(all, p)
	}
	h.mu.Unlock()
	for _, p := range all {
		p.child.Kill()
	}
	h.server.Down()
	for _, p := range h.pools {
		_ = p.log.Close()
	}
}
