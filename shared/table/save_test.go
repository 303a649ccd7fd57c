package table_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

// calling is a call by Ann for Blue Harbor, at T0.
func calling(name string) identity.Call {
	return identity.Call{Route: "resource-create", Who: identity.Admins, Writes: true, At: T0, ID: name, Token: Ann.Session()}
}

func save(w *World, name string, c change.Change) error {
	return w.Table.Save(context.Background(), calling(name), c, nil)
}

func keep(r ...change.Record) change.Change { return change.Change{Records: r} }

func group(n int) identity.Group {
	return identity.Group{Organization: BlueHarbor, ID: id.New[id.Group](T0, fmt.Sprint("group ", n), 0), Name: "One of many", Since: T0}
}

// meets fails the test unless err is a fault of the kind that says the words.
func meets(t *testing.T, err error, kind fault.Kind, words string) {
	t.Helper()
	if fault.Of(err) != kind || !strings.Contains(fmt.Sprint(err), words) {
		t.Errorf("%v is not %s with %q", err, kind, words)
	}
}

func TestWhatMovedSinceItWasReadIsNamed(t *testing.T) {
	w := Empty(t)
	g := group(1)
	if err := save(w, "1", keep(g)); err != nil {
		t.Fatal(err)
	}
	meets(t, save(w, "2", keep(g)), fault.Moved, "the group has changed meanwhile") // new, and exists
	w.Read(&g)
	stale := g
	g.Name = "Another name"
	if err := save(w, "3", keep(g)); err != nil {
		t.Fatal(err)
	}
	w.Unchanged(func() {
		meets(t, save(w, "4", keep(stale, group(2))), fault.Moved, "the group")
		meets(t, save(w, "5", change.Change{Drops: []change.Record{stale}, Records: []change.Record{group(2)}}), fault.Moved, "the group")
		meets(t, save(w, "6", change.Change{Checks: []change.Record{stale}, Records: []change.Record{group(2)}}), fault.Moved, "the group")
	})
	w.Read(&g)
	if err := save(w, "7", change.Change{Drops: []change.Record{g}}); err != nil || g.Version != 2 {
		t.Errorf("version %d, %v", g.Version, err)
	}
	w.Unchanged(func() { meets(t, save(w, "8", change.Change{Drops: []change.Record{g}}), fault.Moved, "the group") }) // dropped
}

