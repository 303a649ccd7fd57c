package lambda

import (
	"context"
	"io"
	"os"
	"slices"
	"sync"
	"time"
)

// pool is the processes of one function.
type pool struct {
	host     *Host
	function Function
	log      *os.File
	out      io.Writer
	places   chan struct{} // one for each process that is serving or starting

	mu         sync.Mutex
	idle       []*process
	kills      []time.Duration // for the next calls, see KillNext
	generation int
}

func newPool(h *Host, f Function, log *os.File) *pool {
	var out io.Writer = log
	if h.options.Log != nil {
		out = io.MultiWriter(log, h.options.Log)
	}
	return &pool{host: h, function: f, log: log, out: out, places: make(chan struct{}, Overlap)}
}

func (p *pool) invoke(ctx context.Context, event []byte) (Result, error) {
	select {
	case p.places <- struct{}{}:
	case <-ctx.Done():
		return Result{}, ctx.Err()
	}
	one, err := p.take()
	if err != nil {
		<-p.places
		return Result{}, err
	}
	// From here on the process gives the place back: when it asks for its next
	// event, or when it ends.
	return one.call(event), nil
}

// take is an idle process, the last one used first, or a new one.
func (p *pool) take() (*process, error) {
	if p.function.Prepare != nil {
		if err := p.function.Prepare(); err != nil {
			return nil, err
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for n := len(p.idle); n > 0; n = len(p.idle) {
		one := p.idle[n-1]
		p.idle = p.idle[:n-1]
		if one.hold() {
			return one, nil
		}
	}
	return p.start(p.generation)
}

// free takes a process back that has asked for its next event.
func (p *pool) free(one *process) {
	p.mu.Lock()
	old := one.generation != p.generation
	if !old {
		p.idle = append(p.idle, one)
	}
	p.mu.Unlock()
	if old {
		go one.child.Kill()
	}
	<-p.places
}

// gone forgets a process that has ended.
func (p *pool) gone(one *process, held bool) {
	p.mu.Lock()
	p.idle = slices.DeleteFunc(p.idle, func(o *process) bool { return o == one })
	p.mu.Unlock()
	if held {
		<-p.places
	}
}

func (p *pool) renew() {
	p.mu.Lock()
	p.generation++
	idle := p.idle
	p.idle = nil
	p.mu.Unlock()
	for _, one := range idle {
		one.child.Kill()
	}
}

// kill is when the call now starting is to be killed, if it is.
func (p *pool) kill() (time.Duration, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.kills) == 0 {
		return 0, false
	}
	after := p.kills[0]
	p.kills = p.kills[1:]
	return after, true
}
