// Package child starts processes that never outlive their parent.
//
// Each child leads its own process group, so that Ctrl-C reaches only the
// parent, which then stops its children in order. On Linux the kernel kills a
// child whose parent was killed. It does not restart anything.
package child

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"sync"
	"syscall"
	"time"
)

// Process is a running child.
type Process struct {
	cmd  *exec.Cmd
	done chan struct{}
	err  error // of Wait; read it after done
}

// Spec says what to start.
type Spec struct {
	Path string
	Args []string
	Env  []string // the whole environment; nothing is inherited
	Dir  string
	Out  io.Writer // standard output and error
}

// Start starts a child.
func Start(s Spec) (*Process, error) {
	cmd := exec.Command(s.Path, s.Args...)
	cmd.Env = s.Env
	if cmd.Env == nil {
		cmd.Env = []string{}
	}
	cmd.Dir = s.Dir
	cmd.Stdout, cmd.Stderr = s.Out, s.Out
	cmd.SysProcAttr = attributes()
	cmd.WaitDelay = time.Second // a grandchild must not hold the pipes for ever
	if err := onStarter(cmd.Start); err != nil {
		return nil, fmt.Errorf("start %s: %w", s.Path, err)
	}
	p := &Process{cmd: cmd, done: make(chan struct{})}
	go func() {
		p.err = cmd.Wait()
		close(p.done)
	}()
	return p, nil
}

// PID is the child's process id, and that of its group.
func (p *Process) PID() int { return p.cmd.Process.Pid }

// Done is closed when the child has ended.
func (p *Process) Done() <-chan struct{} { return p.done }

// Err says how the child ended, like "exit status 1"; nil for a good end. It
// may be asked after Done is closed.
func (p *Process) Err() error { return p.err }

// Kill ends the child and its group at once and waits until it is gone.
func (p *Process) Kill() {
	p.signal(syscall.SIGKILL)
	<-p.done
}

// Stop asks the child to end and kills it if it has not within the grace.
func (p *Process) Stop(grace time.Duration) {
	p.signal(syscall.SIGTERM)
	select {
	case <-p.done:
	case <-time.After(grace):
		p.Kill()
	}
}

func (p *Process) signal(s syscall.Signal) {
	select {
	case <-p.done: // its number may already be somebody else's
	default:
		_ = syscall.Kill(-p.PID(), s)
	}
}

// WaitFor asks url until it gives any answer, for at most the given time. It
// fails early when the child ends.
func (p *Process) WaitFor(url string, most time.Duration) error {
	client := http.Client{Timeout: time.Second}
	for end := time.Now().Add(most); time.Now().Before(end); {
		if r, err := client.Get(url); err == nil {
			_ = r.Body.Close()
			return nil
		}
		select {
		case <-p.done:
			return fmt.Errorf("it ended before it answered: %w", errors.Join(p.err, errors.New("see its log")))
		case <-time.After(20 * time.Millisecond):
		}
	}
	return fmt.Errorf("no answer from %s within %s", url, most)
}

var starter = sync.OnceValue(func() chan<- func() {
	jobs := make(chan func())
	go func() {
		// The kernel sends the parent-death signal when the *thread* that
		// started the child ends, so one thread starts them all and never ends.
		runtime.LockOSThread()
		for job := range jobs {
			job()
		}
	}()
	return jobs
})

func onStarter(start func() error) error {
	done := make(chan error)
	starter() <- func() { done <- start() }
	return <-done
}

// Find is a program's path.
func Find(program string) (string, error) {
	path, err := exec.LookPath(program)
	if err != nil {
		return "", fmt.Errorf("%s is not installed: run go run ./infra/local setup", program)
	}
	return path, nil
}

// Environment is what a helper program needs of ours: where programs and its
// home are, and nothing that holds a credential.
func Environment() []string {
	var env []string
	for _, name := range []string{"PATH", "HOME", "JAVA_HOME", "LANG", "TMPDIR"} {
		if value, ok := os.LookupEnv(name); ok {
			env = append(env, name+"="+value)
		}
	}
	return env
}
