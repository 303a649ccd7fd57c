package bus_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/aws/smithy-go"

	"github.com/valetkey/valetkey/infra/grants"
	"github.com/valetkey/valetkey/infra/local/bus"
	"github.com/valetkey/valetkey/infra/local/caller"
	"github.com/valetkey/valetkey/infra/local/lambda"
	"github.com/valetkey/valetkey/infra/local/ledger"
	"github.com/valetkey/valetkey/shared/api"
	product "github.com/valetkey/valetkey/shared/bus"
)

// called is a function that fails so often first, and what it was called with.
type called struct {
	mu    sync.Mutex
	fails int
	with  []bus.Event
}

func (c *called) invoke(_ context.Context, function string, event []byte) (lambda.Result, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	var e bus.Event
	if err := json.Unmarshal(event, &e); err != nil || function != "webhook-send" {
		return lambda.Result{}, lambda.ErrUnknown
	}
	if c.with = append(c.with, e); c.fails > 0 {
		c.fails--
		return lambda.Result{Failed: true}, nil
	}
	return lambda.Result{}, nil
}

func (c *called) times(t *testing.T, n int) []bus.Event {
	t.Helper()
	for range 500 {
		c.mu.Lock()
		got := append([]bus.Event{}, c.with...)
		c.mu.Unlock()
		if len(got) >= n {
			return got
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("it was not called %d times", n)
	return nil
}

func started(t *testing.T, c *called) *bus.Bus {
	t.Helper()
	may, err := grants.From(api.Touch{Tells: true})
	if err != nil {
		t.Fatal(err)
	}
	b, err := bus.Start(bus.Options{
		Rules:  []bus.Rule{{Source: product.Source, Type: product.DeliveryDue, Function: "webhook-send"}},
		Invoke: c.invoke, Roles: map[string][]grants.Statement{"outbox-drive": may}, Ledger: &ledger.Ledger{}, Log: io.Discard,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Stop)
	return b
}

func as(t *testing.T, b *bus.Bus, function string) aws.Config {
	t.Helper()
	key, err := caller.Key(function)
	if err != nil {
		t.Fatal(err)
	}
	return aws.Config{
		Region: "us-east-1", BaseEndpoint: aws.String(b.URL()), Credentials: credentials.NewStaticCredentialsProvider(key, caller.Secret, ""), RetryMaxAttempts: 1,
	}
}

func TestWhatIsPutIsKeptAndItsRulesFunctionIsCalledUntilItTakesIt(t *testing.T) {
	c := &called{fails: 1}
	b := started(t, c)
	put := product.Open(as(t, b, "outbox-drive"), bus.Name).Put
	at := time.Date(2026, 3, 2, 9, 0, 0, 7e8, time.UTC)
	if err := errors.Join(put(t.Context(), "access.opened", at, []byte(`{"a":1}`)), put(t.Context(), product.DeliveryDue, time.Time{}, []byte(`{"b":2}`))); err != nil {
		t.Fatal(err)
	}
	got := c.times(t, 2)
	if got[0].ID != got[1].ID || got[0].Type != product.DeliveryDue || got[0].Source != "valetkey" || string(got[0].Detail) != `{"b":2}` {
		t.Errorf("%+v", got)
	}
	opened := b.Events("access.opened")
	if len(opened) != 1 || opened[0].Time != "2026-03-02T09:00:00Z" || string(opened[0].Detail) != `{"a":1}` || len(b.Events()) != 2 {
		t.Errorf("%+v", b.Events())
	}
	seen, err := http.Get(b.URL())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = seen.Body.Close() }()
	if raw, err := io.ReadAll(seen.Body); err != nil || !strings.Contains(string(raw), "access.opened") {
		t.Errorf("%s, %v", raw, err)
	}
}

func TestAnEntryThatIsNotTakenIsAnErrorToWhoPutIt(t *testing.T) {
	b := started(t, &called{})
	put := product.Open(as(t, b, "outbox-drive"), bus.Name).Put
	for detail, want := range map[string]string{"": "InvalidArgument", "{": "MalformedDetail", "[]": "MalformedDetail", "null": "MalformedDetail"} {
		if err := put(t.Context(), "x", time.Time{}, []byte(detail)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", detail, err)
		}
	}
	b.Refuse(1)
	if err := put(t.Context(), "x", time.Time{}, []byte("{}")); err == nil || !strings.Contains(err.Error(), "ThrottlingException") {
		t.Errorf("throttled: %v", err)
	}
	if err := product.Open(as(t, b, "outbox-drive"), "another").Put(t.Context(), "x", time.Time{}, []byte("{}")); err == nil {
		t.Error("another bus takes it")
	}
	if err := product.Open(as(t, b, "request-create"), bus.Name).Put(t.Context(), "x", time.Time{}, []byte("{}")); err == nil || !strings.Contains(err.Error(), "AccessDenied") {
		t.Errorf("another function: %v", err)
	}
	if b.Down(); put(t.Context(), "x", time.Time{}, []byte("{}")) == nil {
		t.Error("it is down and answers")
	}
	if err := b.Up(); err != nil || len(b.Events()) != 0 {
		t.Errorf("%v, %+v", err, b.Events())
	}
	if err := put(t.Context(), "x", time.Time{}, []byte("{}")); err != nil {
		t.Error(err)
	}
}

func TestTheLimitsOfARequestAreAWSs(t *testing.T) {
	b := started(t, &called{})
	client := eventbridge.NewFromConfig(as(t, b, "outbox-drive"))
	one := types.PutEventsRequestEntry{EventBusName: aws.String(bus.Name), Source: aws.String("valetkey"), DetailType: aws.String("x"), Detail: aws.String("{}")}
	foreign, huge := one, one
	foreign.Source = aws.String("aws.ses")
	huge.Detail = aws.String(`{"x":"` + strings.Repeat("x", 256<<10) + `"}`)
	for name, entries := range map[string][]types.PutEventsRequestEntry{"eleven": make([]types.PutEventsRequestEntry, 11), "too long": {huge}, "none": {}} {
		for i := range entries {
			if entries[i].Source == nil {
				entries[i] = one
			}
		}
		_, err := client.PutEvents(t.Context(), &eventbridge.PutEventsInput{Entries: entries})
		if said := smithy.APIError(nil); !errors.As(err, &said) || said.ErrorCode() != "ValidationException" {
			t.Errorf("%s: %v", name, err)
		}
	}
	out, err := client.PutEvents(t.Context(), &eventbridge.PutEventsInput{Entries: []types.PutEventsRequestEntry{foreign, one}})
	if err != nil || out.FailedEntryCount != 1 || aws.ToString(out.Entries[0].ErrorCode) != "NotAuthorizedForSourceException" || out.Entries[1].EventId == nil || len(b.Events()) != 1 {
		t.Errorf("%+v, %v", out, err)
	}
}
