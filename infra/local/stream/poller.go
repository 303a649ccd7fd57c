// Package stream feeds the table's stream to its consumers, as Lambda's event
// source mapping does: through an event filter, in order, in batches, with
// partial-batch failures, bisecting and bounded retries.
//
// It delivers at least once and never out of order within a shard. It works on
// one shard at a time, and a record that was given up is only counted and
// logged: the dead-letter queue rings the bell and no more.
package stream

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/valetkey/valetkey/infra/local/lambda"
)

// Options say what to read and whom to feed.
type Options struct {
	Endpoint, Region, Table string
	File                    string // checkpoints, for a restart; empty for none
	Consumers               []Consumer
	Invoke                  func(ctx context.Context, function string, event []byte) (lambda.Result, error)
	Log                     io.Writer

	Batch   int           // records in one call at most; 0 means 10
	Retries int           // after the first try; 0 means 3
	Backoff time.Duration // before the first retry, doubled for each further one; 0 means 100 ms
	Idle    time.Duration // between two looks at a quiet stream; 0 means 100 ms
}

// Consumer is a function and what of the stream it is fed.
type Consumer struct {
	Name   string
	Filter Filter
}

// DeadLetter is what an on-failure destination is told.
type DeadLetter struct {
	Consumer  string
	Sequences []string
	Why       string
}

// Poller is a running event source mapping for every consumer.
type Poller struct {
	options   Options
	source    source
	arn       string
	marks     *marks
	consumers []*consumer
	cancel    context.CancelFunc
	done      sync.WaitGroup
	poke      chan struct{}
	passes    chan chan int
	offered   atomic.Int64
	readers   []*reader // only the reading goroutine looks at these

	mu   sync.Mutex
	dead []DeadLetter
}

// reader is how far one shard is read.
type reader struct {
	shard    shard
	iterator string
	last     string // the last sequence number read
	finished bool   // the shard is closed and read to its end
}

// Start finds the table's stream and starts feeding. It begins where the
// checkpoints say, or at the oldest record.
func Start(ctx context.Context, o Options) (*Poller, error) {
	o.Batch, o.Retries = orElse(o.Batch, 10), orElse(o.Retries, 3)
	o.Backoff, o.Idle = orElse(o.Backoff, 100*time.Millisecond), orElse(o.Idle, 100*time.Millisecond)
	p := &Poller{
		options: o, source: source{endpoint: o.Endpoint, region: o.Region, client: &http.Client{Timeout: 30 * time.Second}},
		poke: make(chan struct{}, 1), passes: make(chan chan int),
	}
	var err error
	if p.arn, err = p.source.stream(ctx, o.Table); err != nil {
		return nil, fmt.Errorf("the stream: %w", err)
	}
	if p.marks, err = loadMarks(o.File, p.arn); err != nil {
		return nil, fmt.Errorf("the stream's checkpoints: %w", err)
	}
	run, cancel := context.WithCancel(context.Background())
	p.cancel = cancel
	for _, c := range o.Consumers {
		one := &consumer{Consumer: c, poller: p, more: make(chan struct{}, 1)}
		p.consumers = append(p.consumers, one)
		p.done.Go(func() { one.run(run) })
	}
	p.done.Go(func() { p.read(run) })
	return p, nil
}

func orElse[T comparable](v, otherwise T) T {
	var zero T
	if v == zero {
		return otherwise
	}
	return v
}

// Stop ends feeding. What a consumer has not answered for is delivered again
// after the next start, if checkpoints are kept.
func (p *Poller) Stop() {
	p.cancel()
	p.done.Wait()
	p.source.client.CloseIdleConnections()
}

// Poke says that something was written: the poller looks at once.
func (p *Poller) Poke() {
	select {
	case p.poke <- struct{}{}:
	default: // it will look anyway
	}
}

// DeadLetters lists what was given up.
func (p *Poller) DeadLetters() []DeadLetter {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]DeadLetter(nil), p.dead...)
}

