package bench

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/infra/local/stack"
	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/identity/identitytest"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// endings is how many periods end at one instant, killAt the one in the middle of
// which whoever tidies is killed.
const (
	endings = 1000
	killAt  = 300
)

// ended is when they do.
var ended = T0.Add(time.Hour)

// TestAThousandPeriodsThatEndAtOnceAreEachTidiedOnceThoughTheSweepIsKilledInTheMiddle:
// by the sweep alone, which is killed between a transaction and its answer; and by
// the sweep, killed likewise, and the workflows of all, at the same time.
func TestAThousandPeriodsThatEndAtOnceAreEachTidiedOnceThoughTheSweepIsKilledInTheMiddle(t *testing.T) {
	h := inHouse(t)
	all := openedTogether(t, h)
	open, err := Stored(t.Context(), h.DB(), stack.Table)
	if err != nil {
		t.Fatal(err)
	}
	for _, by := range []string{"the sweep", "the sweep and the workflows"} {
		t.Run(by, func(t *testing.T) {
			if err := Restore(t.Context(), h.DB(), stack.Table, open); err != nil {
				t.Fatal(err)
			}
			h.reset()
			began := time.Now()
			var both sync.WaitGroup
			if by != "the sweep" {
				both.Go(func() { wakeAll(t, h, all) })
			}
			killedInTheMiddle(t, h)
			both.Wait()
			for n := 1; n <= 2; n++ {
				sweepAt(t, h, ended.Add(time.Duration(n)*time.Minute))
			}
			t.Logf("%d endings by %s, on DynamoDB Local: %s", endings, by, time.Since(began).Round(100*time.Millisecond))
			tidied(t, h, all)
			for _, name := range []string{"due-sweep", "period-wake"} {
				calls, kept, read, write := counted(h, name)
				t.Logf("%s, for each ending: %.2f calls to DynamoDB, %.2f of them transactions kept; %.2f read and %.2f write units",
					name, calls/endings, kept/endings, read/endings, write/endings)
			}
		})
	}
}

// openedTogether lets so many people into a server each, until the same instant.
func openedTogether(t *testing.T, h *house) []access.Request {
	t.Helper()
	team := identitytest.Organization("Team", identity.Provider)
	all := make([]access.Request, endings)
	errs := make([]error, endings)
	eachOf(endings, func(i int) {
		name := fmt.Sprint("Uma ", i)
		uma := identitytest.Member(team, name, identity.User)
		uma.Since = T0.Add(-time.Hour)
		by := identitytest.Caller(uma, T0)
		by.ID = name
		res := access.Resource{
			Organization: team.ID, ID: id.New[id.Resource](T0, name, 0), Name: "Server", Since: T0.Add(-time.Hour),
			Policy:      &access.Policy{JustInTime: true, Longest: 3600, Automatic: true},
			Assignments: []access.Assignment{{ID: id.New[id.Assignment](T0, name, 0), Member: uma.Person, Credential: "cred_a", Since: T0}},
			Version:     1,
		}
		q, c, err := access.AskIn(by, access.AskingIn{
			Resource: res, Standing: access.Standing{Resource: res.ID, Person: uma.Person}, Length: int(ended.Sub(T0) / time.Second), Reason: "A disk is full.",
		})
		if err == nil {
			c.Checks, c.Orders, c.Notices = nil, nil, nil // who asked, and what followed, is none of this matter
			err = h.table.Save(t.Context(), by.Call, c, nil)
		}
		all[i], errs[i] = q, err
	})
	for i, err := range errs {
		if err != nil || !all[i].Period.End.Equal(ended) {
			t.Fatalf("the period %d: %v, %+v", i, err, all[i].Period)
		}
	}
	return all
}

