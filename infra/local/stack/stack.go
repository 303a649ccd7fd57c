// Package stack is the whole product on one machine: DynamoDB Local, the
// mailbox, the KMS endpoint, the real function binaries behind a gateway, the
// stream and the clock.
//
// It starts and stops things and hands out their handles. What each part does
// and does not do is said in its own package.
package stack

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/valetkey/valetkey/infra/local/build"
	"github.com/valetkey/valetkey/infra/local/bus"
	"github.com/valetkey/valetkey/infra/local/clock"
	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/infra/local/gateway"
	"github.com/valetkey/valetkey/infra/local/kms"
	"github.com/valetkey/valetkey/infra/local/lambda"
	"github.com/valetkey/valetkey/infra/local/ledger"
	"github.com/valetkey/valetkey/infra/local/loopback"
	"github.com/valetkey/valetkey/infra/local/machine"
	"github.com/valetkey/valetkey/infra/local/mailbox"
	"github.com/valetkey/valetkey/infra/local/permit"
	"github.com/valetkey/valetkey/infra/local/stream"
	"github.com/valetkey/valetkey/shared/api"
)

// Region is the region that functions are told.
const Region = "us-east-1"

// Table is the table's name.
const Table = "valetkey"

// Options say what to start. Only Dir is needed.
type Options struct {
	Dir      string // state and logs; made if it is not there
	Root     string // the checkout; empty finds it above the working directory
	Bin      string // function binaries; empty means Root/dist/functions
	Build    bool   // compile the functions first
	Lazy     bool   // compile each function at its first call, and after a change (see Changed)
	InMemory bool   // the table and the mails do not survive; keys and logs are still in Dir
	Port     int    // of the gateway; 0 takes a free one
	MailPort int    // of the mailbox's viewer; 0 takes a free one
	Origin   string // empty means http://localhost:<port>
	Log      io.Writer
	Env      []string // more variables for every function
	NoClock  bool     // the clock calls only when it is told to (Clock().Fire)

	// Say is told of each slow part when it is up; it is called from several
	// goroutines.
	Say func(part string, took time.Duration)

	// Instead of the table's rows, for tests of the stack itself.
	Routes  []api.Route
	Workers []api.Worker
	Roles   permit.Roles
}

// Stack is a running product.
type Stack struct {
	options Options
	lock    *os.File
	front   *loopback.Server
	ledger  *ledger.Ledger

	mu    sync.Mutex
	parts *parts // nil when stopped
	ready chan struct{}
}

// parts are what is replaced when a stack restarts.
type parts struct {
	engine    *dynamo.Engine
	dynamo    *dynamo.Proxy
	kms       *kms.Service
	mailbox   *mailbox.Mailbox
	functions *lambda.Host
	gateway   *gateway.Gateway
	stream    *stream.Poller
	clock     *clock.Clock
	machine   *machine.Machine // nil unless a row's function is woken by it
	bus       *bus.Bus
	lazy      *build.Lazy // nil unless Options.Lazy
	logs      []*os.File
}

// Start starts everything, the slow parts side by side, and returns when the
// first request can be answered. On an error nothing is left running.
func Start(ctx context.Context, o Options) (*Stack, error) {
	if err := o.complete(); err != nil {
		return nil, err
	}
	lock, err := lockFolder(o.Dir)
	if err != nil {
		return nil, err
	}
	s := &Stack{options: o, lock: lock, ledger: &ledger.Ledger{}, ready: make(chan struct{})}
	front, err := loopback.Serve(o.Port, http.HandlerFunc(s.serve))
	if err != nil {
		_ = lock.Close()
		return nil, fmt.Errorf("the gateway: %w", err)
	}
	s.front = front
	s.options.Port = front.Port()
	if s.options.Origin == "" {
		s.options.Origin = s.URL()
	}
	if err := s.start(ctx); err != nil {
		s.Stop()
		return nil, err
	}
	return s, nil
}

