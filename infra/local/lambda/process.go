package lambda

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"github.com/valetkey/valetkey/infra/local/caller"
	"github.com/valetkey/valetkey/infra/local/child"
)

// initLimit is how long a process may take until it asks for its first event.
const initLimit = 10 * time.Second

// process is one running copy of a binary.
type process struct {
	id         string
	pool       *pool
	child      *child.Process
	generation int
	work       chan *call
	ready      chan struct{} // closed at the first request for an event

	mu       sync.Mutex
	current  *call
	answered bool
	held     bool // whether it holds one of the pool's places
	dead     bool
	asked    bool
	initErr  []byte
}

// call is one invocation.
type call struct {
	request  string
	event    []byte
	deadline time.Time
	taken    chan struct{} // closed when the process was handed the event
	result   chan Result   // of one
	over     chan struct{} // closed when the process asks for its next event
}

// start starts a process; the caller holds a place for it.
func (p *pool) start(generation int) (*process, error) {
	h := p.host
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.stopped {
		return nil, ErrStopped
	}
	if _, err := os.Stat(p.function.Binary); err != nil {
		return nil, fmt.Errorf("%w: %s is not built", ErrUnknown, p.function.Name)
	}
	h.started++
	one := &process{
		id: fmt.Sprintf("%s.%d", p.function.Name, h.started), pool: p, generation: generation,
		work: make(chan *call, 1), ready: make(chan struct{}), held: true,
	}
	env, err := p.environment(one.id)
	if err != nil {
		return nil, err
	}
	one.child, err = child.Start(child.Spec{
		Path: p.function.Binary, Env: env, Dir: filepath.Dir(p.function.Binary), Out: p.out,
	})
	if err != nil {
		return nil, err
	}
	h.processes[one.id] = one
	go one.bury()
	return one, nil
}

func (p *pool) environment(id string) ([]string, error) {
	identity, err := caller.Env(p.function.Name, id)
	if err != nil {
		return nil, err
	}
	memory := p.function.Memory
	if memory == 0 {
		memory = 512
	}
	env := []string{
		"PATH=/usr/local/bin:/usr/bin:/bin", "LANG=en_US.UTF-8", "TZ=:UTC", "_HANDLER=bootstrap",
		"AWS_EXECUTION_ENV=AWS_Lambda_provided.al2023",
		// The runtime client puts what follows after "http://", so a path tells
		// the processes apart and one port serves them all.
		"AWS_LAMBDA_RUNTIME_API=" + p.host.server.Address() + "/" + id,
		"AWS_LAMBDA_FUNCTION_NAME=" + p.function.Name,
		"AWS_LAMBDA_FUNCTION_VERSION=$LATEST",
		"AWS_LAMBDA_FUNCTION_MEMORY_SIZE=" + strconv.Itoa(memory),
		"AWS_LAMBDA_LOG_GROUP_NAME=local", "AWS_LAMBDA_LOG_STREAM_NAME=" + id,
		"LAMBDA_TASK_ROOT=" + filepath.Dir(p.function.Binary),
	}
	env = append(env, identity...)
	env = append(env, p.host.options.Env...)
	return append(env, p.function.Env...), nil
}

// call serves one event and kills the process if it takes too long.
func (o *process) call(event []byte) Result {
	if r, failed := o.awaitReady(); failed {
		return r
	}
	timeout := o.pool.function.Timeout
	c := &call{
		request: newRequestID(), event: event, deadline: time.Now().Add(timeout),
		taken: make(chan struct{}), result: make(chan Result, 1), over: make(chan struct{}),
	}
	o.mu.Lock()
	o.current, o.answered = c, false
	o.mu.Unlock()
	o.work <- c
	if after, ok := o.pool.kill(); ok {
		go o.killAfter(c, after)
	}
	timer := time.NewTimer(timeout)
	defer timer.Stop()
	select {
	case r := <-c.result:
		// A caller that calls again at once finds this process, not a new one.
		select {
		case <-c.over:
		case <-o.child.Done():
		case <-time.After(100 * time.Millisecond):
		}
		return r
	case <-timer.C:
		_, _ = fmt.Fprintf(o.pool.out, "%s Task timed out after %.2f seconds\n", c.request, timeout.Seconds())
		o.child.Kill()
		r := failure(c.request, "Sandbox.Timedout", fmt.Sprintf("RequestId: %s Error: Task timed out after %.2f seconds", c.request, timeout.Seconds()))
		r.TimedOut = true
		return r
	case <-o.child.Done():
		select {
		case r := <-c.result: // it answered, and then ended
			return r
		default:
			return o.exited(c.request)
		}
	}
}

// hold gives an idle process the place of its next call; false if it has ended.
func (o *process) hold() bool {
	select {
	case <-o.child.Done():
		return false
	default:
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.held = !o.dead
	return o.held
}

// awaitReady waits for the process's first request for an event.
func (o *process) awaitReady() (Result, bool) {
	select {
	case <-o.ready:
		return Result{}, false
	case <-o.child.Done():
	case <-time.After(initLimit):
		o.child.Kill()
		return failure("", "Sandbox.Timedout", "the function did not start within 10 seconds"), true
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.initErr != nil {
		return Result{Payload: o.initErr, Failed: true}, true
	}
	return o.exited(""), true
}

func (o *process) exited(request string) Result {
	why := "exit status 0"
	if err := o.child.Err(); err != nil {
		why = err.Error()
	}
	_, _ = fmt.Fprintf(o.pool.out, "%s Runtime exited with error: %s\n", request, why)
	return failure(request, "Runtime.ExitError", fmt.Sprintf("RequestId: %s Error: Runtime exited with error: %s", request, why))
}

func (o *process) killAfter(c *call, after time.Duration) {
	select {
	case <-c.taken:
	case <-o.child.Done():
		return
	}
	time.Sleep(after)
	o.child.Kill()
}

// bury forgets the process once it has ended.
func (o *process) bury() {
	<-o.child.Done()
	h := o.pool.host
	h.mu.Lock()
	delete(h.processes, o.id)
	h.mu.Unlock()
	o.mu.Lock()
	held := o.held
	o.held, o.dead = false, true
	o.mu.Unlock()
	o.pool.gone(o, held)
}

func (o *process) serving() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.current == nil || o.answered {
		return ""
	}
	return o.current.request
}

// failure is an error in the form that Lambda gives it.
func failure(request, kind, message string) Result {
	payload, err := json.Marshal(map[string]string{"errorType": kind, "errorMessage": message})
	if err != nil {
		panic(err) // two strings always marshal
	}
	return Result{Request: request, Payload: payload, Failed: true}
}