// eachOf does so many things, a few at a time.
func eachOf(n int, do func(i int)) {
	next := make(chan int)
	var all sync.WaitGroup
	for range 6 {
		all.Go(func() {
			for i := range next {
				do(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	all.Wait()
}

// killedInTheMiddle has the real sweep killed when DynamoDB has kept one of its
// transactions and it does not know yet.
func killedInTheMiddle(t *testing.T, h *house) {
	t.Helper()
	var mu sync.Mutex
	kept, killed := 0, false
	remove := h.Dynamo().After(func(r dynamo.Request) *dynamo.Fault {
		if r.Caller.Function != "due-sweep" || r.Operation != "TransactWriteItems" {
			return nil
		}
		mu.Lock()
		defer mu.Unlock()
		if kept++; kept < killAt || killed {
			return nil
		}
		killed = true
		h.Functions().Kill(r.Caller.Process)
		return dynamo.Lost(r)
	})
	defer remove()
	raw, err := json.Marshal(ScheduledEvent(ended))
	if err != nil {
		t.Fatal(err)
	}
	if r, err := h.Functions().Invoke(t.Context(), "due-sweep", raw); err == nil && !r.Failed || !killed {
		t.Errorf("it was not killed: after %d transactions it answered %s, %v", kept, r.Payload, err)
	}
}

func sweepAt(t *testing.T, h *house, at time.Time) {
	t.Helper()
	if _, err := h.invoke(t.Context(), "due-sweep", ScheduledEvent(at)); err != nil {
		t.Fatal(err)
	}
}

// wakeAll wakes every period at its end, as its workflow does: one that fails is
// tried again.
func wakeAll(t *testing.T, h *house, all []access.Request) {
	eachOf(len(all), func(i int) {
		raw, err := json.Marshal(WakeEvent(all[i].ID, ended))
		if err != nil {
			t.Error(err)
			return
		}
		for try := 1; ; try++ {
			r, err := h.Functions().Invoke(t.Context(), "period-wake", raw)
			if err == nil && !r.Failed {
				return
			}
			if try == 9 {
				t.Errorf("period %d: %v %s", i, err, r.Payload)
				return
			}
		}
	})
}

// tidied sees each period written down and told once, and its date gone.
func tidied(t *testing.T, h *house, all []access.Request) {
	t.Helper()
	now, err := Stored(t.Context(), h.DB(), stack.Table)
	if err != nil {
		t.Fatal(err)
	}
	lines, told, over, dates := map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}
	for key, text := range ByKey(now) {
		switch {
		case strings.HasPrefix(key, "AUDIT#") && has(text, "action", string(audit.AccessEnded)):
			lines[valueOf(text, "request")]++
		case strings.HasPrefix(key, "NOTICE#") && has(text, "kind", string(change.AccessEnded)):
			told[valueOf(text, "about")]++
		case strings.HasPrefix(key, "DUE#") && has(text, "what", access.PeriodEndDue):
			dates[valueOf(text, "id")]++
		case strings.HasPrefix(key, "REQUEST#") && strings.HasSuffix(key, " REQUEST") && strings.Contains(text, `"ended":{"Value"`):
			over[valueOf(text, "id")]++
		}
	}
	wrong := 0
	for _, q := range all {
		if n := string(q.ID); lines[n] != 1 || told[n] != 1 || over[n] != 1 || dates[n] != 0 {
			if wrong++; wrong < 5 {
				t.Errorf("%s: %d lines, %d notices, ended %d times, %d dates left", n, lines[n], told[n], over[n], dates[n])
			}
		}
	}
	t.Logf("of %d endings %d are not on record once, told once and off the list", len(all), wrong)
	if wrong > 0 {
		t.Errorf("%d endings are not as they should be", wrong)
	}
}

// valueOf is a text in a stored item, "" if there is none of that name.
func valueOf(item, name string) string {
	_, rest, _ := strings.Cut(item, `"`+name+`":{"Value":"`)
	value, _, _ := strings.Cut(rest, `"`)
	return value
}

func has(item, name, value string) bool { return valueOf(item, name) == value }

// counted adds up what a function asked of DynamoDB; what was answered by a fault
// is a call, and took no units.
func counted(h *house, name string) (calls, kept, read, write float64) {
	for _, e := range h.Ledger().Of(name) {
		calls++
		if e.Fault != "" {
			continue
		}
		if e.Operation == "TransactWriteItems" {
			kept++
		}
		read, write = read+e.Read, write+e.Write
	}
	return calls, kept, read, write
}
