package main

import (
	"fmt"
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/sharing"
	"github.com/valetkey/valetkey/shared/table"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "relation-weigh")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.weigh)
	return w
}

// Rule S1: each side is told what it would lose, and what the other would.
func TestWhatWouldEndWithTheRelationIsCountedBothWays(t *testing.T) {
	w := told(t)
	before := Read[api.RelationWeighed](w.Replay())
	if before.Given == 0 || before.Received == 0 || before.More {
		t.Errorf("%+v", before)
	}
	w.Shares(Hal, Halyard, Pump, Orchard, sharing.Options{Mode: credential.Use, Everyone: true})
	if got := Read[api.RelationWeighed](w.Replay()); got.Given != before.Given+1 || got.Received != before.Received {
		t.Errorf("%+v, then %+v", before, got)
	}
	got := Read[api.RelationWeighed](w.Replay(As(Orla), Path("organization", Orchard), Path("partner", Halyard)))
	if got.Given != before.Received || got.Received != before.Given+1 {
		t.Errorf("the other side counts %+v", got)
	}
	if got := Read[api.RelationWeighed](w.Replay(Path("partner", Vineyard))); got != (api.RelationWeighed{}) {
		t.Errorf("of whom nothing is shared with: %+v", got)
	}
}

func TestMoreThanAreCountedAreSaidToBeMore(t *testing.T) {
	w := told(t)
	for first := 0; first <= table.Most; first += 50 {
		var ch change.Change
		for n := range 50 {
			ch.Keep(sharing.Handed{Home: Halyard, To: Vineyard, Credential: id.New[id.Credential](T0, "many", first+n)})
		}
		w.Keep(ch, fmt.Sprint("many ", first))
	}
	if got := Read[api.RelationWeighed](w.Replay(Path("partner", Vineyard))); got.Given != table.Most || !got.More {
		t.Errorf("%+v", got)
	}
}

// A site's admin ends it while the site is closed, and weighs it.
func TestItIsWeighedByAdminsOfEitherSideAlone(t *testing.T) { // promise 7
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Tess)).Is(403, "Only an admin of Halyard")
		w.Replay(As(Uma)).Is(403, "Only an admin of Halyard")
		for _, o := range []id.Organization{Halyard, BlueHarbor, id.New[id.Organization](T0, "nothing", 0)} {
			w.Replay(Path("partner", o)).Is(404, "There is no such partner.")
		}
		w.Replay(As(Orla), Path("organization", Orchard), Path("partner", Vineyard)).Is(404, "There is no such partner.") // two sites of one provider
	})
	o := identity.Organization{ID: Orchard}
	w.Read(&o)
	r := *o.Relation
	r.Open = false
	o.Relation = &r
	w.Keep(change.Change{Records: []change.Record{o}}, "Orchard is closed")
	w.Replay(As(Orla), Path("organization", Orchard), Path("partner", Halyard)).Is(200)
}
