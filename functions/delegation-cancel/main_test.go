package main

import (
	"sync"
	"testing"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "delegation-cancel")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.cancel)
	return w
}

// rules D7, A2
func TestACancelledRequestIsSoOnBothSidesAndItsOwnerIsTold(t *testing.T) {
	w := told(t)
	if got := Read[api.Resource](w.Replay()); got.State != "cancelled" {
		t.Errorf("answered %+v", got)
	}
	d := delegation.Delegation{ID: Shop.Delegation}
	row := delegation.Asked{Organization: BlueHarbor, Email: Olga.Email, Delegation: d.ID}
	if w.Read(&d); d.State != access.Cancelled || !d.Ended.Equal(T0) {
		t.Errorf("it is %s since %v", d.State, d.Ended)
	}
	row.Address = d.Address[len("https://"):]
	if w.Read(&row); row.Version != 0 {
		t.Errorf("it is joined still: %+v", row)
	}
	n := w.Waiting()
	if len(n) != 1 || n[0].Kind != change.DelegationCancelled || n[0].To.Person != Olga.ID || n[0].To.Organization != OlgaHome {
		t.Errorf("told %+v", n)
	}
	ours, theirs := w.Record(BlueHarbor)[0], w.Record(OlgaHome)[0]
	if ours.Action != audit.DelegationCancelled || ours.Actor != Dan.ID || ours.Thing != string(Shop.Resource) {
		t.Errorf("on record there: %+v", ours)
	}
	if theirs.Action != audit.DelegationCancelled || theirs.Actor != "" || theirs.ActorName != "Dan" || theirs.ActorOrganization != "Blue Harbor IT" || theirs.From != "" {
		t.Errorf("on record at the owner's: %+v", theirs)
	}
	w.Unchanged(func() { w.Replay().Is(409, "Blue Harbor IT took the request back at 2026-03-02T09:00:00Z.") })
}

func TestWhoHasNotClaimedItFindsItAtTheLinkAndIsNotMailed(t *testing.T) {
	w := told(t)
	if made := w.Made(func() { w.Replay(Path("resource", Bakery.Resource)).Is(200) }); made != "AUDIT PAST" {
		t.Errorf("made %s", made)
	}
	d := delegation.Delegation{ID: Bakery.Delegation}
	if w.Read(&d); len(d.Proof.Code.Hash) != 0 {
		t.Error("its code lives")
	}
}

func TestWhatIsAnsweredIsNotTakenBack(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Path("resource", Social.Resource)).Is(409, "Olga shared this already")
		w.Replay(Path("resource", Forum.Resource)).Is(409, "lapsed")
	})
	w.Replay(Path("resource", Router.Resource)).Is(404)
	w.Replay(As(Bob)).Is(403)
	w.Replay(As(Eve)).Is(404)
}

func TestAnAnswerBetweenReadingAndTakingBackStands(t *testing.T) {
	w := told(t)
	var once sync.Once
	remove := w.Dynamo.Before(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "TransactWriteItems" && r.Touches("DELEGATION") {
			once.Do(func() {
				d := delegation.Delegation{ID: Shop.Delegation}
				w.Read(&d)
				d.State, d.Decided = access.Denied, &T0
				w.Keep(change.Change{Records: []change.Record{d}}, "Olga denies")
			})
		}
		return nil
	})
	defer remove()
	w.Replay().Is(409, "Olga denied this already")
}
