package main

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/bus"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/table"
	. "github.com/valetkey/valetkey/shared/tabletest"
	"github.com/valetkey/valetkey/shared/webhook"
)

// telling is a function whose bus keeps what it is given, and North Quay with
// three hooks: for all events, for endings, and a disabled one.
type telling struct {
	*World
	function
	hooks []webhook.Hook
	order change.Order

	mu    sync.Mutex
	fails error
	put   []put
}

type put struct {
	kind   string
	at     time.Time
	detail string
}

func tells(t *testing.T, event string) *telling {
	t.Helper()
	w := &telling{World: New(t, "outbox-drive")}
	w.function = function{table: w.Table, origin: Origin, put: func(_ context.Context, kind string, at time.Time, detail []byte) error {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.put = append(w.put, put{kind, at, string(detail)})
		return w.fails
	}}
	var c change.Change
	for i, wants := range [][]string{access.Events, {access.EndedEvent}, access.Events} {
		h := webhook.Hook{Organization: NorthQuay, ID: id.New[id.Webhook](T0, "hook", i), URL: "https://pager.example", Events: wants, Secret: []byte("x"), Since: T0}
		if i == 2 {
			h.Disabled = &T0
		}
		w.hooks = append(w.hooks, h)
		c.Keep(h)
	}
	w.Keep(c, "hooks")
	w.order = change.Order{ID: id.New[id.Order](LetIn, event, 0), Door: change.Drive, At: LetIn, Chore: event, Thing: string(OpenRequest), Home: string(NorthQuay)}
	return w
}

// comes is the order's stream record, for the nth time.
func (w *telling) comes(n string) error {
	return w.deliver(w.T.Context(), identity.Call{Route: "outbox-drive", At: T0, ID: "record " + n}, w.order)
}

// sent is the deliveries to each of the hooks.
func (w *telling) sent() (out [][]webhook.Delivery) {
	w.T.Helper()
	for _, h := range w.hooks {
		all, _, err := w.Operator().DeliveriesOf(context.Background(), NorthQuay, h.ID, table.Page{Limit: 10})
		if err != nil {
			w.T.Fatal(err)
		}
		out = append(out, all)
	}
	return out
}

// rule J14
func TestWhatHappenedIsPutOnTheBusAndLeftForEachHookThatWantsIt(t *testing.T) {
	w := tells(t, access.OpenedEvent)
	if made := w.Made(func() {
		if err := w.comes("first"); err != nil {
			t.Fatal(err)
		}
	}); made != "DUE OUT SENT" {
		t.Errorf("made %s", made)
	}
	sent := w.sent()
	if len(sent[0]) != 1 || len(sent[1])+len(sent[2]) != 0 || len(w.put) != 1 {
		t.Fatalf("sent %+v, put %+v", sent, w.put)
	}
	d, p := sent[0][0], w.put[0]
	if p.kind != access.OpenedEvent || !p.at.Equal(LetIn) || p.detail != d.Body || d.State != webhook.Waiting || d.Event != access.OpenedEvent {
		t.Errorf("%+v; %+v", d, p)
	}
	var e struct {
		ID, Type string
		Data     webhook.Access
	}
	q := access.Request{ID: OpenRequest}
	if w.Read(&q); json.Unmarshal([]byte(d.Body), &e) != nil || e.ID != d.EventID || e.Data.Request != OpenRequest || e.Data.Person.Name != q.Name || !e.Data.End.Equal(q.Period.End) ||
		e.Data.Page != Origin+"/organizations/"+string(NorthQuay)+"/requests/"+string(OpenRequest) {
		t.Errorf("%s", d.Body)
	}
	if strings.Contains(d.Body, "@") {
		t.Errorf("a mail address leaves the house: %s", d.Body)
	}
}

func TestAnOrderThatComesAgainLeavesNoSecondDeliveryAndTheSameEvent(t *testing.T) {
	w := tells(t, access.EndedEvent)
	if err := w.comes("first"); err != nil {
		t.Fatal(err)
	}
	late := webhook.Hook{Organization: NorthQuay, ID: id.New[id.Webhook](T0, "late", 0), Events: access.Events, Secret: []byte("x"), Since: T0}
	w.Keep(change.Change{Records: []change.Record{late}}, "a new hook")
	w.hooks = append(w.hooks, late)
	w.Unchanged(func() {
		if err := w.comes("again"); err != nil {
			t.Error(err)
		}
	})
	if sent := w.sent(); len(sent[0]) != 1 || len(sent[1]) != 1 || len(sent[3]) != 0 || len(w.put) != 2 || w.put[0] != w.put[1] {
		t.Errorf("sent %+v, put %+v", sent, w.put)
	}
}

