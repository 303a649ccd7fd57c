package bench

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"github.com/valetkey/valetkey/infra/local/stack"
	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/identity"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// Of 10,000 uses at or after an end so many go through the whole function, each
// with its reads and its line on record; the others are judged by the gate with
// the facts that the function would have read.
const (
	lateUses  = 10_000
	wholeUses = 2_000
	inTime    = 100 // more, a millisecond before the end
)

// use is one use at an instant.
type use struct {
	name string // of the route
	at   time.Time
}

// late are n uses at or after an end: two fifths in one burst at the very instant,
// a fifth a millisecond later, the others spread over a week.
func late(end time.Time, n int) []use {
	out := make([]use, n)
	for i := range out {
		at := end
		switch {
		case i%5 == 2:
			at = end.Add(time.Millisecond)
		case i%5 > 2:
			at = end.Add(time.Duration(i) * (7 * 24 * time.Hour) / time.Duration(n)).Truncate(time.Millisecond)
		}
		out[i] = use{[]string{"credential-launch", "credential-reveal"}[i/5%2], at}
	}
	return out
}

// justBefore are n uses in the last millisecond.
func justBefore(end time.Time, n int) []use {
	out := late(end, n)
	for i := range out {
		out[i].at = end.Add(-time.Millisecond)
	}
	return out
}

func TestOf10000UsesAtOrAfterAnEndNoneIsLetIn2000ByTheWholeFunctionTheOthersByTheGate(t *testing.T) { // promise 2
	let, judged := 0, 0
	for name, early := range map[string]bool{"at its end": false, "ended early": true} {
		t.Run(name, func(t *testing.T) {
			h := inHouse(t)
			end := readable(t, h)
			if early {
				end = T0.Add(10 * time.Minute)
			}
			before := 0
			if early {
				before = sent(t, h, justBefore(end, inTime))
				end = endsEarly(t, h, end)
			}
			// The burst: what is in time and what is not, all at once.
			all := late(end, wholeUses/2)
			var both sync.WaitGroup
			if !early {
				both.Go(func() { before = sent(t, h, justBefore(end, inTime)) })
			}
			began := time.Now()
			in := sent(t, h, all)
			both.Wait()
			t.Logf("by the whole function: of %d at or after %d let in; of %d a millisecond before %d (%s)",
				len(all), in, inTime, before, time.Since(began).Round(100*time.Millisecond))
			if before == 0 {
				t.Error("nobody is let in before the end either: it says nothing")
			}
			onRecord(t, h, end, before+in)
			gate, control := judgedByTheGate(t, h, end, (lateUses-wholeUses)/2)
			t.Logf("by the gate: of %d at or after %d let in; of %d a millisecond before %d", (lateUses-wholeUses)/2, gate, inTime, control)
			if control != inTime {
				t.Errorf("the gate lets in %d of %d before the end", control, inTime)
			}
			let, judged = let+in+gate, judged+len(all)+(lateUses-wholeUses)/2
		})
	}
	if t.Logf("of %d uses at or after an end %d were let in", judged, let); judged != lateUses || let != 0 {
		t.Errorf("of %d uses at or after an end %d were let in", judged, let)
	}
}

// readable lets Jon, who is in, reveal as well as launch, and be signed in for
// weeks: nothing but the period is in his way. It answers the period's end.
func readable(t *testing.T, h *house) time.Time {
	t.Helper()
	r := access.Resource{Organization: NorthQuay, ID: Gateway.Resource}
	s := identity.Session{Person: Jon.ID, ID: Jon.SessionID}
	q := access.Request{ID: OpenRequest}
	if err := h.table.Read(t.Context(), &r, &s, &q); err != nil {
		t.Fatal(err)
	}
	r.Assignments[0].Mode = credential.Read
	s.Ends, s.Idles = T0.AddDate(0, 1, 0), T0.AddDate(0, 1, 0)
	if err := h.keep(t.Context(), "Jon may reveal", change.Change{Records: []change.Record{r, s}}); err != nil {
		t.Fatal(err)
	}
	return q.Period.End
}

// endsEarly has Jon end his period at an instant, and answers when it is over.
func endsEarly(t *testing.T, h *house, at time.Time) time.Time {
	t.Helper()
	a, err := h.call(t.Context(), "request-end", eventOf(t, "request-end", at, "the end"))
	q := access.Request{ID: OpenRequest}
	if err == nil {
		err = h.table.Read(t.Context(), &q)
	}
	if err != nil || a.StatusCode != 200 || q.Period.Ended == nil || q.Period.Ended.Before(at) {
		t.Fatalf("%v: %d %s, %+v", err, a.StatusCode, a.Body, q.Period)
	}
	return *q.Period.Ended
}

