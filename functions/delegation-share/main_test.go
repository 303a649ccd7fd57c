package main

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "delegation-share")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.share)
	return w
}

func TestTheLoginIsSharedAndOpensForBothSides(t *testing.T) {
	w := told(t)
	got := Read[api.Delegation](w.Replay())
	if got.State != "shared" || !got.Decided.Equal(T0) || got.AllowViewing {
		t.Errorf("answered %+v", got)
	}
	for _, o := range []id.Organization{OlgaHome, BlueHarbor} {
		if plain, err := w.Opens(o, got.Credential); err != nil || plain.Secret != "the shop's password" {
			t.Errorf("%s opens %q, %v", o, plain.Secret.Reveal(), err)
		}
	}
	r := credential.Reader{Credential: got.Credential, Organization: BlueHarbor}
	if w.Read(&r); r.Mode != credential.Use || r.Via != credential.Delegated {
		t.Errorf("they have it by %s to %s", r.Via, r.Mode)
	}
	if w.Told() != "delegation-shared" {
		t.Errorf("told: %s", w.Told())
	}
}

// rule D2: two organizations ask one owner for the same
func TestWhoAsksTheSameOwnerBesideThemGetsNothing(t *testing.T) {
	w := told(t)
	shop := delegation.Delegation{ID: Shop.Delegation}
	w.Read(&shop)
	other, _ := w.Ask(Eve, Elsewhere, shop.Address, Olga.Email)
	lines := len(w.Record(Elsewhere))
	got := Read[api.Delegation](w.Replay())
	r := credential.Reader{Credential: got.Credential, Organization: Elsewhere}
	still := delegation.Delegation{ID: other.ID}
	if w.Read(&r, &still); r.Version != 0 || still.Version != other.Version || len(w.Record(Elsewhere)) != lines {
		t.Errorf("%+v, %+v", r, still)
	}
	if _, err := w.Opens(Elsewhere, got.Credential); err == nil {
		t.Error("it opens there")
	}
}

func TestViewingIsAllowedOnlyByItsOwner(t *testing.T) {
	w := told(t)
	got := Read[api.Delegation](w.Replay(Set("allowViewing", true)))
	r := credential.Reader{Credential: got.Credential, Organization: BlueHarbor}
	if w.Read(&r); r.Mode != credential.Read {
		t.Errorf("they have it to %s", r.Mode)
	}
}

func TestTheSecondDecisionIsToldWhoDecidedAndWhen(t *testing.T) {
	w := told(t)
	w.Replay().Is(200)
	w.Unchanged(func() { w.Replay(At(T0.Add(time.Minute))).Is(409, "Olga shared this already at 2026-03-02T09:00:00Z.") })
}

func TestWhatIsNotPendingOrNotHersCannotBeShared(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Path("delegation", Newsletter.Delegation)).Is(409, "took this back")
		w.Replay(Path("delegation", Bakery.Delegation)).Is(404)
		w.Replay(At(T0.Add(12 * 24 * time.Hour))).Is(401) // her session is over long before the request lapses
		w.Replay(Set("secret", "")).Is(400, "body.secret")
		w.Replay(Body("{} {}")).Is(400, "more than one JSON value")
	})
}

func TestALoanMayCarryASeedAndAnEndDate(t *testing.T) {
	w := told(t)
	ends := T0.Add(48 * time.Hour)
	got := Read[api.Delegation](w.Replay(Set("seed", "jbsw y3dp ehpk 3pxp"), Set("ends", "2026-03-04T10:00:00.0004+01:00")))
	if !got.HasCodes || got.Ends == nil || !got.Ends.Equal(ends) {
		t.Errorf("answered %+v", got)
	}
	plain, err := w.Opens(BlueHarbor, got.Credential)
	if code, _, bad := credential.CodeAt(plain.Seed, T0); err != nil || bad != nil || len(code) != 6 {
		t.Errorf("a code %q, %v, %v", code, err, bad)
	}
	c := credential.Credential{ID: got.Credential}
	r := credential.Reader{Credential: got.Credential, Organization: BlueHarbor}
	asking := access.Resource{Organization: BlueHarbor, ID: Shop.Resource}
	due := table.Due{Due: change.Due{At: ends, What: delegation.EndDue, ID: string(Shop.Delegation)}}
	if w.Read(&c, &r, &asking, &due); !c.Codes || !r.Ends.Equal(ends) || !asking.Loan.Ends.Equal(ends) || due.Version == 0 {
		t.Errorf("%+v; %+v; due at version %d", r, asking.Loan, due.Version)
	}
	for key, item := range w.Items() {
		if strings.Contains(strings.ToUpper(item), "JBSWY3DPEHPK3PXP") {
			t.Errorf("the seed is in %s", key)
		}
	}
}

func TestWhatIsNoSeedOrNoEndDateSharesNothing(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Set("seed", "123456")).Is(400, "body.seed").Never("123456")
		w.Replay(Set("ends", "2026-03-02T09:59:59.999Z")).Is(400, "body.ends", "at least an hour")
		w.Replay(Set("ends", "2036-03-02T09:00:00.001Z")).Is(400, "body.ends", "at most 10 years")
	})
	w.Replay(Set("ends", "2026-03-02T10:00:00Z")).Is(200)
}

func TestNothingIsSharedFromAnAccountThatIsBeingClosed(t *testing.T) { // rule D3
	w := told(t)
	home := identity.Organization{ID: OlgaHome}
	w.Read(&home)
	home.Closed = &T0
	w.Keep(change.Change{Records: []change.Record{home}}, "she closes it")
	w.Unchanged(func() { w.Replay().Is(409, "being closed") })
}

func TestWhoBeginsToCloseTheAccountAtThatMomentSharesNothingMore(t *testing.T) {
	w := told(t)
	var once sync.Once
	remove := w.Dynamo.Before(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "TransactWriteItems" && r.Touches("CREDENTIAL") {
			once.Do(func() {
				home := identity.Organization{ID: OlgaHome}
				w.Read(&home)
				home.Closed = &T0
				w.Keep(change.Change{Records: []change.Record{home}}, "she closes it at this moment")
			})
		}
		return nil
	})
	defer remove()
	w.Replay().Is(409, "being closed")
	d := delegation.Delegation{ID: Shop.Delegation}
	if w.Read(&d); d.State != access.Pending {
		t.Errorf("it is %s", d.State)
	}
}
