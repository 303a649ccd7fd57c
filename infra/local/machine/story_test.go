package machine_test

import (
	"context"
	"io"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/valetkey/valetkey/infra/local/build"
	"github.com/valetkey/valetkey/infra/local/stack"
	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/identity/identitytest"
	"github.com/valetkey/valetkey/shared/table"
)

// house is the part of the product that a period's end needs, with its real
// functions: the stream, the driver, the machine, who is woken, and the sweep.
type house struct {
	*stack.Stack
	t     *testing.T
	table *table.Table
}

func open(t *testing.T) house {
	t.Helper()
	root, err := stack.FindRoot()
	if err != nil {
		t.Fatal(err)
	}
	names := []string{"outbox-drive", "period-wake", "due-sweep"}
	bin := filepath.Join(root, "dist", "functions") // which other tests, and make, build into as well
	if _, err := build.All(t.Context(), root, bin, io.Discard, names...); err != nil {
		t.Fatal(err)
	}
	workers := slices.DeleteFunc(slices.Clone(api.Workers), func(w api.Worker) bool { return !slices.Contains(names, w.Name) })
	s, err := stack.Start(t.Context(), stack.Options{Dir: t.TempDir(), Bin: bin, InMemory: true, NoClock: true, Workers: workers})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Stop)
	return house{Stack: s, t: t, table: table.Open(s.Config(), stack.Table)}
}

// lets lets Uma into a server for so many seconds, as the rule does.
func (h house) lets(seconds int, name string) (access.Request, access.Resource, identity.Caller) {
	h.t.Helper()
	team := identity.Organization{ID: id.New[id.Organization](time.Now(), "team", 0), Name: "Team", Kind: identity.Provider}
	uma := identitytest.Member(team, "Uma", identity.User)
	by := identitytest.Caller(uma, time.Now().UTC().Truncate(time.Millisecond))
	by.ID = name
	res := access.Resource{
		Organization: team.ID, ID: id.New[id.Resource](by.At, name, 0), Name: "Server", Since: by.At.Add(-time.Hour),
		Policy:      &access.Policy{JustInTime: true, Longest: 3600, Automatic: true},
		Assignments: []access.Assignment{{ID: id.New[id.Assignment](by.At, name, 0), Member: uma.Person, Credential: "cred_a", Since: by.At}},
		Version:     1,
	}
	q, c, err := access.AskIn(by, access.AskingIn{
		Resource: res, Standing: access.Standing{Resource: res.ID, Person: uma.Person}, Length: seconds, Reason: "A disk is full.",
	})
	if err != nil {
		h.t.Fatal(err)
	}
	c.Checks = nil // who asks and for what is none of this story's matter
	if err := h.table.Save(h.t.Context(), by.Call, c, nil); err != nil {
		h.t.Fatal(err)
	}
	return q, res, by
}

// isIn reports whether what the table says lets Uma in at an instant.
func (h house) isIn(q access.Request, res access.Resource, by identity.Caller, at time.Time) bool {
	h.t.Helper()
	s := access.Standing{Resource: q.Resource, Person: q.Person}
	if err := h.table.Read(h.t.Context(), &s); err != nil {
		h.t.Fatal(err)
	}
	by.At = at
	return res.Ways(by, s, "cred_a")[0].Open
}

func (h house) request(q access.Request) access.Request {
	h.t.Helper()
	now := access.Request{ID: q.ID}
	if err := h.table.Read(h.t.Context(), &now); err != nil {
		h.t.Fatal(err)
	}
	return now
}

// written waits until the end of a period is on record.
func (h house) written(q access.Request) access.Request {
	h.t.Helper()
	for range 600 {
		if now := h.request(q); now.Period.Ended != nil {
			return now
		}
		time.Sleep(50 * time.Millisecond)
	}
	h.t.Fatalf("nobody wrote down that %s ended", q.ID)
	return q
}

func TestAPeriodOfSecondsEndsByItselfWithTheMachineAndWithout(t *testing.T) {
	t.Parallel()
	h := open(t)

	q, res, by := h.lets(6, "with the machine")
	if !h.isIn(q, res, by, q.Period.End.Add(-time.Millisecond)) || h.isIn(q, res, by, q.Period.End) {
		t.Error("the table does not end it at its end")
	}
	now := h.written(q)
	e := over(t, h.Machine(), string(q.ID))
	if e.Status != "SUCCEEDED" || e.Transitions != 4 || !now.Period.Ended.Equal(q.Period.End) || e.Stop.Before(q.Period.End) {
		t.Errorf("%+v; on record as ended at %s", e, now.Period.Ended)
	}

	h.Machine().Down()
	q, res, by = h.lets(2, "without the machine")
	for time.Now().Before(q.Period.End.Add(time.Second)) {
		time.Sleep(50 * time.Millisecond)
	}
	if h.isIn(q, res, by, time.Now()) || h.request(q).Period.Ended != nil {
		t.Error("it did not end by itself, or somebody wrote it down")
	}
	h.sweep(time.Now())
	if now := h.written(q); !now.Period.Ended.Equal(q.Period.End) {
		t.Errorf("on record as ended at %s", now.Period.Ended)
	}

	// The order of a workflow that could not be started waits. When the machine is
	// back it is delivered. A stream record from before the end may start it all the
	// same: it finds the end on record, and does nothing.
	if err := h.Machine().Up(); err != nil {
		t.Fatal(err)
	}
	for minutes := 6; minutes < 60 && h.waiting(q) > 0; minutes += 6 {
		h.sweep(time.Now().Add(time.Duration(minutes) * time.Minute))
		for range 40 {
			if h.waiting(q) == 0 {
				break
			}
			time.Sleep(50 * time.Millisecond)
		}
	}
	if n := h.waiting(q); n > 0 {
		t.Errorf("%d orders wait", n)
	}
	if _, started := h.Machine().Execution(string(q.ID)); started {
		if e := over(t, h.Machine(), string(q.ID)); e.Status != "SUCCEEDED" || e.Transitions > 3 {
			t.Errorf("it did more than look: %+v", e)
		}
	}
}

func (h house) sweep(at time.Time) {
	h.t.Helper()
	if r, err := h.Clock().Fire(context.Background(), "due-sweep", at.Add(time.Second)); err != nil || r.Failed {
		h.t.Fatalf("the sweep: %v %s", err, r.Payload)
	}
}

// waiting counts the orders for a request's workflow.
func (h house) waiting(q access.Request) (n int) {
	h.t.Helper()
	for shard := range table.Shards {
		all, err := h.table.OrdersIn(h.t.Context(), q.Asked, shard)
		if err != nil {
			h.t.Fatal(err)
		}
		for _, o := range all {
			if o.Thing == string(q.ID) {
				n++
			}
		}
	}
	return n
}