// WaitIdle returns when everything in the stream has been delivered or given
// up, also what the consumers themselves wrote meanwhile.
func (p *Poller) WaitIdle(ctx context.Context) error {
	for {
		// A consumer that was idle before a pass that found nothing, and was
		// given nothing meanwhile, has nothing to do and has written nothing.
		idle, offered := p.idle(), p.offered.Load()
		pass := make(chan int, 1)
		select {
		case p.passes <- pass:
		case <-ctx.Done():
			return fmt.Errorf("the stream is not idle: %w", ctx.Err())
		}
		select {
		case found := <-pass:
			if found == 0 && idle && offered == p.offered.Load() {
				return nil
			}
		case <-ctx.Done():
			return fmt.Errorf("the stream is not idle: %w", ctx.Err())
		}
		time.Sleep(5 * time.Millisecond)
	}
}

func (p *Poller) idle() bool {
	for _, c := range p.consumers {
		if !c.idle() {
			return false
		}
	}
	return true
}

// read looks at the stream until ctx ends.
func (p *Poller) read(ctx context.Context) {
	tick := time.NewTicker(p.options.Idle)
	defer tick.Stop()
	var listed time.Time
	for {
		var asked chan int
		select {
		case <-ctx.Done():
			return
		case <-p.poke:
		case asked = <-p.passes:
		case <-tick.C:
		}
		if time.Since(listed) > 5*time.Second {
			p.list(ctx)
			listed = time.Now()
		}
		found, closed := p.pass(ctx)
		if closed {
			listed = time.Time{} // its children are there by now
		}
		if asked != nil {
			if closed {
				found++ // not done before the children are read
			}
			asked <- found
		}
	}
}

// list learns of new shards.
func (p *Poller) list(ctx context.Context) {
	all, err := p.source.shards(ctx, p.arn)
	if err != nil {
		p.complain(ctx, err)
		return
	}
	known := map[string]bool{}
	for _, r := range p.readers {
		known[r.shard.ID] = true
	}
	for _, s := range all {
		if !known[s.ID] {
			p.readers = append(p.readers, &reader{shard: s, last: p.marks.oldest(s.ID, p.consumers)})
		}
	}
}

// pass reads every shard once to its present end, parents before children.
func (p *Poller) pass(ctx context.Context) (found int, closed bool) {
	open := map[string]bool{}
	for _, r := range p.readers {
		if r.finished {
			continue
		}
		if !open[r.shard.Parent] {
			n, err := p.drain(ctx, r)
			if err != nil {
				p.complain(ctx, err)
			}
			found += n
			closed = closed || r.finished
		}
		open[r.shard.ID] = !r.finished
	}
	return found, closed
}

func (p *Poller) drain(ctx context.Context, r *reader) (int, error) {
	total := 0
	for {
		var err error
		if r.iterator == "" {
			if r.iterator, err = p.iterator(ctx, r); err != nil {
				return total, err
			}
		}
		records, next, err := p.source.records(ctx, p.arn, r.iterator)
		if err != nil {
			r.iterator = "" // it may have expired: begin again after the last one read
			return total, err
		}
		if len(records) > 0 {
			r.last = records[len(records)-1].sequence
			p.offered.Add(int64(len(records)))
			for _, c := range p.consumers {
				c.offer(r.shard.ID, records)
			}
		}
		total += len(records)
		r.iterator = next
		if r.finished = next == ""; r.finished || len(records) == 0 {
			return total, nil
		}
	}
}

// iterator begins after the last record read, or at the oldest when that one
// is no longer there.
func (p *Poller) iterator(ctx context.Context, r *reader) (string, error) {
	i, err := p.source.iterator(ctx, p.arn, r.shard.ID, r.last)
	var f *fault
	if r.last != "" && errors.As(err, &f) && f.kind == "TrimmedDataAccessException" {
		return p.source.iterator(ctx, p.arn, r.shard.ID, "")
	}
	return i, err
}

func (p *Poller) complain(ctx context.Context, err error) {
	if ctx.Err() == nil {
		_, _ = fmt.Fprintf(p.options.Log, "the stream cannot be read: %v\n", err)
	}
}
