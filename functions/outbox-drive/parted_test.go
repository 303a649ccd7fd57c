package main

import (
	"context"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/sharing"
	"github.com/valetkey/valetkey/shared/table"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// parts has Orla end what Orchard has to do with Halyard, as the route does.
func parts(w *World) {
	acts(w, Orchard, Orla, func(by identity.Caller) (change.Change, error) {
		other := identity.Organization{ID: Halyard}
		w.Read(&other)
		f := sharing.EndingOf(by.Home(), other, "Halyard")
		w.Read(f.Wanted()...)
		return sharing.End(by, f)
	})
}

// opens is whether somebody gets in to what is shared with their organization.
func opens(w *World, p Person, o id.Organization, which Filed) error {
	w.T.Helper()
	by, f, err := w.Operator().FindWay(w.T.Context(), w.CallsIn(o, p, T0).Call, o, "", which.ID)
	if err != nil {
		w.T.Fatal(err)
	}
	_, err = access.Enter(by, f, credential.Read)
	return err
}

func handed(w *World, home, to id.Organization) int {
	w.T.Helper()
	all, _, err := w.Operator().HandedTo(w.T.Context(), home, to, table.Page{Limit: 100})
	if err != nil {
		w.T.Fatal(err)
	}
	return len(all)
}

// Rules S1, H5: with the relation all ends that they share, both ways, at once; the chore
// writes it down on both records, who received it is marked, and the home keeps its own.
func TestWithARelationEndsAllThatIsSharedBothWays(t *testing.T) {
	w := New(t, "outbox-drive")
	uses(w, Omar)
	parts(w)
	if err := opens(w, Omar, Orchard, Press); fault.Of(err) != fault.Forbidden {
		t.Errorf("before any chore Omar: %v", err)
	}
	if err := opens(w, Gil, Halyard, Scales); fault.Of(err) != fault.Forbidden {
		t.Errorf("before any chore Gil: %v", err)
	}
	settle(w)
	for _, way := range []struct {
		which    Filed
		home, to id.Organization
		there    Person
		at       Person
	}{{Press, Halyard, Orchard, Omar, Hal}, {Scales, Orchard, Halyard, Gil, Orla}} {
		r := credential.Reader{Credential: way.which.ID, Organization: way.to}
		if w.Read(&r); r.Ended == nil || r.Ended.Before(T0) || len(r.Key.Bytes) != 0 || r.Posted != nil || handed(w, way.home, way.to) != 0 {
			t.Errorf("%s: %+v", way.which.Name, r)
		}
		if err := opens(w, way.there, way.to, way.which); fault.Of(err) != fault.NotFound {
			t.Errorf("%s: %s: %v", way.which.Name, way.there.Name, err)
		}
		if err := opens(w, way.at, way.home, way.which); err != nil {
			t.Errorf("%s: at home: %v", way.which.Name, err)
		}
		for _, o := range []id.Organization{way.home, way.to} {
			lines := 0
			for _, e := range w.Record(o) {
				if e.Action == audit.ShareStopped && e.Thing == string(way.which.ID) && e.Detail == "the relation ended" {
					lines++
				}
			}
			if lines != 1 {
				t.Errorf("%s: %d lines on record of %s", way.which.Name, lines, o)
			}
		}
	}
	if x, c := got(w, Orchard, Omar, Press.ID), duty(w, Press.ID); x.Lost == nil || !x.Lost.After(x.Last) || c.DueWhy != credential.Lost {
		t.Errorf("%+v, %+v", x, c)
	}
	w.Unchanged(func() {
		weighs(w, change.Order{Chore: sharing.PartChore, Thing: string(Orchard), Home: string(Halyard)})
	})
}

// What broke off goes on; what is not ended yet opens for nobody meanwhile.
func TestThePartingThatBrokeOffGoesOnWhereItWas(t *testing.T) {
	w := New(t, "outbox-drive")
	w.Shares(Hal, Halyard, Pump, Orchard, sharing.Options{Mode: credential.Read, Everyone: true})
	before := handed(w, Halyard, Orchard)
	parts(w)
	f, c := function{table: w.Table}, identity.Call{Route: w.Name, At: T0.Add(time.Second), ID: "half"}
	o := change.Order{Chore: sharing.PartChore, Thing: string(Orchard), Home: string(Halyard)}
	ctx, stop := context.WithCancel(t.Context())
	away := w.Dynamo.After(stopAt(1, stop))
	if err := f.deliver(ctx, c, o); err == nil {
		t.Fatal("it was not stopped")
	}
	away()
	if n := handed(w, Halyard, Orchard); n != before-1 {
		t.Fatalf("%d of %d are left", n, before)
	}
	for _, which := range []Filed{Press, Pump} {
		if opens(w, Omar, Orchard, which) == nil {
			t.Errorf("Omar gets in to %s", which.Name)
		}
	}
	if err := f.deliver(t.Context(), c, o); err != nil || handed(w, Halyard, Orchard)+handed(w, Orchard, Halyard) != 0 {
		t.Errorf("%d are left, %v", handed(w, Halyard, Orchard), err)
	}
}

// Nothing ends by an order that comes of no relation that ended.
func TestNothingIsPartedThatIsTogether(t *testing.T) {
	w := New(t, "outbox-drive")
	w.Unchanged(func() {
		for _, o := range []id.Organization{Orchard, Halyard, id.New[id.Organization](T0, "none", 0)} {
			weighs(w, change.Order{Chore: sharing.PartChore, Thing: string(o), Home: string(Halyard)})
		}
	})
}
