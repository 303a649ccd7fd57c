package bench

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/valetkey/valetkey/infra/local/stack"
	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/identity"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// answer is one use over HTTP, by this machine's clock.
type answer struct {
	sent   time.Time
	status int
	body   string
}

func TestByTheRealClockNobodyIsLetInAfterAnEndOrAnEarlyEndWithTheStateMachineDown(t *testing.T) { // promise 2
	h := inHouse(t)
	h.machine.Down()
	defer func() {
		if err := h.machine.Up(); err != nil {
			t.Error(err)
		}
	}()
	nowSignedIn(t, h)
	t.Run("at its end", func(t *testing.T) {
		q := asksNow(t, h, 3)
		all := hammered(h, q.Period.End.Add(1500*time.Millisecond))
		refusedFrom(t, h, q.Period.Start, q.Period.End, q.Period.End, all)
	})
	t.Run("ended early", func(t *testing.T) {
		q := asksNow(t, h, 60)
		var all []answer
		var both sync.WaitGroup
		both.Go(func() { all = hammered(h, q.Period.Start.Add(3*time.Second)) })
		time.Sleep(time.Until(q.Period.Start.Add(1500 * time.Millisecond)))
		var answered time.Time
		for try := 1; answered.IsZero(); try++ { // uses are in its way
			a := post(h, "request-end", fmt.Sprint("the end ", try), Path("request", q.ID))
			if a.status == 200 {
				answered = time.Now()
			} else if try == 20 {
				t.Fatalf("it cannot be ended: %d %s", a.status, a.body)
			}
		}
		both.Wait()
		if err := h.table.Read(t.Context(), &q); err != nil || q.Period.Ended == nil {
			t.Fatalf("%v, %+v", err, q.Period)
		}
		refusedFrom(t, h, q.Period.Start, answered, *q.Period.Ended, all)
	})
}

// nowSignedIn signs Jon in by this machine's clock, and has Gateway open for a reason.
func nowSignedIn(t *testing.T, h *house) {
	t.Helper()
	r := access.Resource{Organization: NorthQuay, ID: Gateway.Resource}
	s := identity.Session{Person: Jon.ID, ID: Jon.SessionID}
	if err := h.table.Read(t.Context(), &r, &s); err != nil {
		t.Fatal(err)
	}
	r.Policy = automatic(hour)
	s.Ends, s.Idles = time.Now().Add(time.Hour), time.Now().Add(time.Hour)
	if err := h.keep(t.Context(), "Jon is here now", change.Change{Records: []change.Record{r, s}}); err != nil {
		t.Fatal(err)
	}
}

// asksNow has Jon let in for so many seconds.
func asksNow(t *testing.T, h *house, seconds int) access.Request {
	t.Helper()
	a := post(h, "request-create", fmt.Sprint("for ", seconds), Set("length", seconds))
	var made api.Request
	if err := json.Unmarshal([]byte(a.body), &made); err != nil || a.status != 201 {
		t.Fatalf("%v: %d %s", err, a.status, a.body)
	}
	q := access.Request{ID: made.ID}
	if err := h.table.Read(t.Context(), &q); err != nil || q.Period == nil {
		t.Fatalf("%v, %+v", err, q)
	}
	return q
}

// post sends what the recorded event of a route says, about Gateway and by Jon, to
// the gateway: it arrives when it does.
func post(h *house, name, key string, edits ...Edit) answer {
	out := answer{sent: time.Now()}
	e := Event(ByName(name), Asked(ByName(name)))
	edits = append([]Edit{As(Jon), Path("organization", NorthQuay)}, edits...)
	if strings.Contains(e.RouteKey, "{resource}") {
		edits = append(edits, Path("resource", Gateway.Resource))
	}
	if strings.Contains(e.RouteKey, "{credential}") {
		edits = append(edits, Path("credential", Gateway.Credential))
	}
	for _, edit := range edits {
		edit(&e)
	}
	r, err := http.NewRequest(e.RequestContext.HTTP.Method, h.URL()+e.RawPath, bytes.NewReader([]byte(e.Body)))
	if err != nil {
		return answer{out.sent, 0, err.Error()}
	}
	for name, value := range e.Headers {
		if name != "host" {
			r.Header.Set(name, value)
		}
	}
	r.Header.Set("Idempotency-Key", key)
	if name == "credential-launch" {
		r.Header.Del("Idempotency-Key")
	}
	out.sent = time.Now()
	a, err := http.DefaultClient.Do(r)
	if err != nil {
		return answer{out.sent, 0, err.Error()}
	}
	defer func() { _ = a.Body.Close() }()
	raw, err := io.ReadAll(a.Body)
	if err != nil {
		return answer{out.sent, 0, err.Error()}
	}
	return answer{out.sent, a.StatusCode, string(raw)}
}

// hammered has some callers launch again and again until an instant.
func hammered(h *house, until time.Time) (all []answer) {
	var mu sync.Mutex
	var callers sync.WaitGroup
	for range 4 {
		callers.Go(func() {
			for time.Now().Before(until) {
				a := post(h, "credential-launch", "")
				mu.Lock()
				all = append(all, a)
				mu.Unlock()
			}
		})
	}
	callers.Wait()
	return all
}

// refusedFrom sees that none that was sent from an instant on was let in, that
// some were before, and that the record has as many uses since the period's start
// as were let in, each of which arrived before the end.
func refusedFrom(t *testing.T, h *house, start, from, end time.Time, all []answer) {
	t.Helper()
	in, late, after := 0, 0, 0
	for _, a := range all {
		switch {
		case a.status == 200 && a.sent.Before(from):
			in++
		case a.status == 200:
			late++
		case a.status != 403 && a.status != 409 && a.status != 503:
			t.Errorf("answered %d %s", a.status, a.body)
		}
		if !a.sent.Before(from) {
			after++
		}
	}
	now, err := Stored(t.Context(), h.DB(), stack.Table)
	if err != nil {
		t.Fatal(err)
	}
	arrived, over := 0, 0
	for _, at := range usesOnRecord(t, ByKey(now)) {
		if at.Before(start) {
			continue
		}
		if arrived++; !at.Before(end) {
			over++
		}
	}
	t.Logf("%d launches: %d let in, all sent before the end; of %d sent at or after it %d let in; on record %d, of them at or after the end %d",
		len(all), in, after, late, arrived, over)
	if in == 0 || after == 0 || late != 0 || over != 0 || arrived != in {
		t.Error("that is not how it should be")
	}
}