func TestOfTwoWhoTellAtOnceOneLeavesTheDeliveries(t *testing.T) {
	w := tells(t, access.OpenedEvent)
	var both, wg sync.WaitGroup
	both.Add(2)
	var writes atomic.Int32
	defer w.Dynamo.Before(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "TransactWriteItems" && writes.Add(1) <= 2 { // each has read that there is none
			both.Done()
			both.Wait()
		}
		return nil
	})()
	for _, n := range []string{"one", "two"} {
		wg.Go(func() {
			if err := w.comes(n); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if sent := w.sent(); len(sent[0]) != 1 || len(w.put) != 2 {
		t.Errorf("sent %+v, put %d", sent, len(w.put))
	}
}

func TestWithoutTheBusTheOrderWaitsAndIsToldLater(t *testing.T) {
	w := tells(t, access.OpenedEvent)
	w.fails = errors.New("no answer")
	if err := w.comes("first"); err == nil {
		t.Error("the order is lost")
	}
	w.fails = nil
	if err := w.comes("again"); err != nil {
		t.Error(err)
	}
	if sent := w.sent(); len(sent[0]) != 1 || len(w.put) != 2 || w.put[0] != w.put[1] {
		t.Errorf("sent %+v, put %+v", sent, w.put)
	}
}

func TestOfARequestThatIsNotThereNothingIsTold(t *testing.T) {
	w := tells(t, access.OpenedEvent)
	w.order.Thing = string(id.New[id.Request](T0, "nobody's", 0))
	w.Unchanged(func() {
		if err := w.comes("first"); err != nil || len(w.put) != 0 {
			t.Errorf("%v, %+v", err, w.put)
		}
	})
}

func TestWhatIsDueIsSaidOnTheBusForTheTryThatIsAwaited(t *testing.T) {
	w := tells(t, access.OpenedEvent)
	if err := w.comes("first"); err != nil {
		t.Fatal(err)
	}
	d := w.sent()[0][0]
	for _, tt := range []struct {
		tried int
		next  time.Time
		state webhook.State
		said  bool
	}{{0, T0, webhook.Waiting, true}, {1, T0, webhook.Waiting, true}, {1, T0.Add(time.Second), webhook.Waiting, false}, {2, T0, webhook.Delivered, false}, {8, T0, webhook.GivenUp, false}} {
		d.State, d.Next, d.Tried = tt.state, &tt.next, make([]webhook.Try, tt.tried)
		w.Keep(change.Change{Records: []change.Record{d}}, "as it stands "+tt.next.String()+string(tt.state)+strings.Repeat("+", tt.tried))
		w.Read(&d)
		var c change.Change
		webhook.Send(&c, T0, d)
		w.order, w.put = c.Orders[0], nil
		if err := w.comes("due"); err != nil {
			t.Fatal(err)
		}
		if said := len(w.put) == 1; said != tt.said {
			t.Errorf("%+v: put %+v", tt, w.put)
			continue
		}
		if !tt.said {
			continue
		}
		due, err := bus.ReadDue([]byte(w.put[0].detail))
		if err != nil || w.put[0].kind != bus.DeliveryDue || !w.put[0].at.IsZero() || due.Try != tt.tried+1 || due.Delivery != d.ID || due.Hook != d.Hook || due.Organization != NorthQuay {
			t.Errorf("%+v: %+v, %v", tt, w.put, err)
		}
	}
	w.order.Thing = "nonsense"
	if err := w.comes("nonsense"); err == nil {
		t.Error("nonsense is a delivery")
	}
}

func TestEveryEventHasItsChore(t *testing.T) {
	w := tells(t, "")
	for _, e := range slices.Concat(access.Events, []string{webhook.DueChore}) {
		w.order.Chore = e
		if err := w.comes(e); err != nil && strings.Contains(err.Error(), "no chore is named") {
			t.Error(err)
		}
	}
}
