package bench

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"sync"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/valetkey/valetkey/infra/local/build"
	"github.com/valetkey/valetkey/infra/local/caller"
	"github.com/valetkey/valetkey/infra/local/lambda"
	"github.com/valetkey/valetkey/infra/local/ledger"
	"github.com/valetkey/valetkey/infra/local/machine"
	"github.com/valetkey/valetkey/infra/local/permit"
	"github.com/valetkey/valetkey/infra/local/stack"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/table"
	"github.com/valetkey/valetkey/shared/tabletest"
	"github.com/valetkey/valetkey/shared/workflow"
)

// needed are the functions that lives and measures call.
var needed = []string{
	"credential-launch", "credential-reveal", "request-create", "request-approve", "request-deny", "request-end", "request-break", "request-review",
	"outbox-mail", "outbox-drive", "due-sweep", "period-wake", "partner-list", "vault-list", "share-bulk",
}

// house is the part of the product that access ends in, with its real functions,
// told the story. Nothing calls them by itself but the state machine, which is the
// deployed one, in a time of its own (see wake).
type house struct {
	*stack.Stack
	table   *table.Table
	machine *machine.Machine
	made    *ledger.Ledger // what was asked of the machine
	story   []map[string]types.AttributeValue

	mu      sync.Mutex
	calls   int                        // of functions
	instant map[id.Request][]time.Time // when each period is woken next, as the product sees it
	woken   map[id.Request]int         // how often it was
	gate    chan struct{}              // no period is woken a second time before it is closed
}

// openHouse starts one. The functions are built into bin.
func openHouse(ctx context.Context, root, dir, bin string, out io.Writer) (h *house, err error) {
	if _, err := build.All(ctx, root, bin, out, needed...); err != nil {
		return nil, err
	}
	h = &house{made: &ledger.Ledger{}, instant: map[id.Request][]time.Time{}, woken: map[id.Request]int{}}
	roles, err := permit.FromTable()
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			h.close()
		}
	}()
	h.machine, err = machine.Start(machine.Options{Root: root, Wake: "period-wake", Invoke: h.wake, Roles: roles, Ledger: h.made, Log: io.Discard})
	if err != nil {
		return h, err
	}
	routes := slices.DeleteFunc(slices.Clone(api.Routes), func(r api.Route) bool { return !slices.Contains(needed, r.Name) })
	workers := slices.DeleteFunc(slices.Clone(api.Workers), func(w api.Worker) bool { return !slices.Contains(needed, w.Name) })
	for i := range workers {
		workers[i].Stream, workers[i].Every, workers[i].Machine = "", 0, false
	}
	h.Stack, err = stack.Start(ctx, stack.Options{
		Dir: dir, Root: root, Bin: bin, InMemory: true, NoClock: true, Origin: tabletest.Origin, Routes: routes, Workers: workers,
		Roles: roles, Env: []string{"AWS_ENDPOINT_URL_SFN=" + h.machine.URL()}, Log: io.Discard,
	})
	if err != nil {
		return h, err
	}
	h.table = table.Open(h.Config(), stack.Table)
	return h, h.tell(ctx)
}

// tell makes the table anew without a stream, which nobody reads and which slows
// DynamoDB Local down, and tells the story.
func (h *house) tell(ctx context.Context) error {
	in := table.Definition(stack.Table)
	if _, err := h.DB().DeleteTable(ctx, &dynamodb.DeleteTableInput{TableName: in.TableName}); err != nil {
		return err
	}
	in.StreamSpecification = nil
	if _, err := h.DB().CreateTable(ctx, in); err != nil {
		return err
	}
	keys := envelope.New(tabletest.Config(h.KMS().URL(), caller.Operator), h.KMS().ARN())
	if err := tabletest.Tell(ctx, h.table, keys); err != nil {
		return err
	}
	var err error
	h.story, err = tabletest.Stored(ctx, h.DB(), stack.Table)
	return err
}

// retell makes everything as the story has it, and counts from nothing.
func (h *house) retell(ctx context.Context) error {
	if err := tabletest.Restore(ctx, h.DB(), stack.Table, h.story); err != nil {
		return err
	}
	h.reset()
	return nil
}

func (h *house) reset() {
	h.Ledger().Reset()
	h.mu.Lock()
	h.calls = 0
	h.mu.Unlock()
}

func (h *house) close() {
	if h.Stack != nil {
		h.Stop()
	}
	if h.machine != nil {
		h.machine.Stop()
	}
}

// invoke calls the real binary.
func (h *house) invoke(ctx context.Context, name string, event any) ([]byte, error) {
	raw, err := json.Marshal(event)
	if err != nil {
		return nil, err
	}
	h.mu.Lock()
	h.calls++
	h.mu.Unlock()
	r, err := h.Functions().Invoke(ctx, name, raw)
	if err == nil && r.Failed {
		err = fmt.Errorf("%s: %s", name, r.Payload)
	}
	return r.Payload, err
}

// call sends an event of a route.
func (h *house) call(ctx context.Context, name string, e events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
	var out events.APIGatewayV2HTTPResponse
	raw, err := h.invoke(ctx, name, e)
	if err == nil {
		err = json.Unmarshal(raw, &out)
	}
	return out, err
}

// keep writes a change as it is, past every rule.
func (h *house) keep(ctx context.Context, name string, c change.Change) error {
	return h.table.Save(ctx, identity.Call{Route: "bench", At: tabletest.T0, ID: name}, c, nil)
}

// second is what the machine waits for in place of what a period would have it wait.
const second = time.Second

// wake calls period-wake for the machine. The machine waits by this machine's
// clock and the product lives in the story's: each wake is told the instant that
// the one before asked for, and that one is answered as being a moment from now.
// So a week is over in seconds, and passes the same states.
func (h *house) wake(ctx context.Context, name string, event []byte) (lambda.Result, error) {
	w, err := workflow.Read(event)
	if err != nil {
		return lambda.Result{}, err
	}
	h.mu.Lock()
	if all := h.instant[w.Request]; len(all) > 0 {
		w.At = all[len(all)-1]
	}
	first, gate := h.woken[w.Request] == 0, h.gate
	h.mu.Unlock()
	if !first && gate != nil {
		<-gate
	}
	raw, err := h.invoke(ctx, name, w)
	h.mu.Lock()
	h.woken[w.Request]++
	h.mu.Unlock()
	if err != nil {
		return lambda.Result{}, err
	}
	var next workflow.Next
	if err := json.Unmarshal(raw, &next); err != nil {
		return lambda.Result{}, err
	}
	if next.Next != "" {
		at, err := time.Parse(time.RFC3339, next.Next)
		if err != nil {
			return lambda.Result{}, err
		}
		h.awake(w.Request, at)
		next.Next = time.Now().UTC().Add(second).Truncate(time.Second).Add(time.Second).Format(time.RFC3339)
	}
	raw, err = json.Marshal(next)
	return lambda.Result{Payload: raw}, err
}

// awake says when the period is woken next.
func (h *house) awake(q id.Request, at time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.instant[q] = append(h.instant[q], at)
}

// looked waits until the period has been woken for the first time.
func (h *house) looked(q id.Request) error {
	for range 400 {
		h.mu.Lock()
		n := h.woken[q]
		h.mu.Unlock()
		if n > 0 {
			return nil
		}
		time.Sleep(25 * time.Millisecond)
	}
	return fmt.Errorf("the workflow of %s does not begin", q)
}