func (o *Options) complete() error {
	if o.Dir == "" {
		return errors.New("a stack needs a folder")
	}
	var err error
	if o.Dir, err = filepath.Abs(o.Dir); err != nil {
		return err
	}
	if o.Root == "" {
		if o.Root, err = FindRoot(); err != nil {
			return err
		}
	}
	if o.Bin == "" {
		o.Bin = filepath.Join(o.Root, "dist", "functions")
	}
	if o.Bin, err = filepath.Abs(o.Bin); err != nil {
		return err
	}
	if o.Log == nil {
		o.Log = io.Discard
	}
	if o.Say == nil {
		o.Say = func(string, time.Duration) {}
	}
	if o.Routes == nil && o.Workers == nil {
		o.Routes, o.Workers = api.Routes, api.Workers
	}
	if o.Roles == nil {
		if o.Roles, err = permit.FromTable(); err != nil {
			return err
		}
	}
	return os.MkdirAll(filepath.Join(o.Dir, "log"), 0o700)
}

// lockFolder keeps a second stack off the same state: two engines on one
// database would ruin it. The lock goes with the process, however it ends.
func lockFolder(dir string) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		_ = f.Close()
		return nil, fmt.Errorf("another stack is running on %s", dir)
	}
	return f, nil
}

// FindRoot is the checkout's folder: the nearest one above the working
// directory that has a go.mod.
func FindRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		if dir == filepath.Dir(dir) {
			return "", errors.New("not inside the checkout: there is no go.mod above the working directory")
		}
		dir = filepath.Dir(dir)
	}
}

// serve holds early requests until everything is up.
func (s *Stack) serve(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	ready := s.ready
	s.mu.Unlock()
	select {
	case <-ready:
	case <-r.Context().Done():
		return
	}
	s.mu.Lock()
	p := s.parts
	s.mu.Unlock()
	if p == nil {
		loopback.Cut(w)
	}
	p.gateway.ServeHTTP(w, r)
}

// Stop ends everything that Start started, and returns when it is gone.
func (s *Stack) Stop() {
	s.front.Down()
	s.halt()
	_ = s.lock.Close()
}

// Restart stops everything and starts it again on the same folder and ports. A
// request that comes meanwhile waits. Handles from before are dead.
func (s *Stack) Restart(ctx context.Context) error {
	s.mu.Lock()
	s.ready = make(chan struct{})
	s.mu.Unlock()
	s.halt()
	return s.start(ctx)
}

// URL is the page's address, without a slash at its end.
func (s *Stack) URL() string {
	return strings.Replace(s.front.URL(), "127.0.0.1", "localhost", 1)
}

// Ledger counts what the functions ask of DynamoDB, KMS and SES.
func (s *Stack) Ledger() *ledger.Ledger { return s.ledger }

// Changed says that a source file was changed: functions are compiled again,
// those that are called first. It returns when all are, and does nothing
// without Options.Lazy.
func (s *Stack) Changed(ctx context.Context) {
	if l := s.part().lazy; l != nil {
		l.Touch()
		l.Rest(ctx)
	}
}

func (s *Stack) part() *parts {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.parts == nil {
		return &parts{}
	}
	return s.parts
}

// Mailbox is everybody's mail; it can be taken down.
func (s *Stack) Mailbox() *mailbox.Mailbox { return s.part().mailbox }

// KMS is the key service; it can be taken down.
func (s *Stack) KMS() *kms.Service { return s.part().kms }

// Dynamo is what functions know as DynamoDB; hooks hold and break requests.
func (s *Stack) Dynamo() *dynamo.Proxy { return s.part().dynamo }

// Gateway is the front door; requests can be dated ahead.
func (s *Stack) Gateway() *gateway.Gateway { return s.part().gateway }

// Functions runs the binaries; it can kill their processes.
func (s *Stack) Functions() *lambda.Host { return s.part().functions }

// Engine is DynamoDB Local itself.
func (s *Stack) Engine() *dynamo.Engine { return s.part().engine }

// Dir is the folder of the stack's state and logs.
func (s *Stack) Dir() string { return s.options.Dir }

// Stream feeds the consumers.
func (s *Stack) Stream() *stream.Poller { return s.part().stream }

// Machine runs the workflows of access periods; it can be taken down.
func (s *Stack) Machine() *machine.Machine { return s.part().machine }

// Bus is what machines are told on; it can be taken down.
func (s *Stack) Bus() *bus.Bus { return s.part().bus }

// Clock calls the workers that have a schedule.
func (s *Stack) Clock() *clock.Clock { return s.part().clock }