// eventOf is a call by Jon of a route about Gateway.
func eventOf(t *testing.T, name string, at time.Time, number string) events.APIGatewayV2HTTPRequest {
	t.Helper()
	e, err := Recorded[events.APIGatewayV2HTTPRequest](name)
	if err != nil {
		t.Fatal(err)
	}
	edits := []Edit{As(Jon), At(at), Path("organization", NorthQuay), Path("resource", Gateway.Resource)}
	if strings.HasPrefix(name, "credential-") {
		edits = append(edits, Path("credential", Gateway.Credential))
	}
	for _, edit := range edits {
		edit(&e)
	}
	e.RequestContext.RequestID = number
	return e
}

// sent sends uses to the real functions, some at a time, and counts who is let in.
// Anything but an open door, a closed one, or another use in the way is an error.
func sent(t *testing.T, h *house, all []use) (in int) {
	var mu sync.Mutex
	eachOf(len(all), func(i int) {
		a, err := h.call(t.Context(), all[i].name, eventOf(t, all[i].name, all[i].at, fmt.Sprintf("%s %s %d", all[i].name, all[i].at, i)))
		mu.Lock()
		defer mu.Unlock()
		switch {
		case err != nil:
			t.Error(err)
		case a.StatusCode == 200:
			in++
		case strings.Contains(a.Body, Gateway.Secret.Reveal()):
			t.Errorf("refused, and handed out all the same: %d", a.StatusCode)
		case a.StatusCode != 403 && a.StatusCode != 409 && a.StatusCode != 503:
			t.Errorf("%s at %s was answered %d %s", all[i].name, all[i].at, a.StatusCode, a.Body)
		}
	})
	return in
}

// onRecord sees as many uses on record as were let in, and none at or after the
// end, nor the last use.
func onRecord(t *testing.T, h *house, end time.Time, let int) {
	t.Helper()
	now, err := Stored(t.Context(), h.DB(), stack.Table)
	if err != nil {
		t.Fatal(err)
	}
	uses, after := 0, 0
	for _, at := range usesOnRecord(t, ByKey(now)) {
		if uses++; !at.Before(end) {
			after++
		}
	}
	s := access.Standing{Resource: Gateway.Resource, Person: Jon.ID}
	if err := h.table.Read(t.Context(), &s); err != nil {
		t.Fatal(err)
	}
	if t.Logf("%d uses are on record, %d at or after the end", uses, after); uses != let || after != 0 || !s.LastUse.Before(end) {
		t.Errorf("%d uses are on record, %d at or after %s, of %d that were let in; the last at %s", uses, after, end, let, s.LastUse)
	}
}

// judgedByTheGate has the gate judge uses with what is stored now, and as many in time.
func judgedByTheGate(t *testing.T, h *house, end time.Time, n int) (in, control int) {
	t.Helper()
	f := access.FactsOf(Jon.ID, NorthQuay, Gateway.Resource, Gateway.Credential)
	c := identity.Call{Route: "credential-launch", Who: identity.Members, At: T0, ID: "the gate", Token: Jon.Session()}
	by, err := h.table.Find(t.Context(), c, NorthQuay, f.Wanted()...)
	if err != nil {
		t.Fatal(err)
	}
	enters := func(all []use) (in int) {
		for _, u := range all {
			want := credential.Use
			if u.name == "credential-reveal" {
				want = credential.Read
			}
			by.At = u.at
			if _, err := access.Enter(by, f, want); err == nil {
				in++
			}
		}
		return in
	}
	return enters(late(end, n)), enters(justBefore(end, inTime))
}

// usesOnRecord are the instants of the uses of Gateway.
func usesOnRecord(t *testing.T, items map[string]string) (out []time.Time) {
	t.Helper()
	for key, item := range items {
		launched, revealed := has(item, "action", string(audit.CredentialLaunched)), has(item, "action", string(audit.CredentialRevealed))
		if !strings.HasPrefix(key, "AUDIT#") || !launched && !revealed || !has(item, "thing", string(Gateway.Resource)) {
			continue
		}
		at, err := time.Parse(time.RFC3339Nano, valueOf(item, "at"))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, at)
	}
	return out
}
