// Package bus is AWS EventBridge for one machine: PutEvents on the stack's event
// bus, and the rule by which the function that makes deliveries is called for
// those that are due.
//
// What is put is kept in memory, for tests and for a developer to look at (GET of
// its address). There are no other buses and rules, and no archive. What comes
// back of mail does not come by here: infra/local/mailbox tells of that itself.
package bus

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"sync"
	"time"

	"github.com/valetkey/valetkey/infra/local/lambda"
	"github.com/valetkey/valetkey/infra/local/ledger"
	"github.com/valetkey/valetkey/infra/local/loopback"
	"github.com/valetkey/valetkey/infra/local/permit"
)

// Name is the bus's.
const Name = "Valetkey"

// Options say how to run.
type Options struct {
	Rules   []Rule
	Invoke  func(ctx context.Context, function string, event []byte) (lambda.Result, error)
	Roles   permit.Roles
	Ledger  *ledger.Ledger
	Serving func(process string) string // the request id of the call a process is serving
	Log     io.Writer
}

// Rule calls a function for each event of a source and a type.
type Rule struct{ Source, Type, Function string }

// Event is what is on the bus, as rules and functions see it.
type Event struct {
	Version   string          `json:"version"`
	ID        string          `json:"id"`
	Type      string          `json:"detail-type"`
	Source    string          `json:"source"`
	Account   string          `json:"account"`
	Time      string          `json:"time"` // whole seconds, as EventBridge has it
	Region    string          `json:"region"`
	Resources []string        `json:"resources"`
	Detail    json.RawMessage `json:"detail"`
}

// most is how many events are kept; a developer's stack runs for days.
const most = 2000

// atOnce is how many calls are made at once, as the stack has it.
const atOnce = 10

// Bus is a running bus.
type Bus struct {
	options Options
	door    *loopback.Server
	stopped context.Context
	stop    context.CancelFunc
	calls   chan Event
	calling sync.WaitGroup

	mu     sync.Mutex
	events []Event
	refuse int // so many entries to come
}

// Start starts the bus.
func Start(o Options) (*Bus, error) {
	b := &Bus{options: o}
	b.stopped, b.stop = context.WithCancel(context.Background())
	b.calls = make(chan Event, most)
	for range atOnce {
		b.calling.Go(b.work)
	}
	var err error
	if b.door, err = loopback.Serve(0, b); err != nil {
		b.Stop()
		return nil, err
	}
	return b, nil
}

// URL is the service's address, for functions; a GET of it shows the events.
func (b *Bus) URL() string { return b.door.URL() }

// Down takes the service down; what is on the bus already is delivered.
func (b *Bus) Down() { b.door.Down() }

// Up ends Down.
func (b *Bus) Up() error { return b.door.Up() }

// Refuse has the next entries refused, one by one, in an answer that is good.
func (b *Bus) Refuse(entries int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.refuse = entries
}

// Stop ends the bus. Calls that are being made are given up.
func (b *Bus) Stop() {
	if b.door != nil {
		b.door.Down()
	}
	b.stop()
	b.calling.Wait()
}

// Events lists what is kept, oldest first; of these types only, if any are named.
func (b *Bus) Events(types ...string) []Event {
	b.mu.Lock()
	defer b.mu.Unlock()
	all := slices.Clone(b.events)
	if len(types) > 0 {
		all = slices.DeleteFunc(all, func(e Event) bool { return !slices.Contains(types, e.Type) })
	}
	return all
}

// keep puts an event on the bus.
func (b *Bus) keep(e Event) {
	b.mu.Lock()
	if len(b.events) == most {
		b.events = slices.Delete(b.events, 0, most/2)
	}
	b.events = append(b.events, e)
	b.mu.Unlock()
	select {
	case b.calls <- e:
	default:
		_, _ = fmt.Fprintf(b.options.Log, "the bus is full: nobody is called for %s\n", e.ID)
	}
}

func (b *Bus) work() {
	for {
		select {
		case <-b.stopped.Done():
			return
		case e := <-b.calls:
			for _, r := range b.options.Rules {
				if r.Source == e.Source && r.Type == e.Type {
					b.call(r, e)
				}
			}
		}
	}
}

// call calls a rule's function. A call that fails is made twice more, as Lambda
// does for an event (sooner than it does), and then given up.
func (b *Bus) call(r Rule, e Event) {
	event, err := json.Marshal(e)
	for try := 0; err == nil && try < 3; try++ {
		select {
		case <-b.stopped.Done():
			return
		case <-time.After(time.Duration(try) * time.Second):
		}
		ctx, cancel := context.WithTimeout(b.stopped, time.Minute)
		result, failed := b.options.Invoke(ctx, r.Function, event)
		cancel()
		if failed == nil && !result.Failed {
			return
		}
		_, _ = fmt.Fprintf(b.options.Log, "%s failed for the event %s: %v %s\n", r.Function, e.ID, failed, result.Payload)
	}
	_, _ = fmt.Fprintf(b.options.Log, "the event %s was given up\n", e.ID)
}
