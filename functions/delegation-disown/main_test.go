package main

import (
	"testing"

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
	w := New(t, "delegation-disown")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.disown)
	return w
}

// rules D9, A2
func TestAllThatWaitsEndsAndTheyAskThereNoMore(t *testing.T) {
	w := told(t)
	got := Read[api.Delegation](w.Replay())
	if got.State != "denied" || !got.Unknown || !got.Decided.Equal(T0) {
		t.Errorf("answered %+v", got)
	}
	d := delegation.Delegation{ID: Shop.Delegation}
	shared := delegation.Delegation{ID: Social.Delegation}
	bakery := delegation.Delegation{ID: Bakery.Delegation}
	r := access.Resource{Organization: BlueHarbor, ID: Shop.Resource}
	a := delegation.Asks{Organization: BlueHarbor}
	u := delegation.Unknown{Organization: BlueHarbor, Email: Olga.Email}
	w.Read(&d, &shared, &bakery, &r, &a, &u)
	if !d.Unknown || r.Loan.State != access.Denied || !r.Loan.Unknown || len(a.Unknown) != 1 || !u.At.Equal(T0) {
		t.Errorf("%+v, %+v, %+v, %+v", d, r.Loan, a, u)
	}
	if shared.State != access.Shared || bakery.State != access.Pending {
		t.Errorf("what is shared is %s, what another is asked for %s", shared.State, bakery.State)
	}
	if w.Told() != "delegation-disowned" {
		t.Errorf("told %s", w.Told())
	}
	ours, theirs := w.Record(OlgaHome)[0], w.Record(BlueHarbor)[0]
	if ours.Action != audit.DelegationDisowned || ours.Actor != Olga.ID || ours.Detail != "requests of Blue Harbor IT ended: 1" {
		t.Errorf("on record at the owner's: %+v", ours)
	}
	if theirs.Action != audit.DelegationDisowned || theirs.Actor != "" || theirs.ActorName != "Olga" || theirs.From != "" {
		t.Errorf("on record there: %+v", theirs)
	}
	w.Unchanged(func() {
		w.Replay().Is(409, "Olga said already at 2026-03-02T09:00:00Z that they do not know Blue Harbor IT.")
	})
}

// rules D2, D9: two organizations ask one owner for the same
func TestWhoAsksTheSameOwnerBesideThemIsNotTouched(t *testing.T) {
	w := told(t)
	shop := delegation.Delegation{ID: Shop.Delegation}
	w.Read(&shop)
	other, _ := w.Ask(Eve, Elsewhere, shop.Address, Olga.Email)
	lines := len(w.Record(Elsewhere))
	w.Replay().Is(200)
	still := delegation.Delegation{ID: other.ID}
	r := access.Resource{Organization: Elsewhere, ID: other.Resource}
	a, u := delegation.Asks{Organization: Elsewhere}, delegation.Unknown{Organization: Elsewhere, Email: Olga.Email}
	if w.Read(&still, &r, &a, &u); still.Version != other.Version || r.Loan.State != access.Pending || len(a.Unknown) != 0 || u.Version != 0 {
		t.Errorf("%+v, %+v, %+v, %+v", still, r.Loan, a, u)
	}
	if now := w.Record(Elsewhere); len(now) != lines {
		t.Errorf("on its record: %+v", now[0])
	}
	row := delegation.Asked{Organization: Elsewhere, Email: Olga.Email, Address: "account.example/" + shop.Address[len("https://account.example/"):]}
	if w.Read(&row); row.Delegation != other.ID {
		t.Errorf("it is joined no more: %+v", row)
	}
}

// rule D9
func TestTheTenthWhoDoesNotKnowAnOlderOneInAMonthPausesIt(t *testing.T) {
	w := told(t)
	a := delegation.Asks{Organization: BlueHarbor}
	w.Read(&a)
	for n := range 9 {
		a.Unknown = append(a.Unknown, T0.AddDate(0, 0, -n-1))
	}
	w.Keep(change.Change{Records: []change.Record{a}}, "nine before")
	w.Replay().Is(200)
	if w.Read(&a); a.Paused == nil || !a.Paused.Equal(T0) {
		t.Errorf("%+v", a)
	}
	if w.Told() != "delegation-disowned organization-held" {
		t.Errorf("told %s", w.Told())
	}
}

func TestWhatIsSharedStaysSharedAndTheAnswerSaysSo(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Path("delegation", Social.Delegation)).Is(409, "it stays shared until you revoke it")
		w.Replay(Path("delegation", Newsletter.Delegation)).Is(409, "took this back already")
	})
	w.Replay(Path("delegation", Bakery.Delegation)).Is(404)
	w.Replay(As(Ann)).Is(404)
}
