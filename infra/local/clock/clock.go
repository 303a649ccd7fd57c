// Package clock calls the workers that have a schedule, as EventBridge does:
// with a "Scheduled Event" that says which minute it is.
//
// It does not repeat a call that failed: the next one comes soon enough, and
// the sweep it calls must not depend on any one call.
package clock

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/valetkey/valetkey/infra/local/lambda"
	"github.com/valetkey/valetkey/shared/api"
)

// Options say what to call.
type Options struct {
	Invoke  func(ctx context.Context, function string, event []byte) (lambda.Result, error)
	Workers []api.Worker // those without Every are passed over
	Log     io.Writer
	Still   bool // call only when Fire says so
}

// Clock is a running clock.
type Clock struct {
	options Options
	cancel  context.CancelFunc
	done    sync.WaitGroup
}

// Start starts calling. The first call of each worker comes after its first
// interval.
func Start(o Options) *Clock {
	ctx, cancel := context.WithCancel(context.Background())
	c := &Clock{options: o, cancel: cancel}
	for _, w := range o.Workers {
		if w.Every > 0 && !o.Still {
			c.done.Go(func() { c.tick(ctx, w) })
		}
	}
	return c
}

// Stop ends the clock and waits for calls in flight.
func (c *Clock) Stop() {
	c.cancel()
	c.done.Wait()
}

func (c *Clock) tick(ctx context.Context, w api.Worker) {
	t := time.NewTicker(time.Duration(w.Every) * time.Minute)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case at := <-t.C:
			if r, err := c.Fire(ctx, w.Name, at); err != nil {
				_, _ = fmt.Fprintf(c.options.Log, "the clock could not call %s: %v\n", w.Name, err)
			} else if r.Failed {
				_, _ = fmt.Fprintf(c.options.Log, "the clock's call of %s failed: %s\n", w.Name, r.Payload)
			}
		}
	}
}

// Fire calls a worker now with the given time, and waits for its answer. The
// event's time has whole seconds, as EventBridge's.
func (c *Clock) Fire(ctx context.Context, worker string, at time.Time) (lambda.Result, error) {
	return c.options.Invoke(ctx, worker, Event(worker, at))
}

// Event is the event that EventBridge sends.
func Event(worker string, at time.Time) []byte {
	id := make([]byte, 16)
	_, _ = rand.Read(id) // crypto/rand.Read never fails
	e, err := json.Marshal(map[string]any{
		"version": "0", "id": fmt.Sprintf("%x-%x-%x-%x-%x", id[:4], id[4:6], id[6:8], id[8:10], id[10:]),
		"detail-type": "Scheduled Event", "source": "aws.events", "account": "000000000000", "region": "us-east-1",
		"time": at.UTC().Format("2006-01-02T15:04:05Z"), "detail": map[string]any{},
		"resources": []string{"arn:aws:events:us-east-1:000000000000:rule/" + worker},
	})
	if err != nil {
		panic(err) // strings always marshal
	}
	return e
}