func TestTwoOperationsOnOneItemAreRefusedByNameAndAWriteIsItsCheck(t *testing.T) {
	w := Empty(t)
	w.Unchanged(func() {
		for name, c := range map[string]change.Change{
			"kept twice":       keep(group(1), group(1)),
			"kept and dropped": {Records: []change.Record{group(1)}, Drops: []change.Record{group(1)}},
		} {
			if err := save(w, name, c); err == nil || !strings.Contains(err.Error(), "writes the group twice") {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
	if err := save(w, "checked", change.Change{Records: []change.Record{group(1)}, Checks: []change.Record{group(1), group(1), group(2)}}); err != nil {
		t.Errorf("kept and checked: %v", err)
	}
}

func TestAChangeIsAHundredItemsAtMost(t *testing.T) {
	w := Empty(t)
	many := func(n int) (c change.Change) {
		for i := range n {
			c.Keep(group(i))
		}
		return c
	}
	w.Unchanged(func() {
		if err := save(w, "101", many(101)); err == nil || !strings.Contains(err.Error(), "101 items; 100 is the most") {
			t.Errorf("101: %v", err)
		}
	})
	if err := save(w, "100", many(100)); err != nil {
		t.Errorf("100: %v", err)
	}
	w.Ledger.Reset()
	if err := save(w, "0", change.Change{}); err != nil || len(w.Ledger.Entries()) != 0 {
		t.Errorf("nothing: %v", err)
	}
}

// inTheWay cancels the first n transactions of an operation for a conflict.
func inTheWay(w *World, operation string, n int, f func(dynamo.Request) *dynamo.Fault) (left *atomic.Int64, remove func()) {
	left = &atomic.Int64{}
	left.Store(int64(n))
	return left, w.Dynamo.Before(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == operation && left.Add(-1) >= 0 {
			return f(r)
		}
		return nil
	})
}

func TestATransactionInAnothersWayIsSubmittedFourTimesAgainAndThenGivenUp(t *testing.T) {
	w := New(t, "")
	for n := 1; n <= 5; n++ {
		_, remove := inTheWay(w, "TransactWriteItems", n, dynamo.Conflict)
		g := group(n)
		err := save(w, fmt.Sprint(n), keep(g))
		remove()
		w.Read(&g)
		if n <= 4 && (err != nil || g.Version != 1) {
			t.Errorf("%d conflicts: %v, version %d", n, err, g.Version)
		}
		if n == 5 {
			meets(t, err, fault.Unavailable, "Nothing was done")
			if g.Version != 0 {
				t.Error("given up, and kept all the same")
			}
		}
	}
	_, remove := inTheWay(w, "TransactGetItems", 4, dynamo.Conflict) // a snapshot can be cancelled by a write too
	g := group(1)
	if err := w.Table.Read(context.Background(), &g); err != nil || g.Version != 1 {
		t.Errorf("a snapshot in the way of a write: %v", err)
	}
	remove()
	_, remove = inTheWay(w, "TransactGetItems", 5, dynamo.Conflict)
	meets(t, w.Table.Read(context.Background(), &g), fault.Unavailable, "")
	remove()
}

func TestAThrottledTableIsAClear503(t *testing.T) {
	w := New(t, "")
	_, remove := inTheWay(w, "TransactWriteItems", 1_000, dynamo.Throttled)
	defer remove()
	w.Unchanged(func() {
		var f *fault.Error
		if err := save(w, "1", keep(group(1))); !errors.As(err, &f) || f.Kind != fault.Unavailable || f.RetryAfter < time.Second {
			t.Errorf("%v", err)
		}
	})
}

// TestAnAnswerThatIsLostIsNoSecondChange: the connection dies after DynamoDB
// did it; the SDK sends the same request again, with the same client token.
func TestAnAnswerThatIsLostIsNoSecondChange(t *testing.T) {
	w := New(t, "")
	var lost atomic.Bool
	defer w.Dynamo.After(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "TransactWriteItems" && lost.CompareAndSwap(false, true) {
			return dynamo.Lost(r)
		}
		return nil
	})()
	g := group(1)
	err := save(w, "1", keep(g))
	if w.Read(&g); err != nil || g.Version != 1 {
		t.Errorf("%v, version %d", err, g.Version)
	}
}

func TestEverySaveOfTheStoryBearsAConflict(t *testing.T) {
	w := Empty(t)
	var n atomic.Int64
	defer w.Dynamo.Before(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "TransactWriteItems" && n.Add(1)%2 == 1 { // each first try
			return dynamo.Conflict(r)
		}
		return nil
	})()
	if err := Tell(context.Background(), w.Table, w.Keys); err != nil {
		t.Fatal(err)
	}
	if got, want := len(w.Items()), len(New(t, "").Items()); got != want || n.Load() < 40 {
		t.Errorf("%d items of %d, after %d tries", got, want, n.Load())
	}
}

func TestWhoCallsAndTheFactsAreOneSnapshot(t *testing.T) {
	w := New(t, "")
	facts := []change.Record{&access.Resource{Organization: BlueHarbor, ID: Router.Resource}, &identity.Organization{ID: BlueHarbor}}
	c := calling("1")
	c.Repeat = identity.Repeat{Key: "k", Body: "b"}
	w.Ledger.Reset()
	by, err := w.Table.Find(context.Background(), c, BlueHarbor, facts...)
	if err != nil || by.Name != "Ann" || facts[0].Seen() == 0 {
		t.Fatalf("%v", err)
	}
	if all := w.Ledger.Entries(); len(all) != 1 || all[0].Operation != "TransactGetItems" || all[0].Items != 5 {
		t.Errorf("asked for %+v", all)
	}
	many := make([]change.Record, 99)
	for i := range many {
		g := group(i)
		many[i] = &g
	}
	if _, err := w.Table.Find(context.Background(), c, BlueHarbor, many...); err == nil || !strings.Contains(err.Error(), "100 is the most") {
		t.Errorf("99 facts: %v", err)
	}
	if err := w.Table.Read(context.Background()); err != nil {
		t.Errorf("nothing: %v", err)
	}
}

// TestOneWhoIsRemovedInBetweenChangesNothing: the session and the membership
// that a change was decided by are its conditions.
func TestOneWhoIsRemovedInBetweenChangesNothing(t *testing.T) {
	w := New(t, "")
	c := calling("1")
	by, err := w.Table.Find(context.Background(), c, BlueHarbor)
	if err != nil {
		t.Fatal(err)
	}
	m := identity.Member{Organization: BlueHarbor, Person: Ann.ID}
	w.Read(&m)
	m.Role = identity.User
	w.Keep(keep(m), "demoted")
	_, ch, err := access.NewResource(by, "Printer", "https://printer.example")
	if err != nil {
		t.Fatal(err)
	}
	w.Unchanged(func() {
		meets(t, w.Table.Save(context.Background(), c, ch, nil), fault.Moved, "the member has changed meanwhile")
	})
}
