package main

import (
	"context"
	"fmt"
	"testing"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "credential-disable")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.disable)
	return w
}

// uses is Edge as Sol would use it now.
func uses(w *World) (identity.Caller, access.Facts) {
	f := access.FactsOf(Sol.ID, Ridge, "", Edge.ID)
	w.Read(f.Wanted()...)
	path, err := w.Operator().PathOf(w.T.Context(), Ridge, f.Credential.Folder)
	if err != nil {
		w.T.Fatal(err)
	}
	f.Path = path
	return w.CallsIn(Ridge, Sol, T0), f
}

func TestADisabledOneOpensForNobodyAndIsListedStill(t *testing.T) { // rule C10
	w := told(t)
	if got := Read[api.CredentialState](w.Replay()); !got.Disabled || len(got.Assigned) != 0 || len(got.Lent) != 0 || got.Revision != 2 {
		t.Errorf("answered %+v", got)
	}
	if e := w.Record(Ridge)[0]; e.Action != audit.CredentialDisabled || e.Thing != string(Edge.ID) || e.Actor != Rhea.ID {
		t.Errorf("on record: %+v", e.Entry)
	}
	by, f := uses(w)
	for _, want := range []credential.Mode{credential.Use, credential.Read} {
		if _, err := access.Enter(by, f, want); fault.Of(err) != fault.Forbidden {
			t.Errorf("%s: %v", want, err)
		}
	}
	if _, err := access.Code(by, f); fault.Of(err) != fault.Forbidden {
		t.Errorf("a code: %v", err)
	}
	all, _, err := w.Operator().VaultOf(t.Context(), Ridge, []credential.Audience{credential.Everything}, table.Page{Limit: 10})
	if err != nil || len(all) != 3 {
		t.Errorf("%d are listed, %v", len(all), err)
	}
	if plain, err := w.Opens(Ridge, Edge.ID); err != nil || plain.Secret != Edge.Secret {
		t.Errorf("its history is gone: %v", err)
	}
	w.Unchanged(func() { w.Replay().Is(200) }) // again
}

func TestWhoHadItIsSaidHereAndWhereItIsLent(t *testing.T) {
	w := told(t)
	w.LendCamera()
	got := Read[api.CredentialState](w.Replay(As(Hana), Path("organization", PierNine), Path("credential", Camera.Credential)))
	if fmt.Sprint(got.Assigned) != "[Hana]" || len(got.Lent) != 1 || !got.Disabled {
		t.Errorf("answered %+v", got)
	}
	if e := w.Record(Elsewhere)[0]; e.Action != audit.CredentialDisabled || e.ActorOrganization != "Pier Nine" {
		t.Errorf("on the other side's record: %+v", e.Entry)
	}
}

func TestWhoMayNotDisable(t *testing.T) { // promise 7, rules C1, H6
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Sol)).Is(403, "Only an admin")
		w.Replay(As(Tam)).Is(404)
		w.Replay(As(Val)).Is(403, "An auditor")
		w.Replay(Path("credential", Insurance.ID)).Is(404)
		w.Replay(As(Ann), Path("organization", BlueHarbor), Path("credential", Social.Credential)).Is(404) // it is lent to them
		w.Replay(As(Olga), Path("organization", OlgaHome), Path("credential", Social.Credential)).Is(403, "take it back")
		w.Replay(As(Eve)).Is(404)
	})
	w.Replay(As(Sol), Path("credential", Insurance.ID)).Is(200)
}

// A use that was judged before it was disabled and is kept after is refused.
func TestWhatIsDisabledMeanwhileIsNotUsed(t *testing.T) { // promise 2
	w := told(t)
	by, f := uses(w)
	ch, err := access.Enter(by, f, credential.Read)
	if err != nil {
		t.Fatal(err)
	}
	w.Replay().Is(200)
	if err := w.Operator().Save(context.Background(), by.Call, ch, nil); fault.Of(err) != fault.Moved {
		t.Errorf("the use was kept: %v", err)
	}
}

// The other way round: a use that came first stands, and the credential is closed after.
func TestAUseThatCameFirstStandsAndIsTheLast(t *testing.T) {
	w := told(t)
	defer w.Meanwhile(func() {
		by, f := uses(w)
		ch, err := access.Enter(by, f, credential.Read)
		if err != nil {
			t.Fatal(err)
		}
		w.Keep(ch, "a use of Edge")
	})()
	w.Replay().Is(200)
	by, f := uses(w)
	if _, err := access.Enter(by, f, credential.Read); f.Received.Uses != 1 || fault.Of(err) != fault.Forbidden {
		t.Errorf("used %d times, then %v", f.Received.Uses, err)
	}
}

func TestOfTwoWhoDisableAtOnceTheSecondDoesNothing(t *testing.T) {
	w := told(t)
	for _, a := range w.AtOnce(nil, nil) {
		a.Is(200)
	}
	n := 0
	for _, e := range w.Record(Ridge) {
		if e.Action == audit.CredentialDisabled {
			n++
		}
	}
	if n != 1 {
		t.Errorf("it is on record %d times", n)
	}
}

func TestItsReceiverDoesNotDisableWhatIsShared(t *testing.T) { // rule H6, promise 7
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Hal), Path("organization", Halyard), Path("credential", Scales.ID)).Is(403, "Orchard shares this with Halyard: only there is that done.")
		w.Replay(As(Tess), Path("organization", Halyard), Path("credential", Scales.ID)).Is(403, "only there")
		w.Replay(As(Opal), Path("organization", Orchard), Path("credential", Press.ID)).Is(404)
		w.Replay(As(Vera), Path("organization", Vineyard), Path("credential", Press.ID)).Is(404)
	})
}

// Rule C10: with fifty organizations it is one transaction, and theirs from then on.
func TestWhatFiftyOrganizationsHaveIsDisabledInOneTransaction(t *testing.T) {
	w := told(t)
	all := w.LentToAll(Press.ID)
	w.Ledger.Reset()
	w.Replay(As(Hal), Path("organization", Halyard), Path("credential", Press.ID)).Is(200)
	for _, e := range w.Ledger.Of(w.Name) {
		if e.Operation == "TransactWriteItems" {
			t.Logf("for %d organizations: %d items", len(all), e.Items)
		}
	}
	if c := (credential.Credential{ID: Press.ID}); len(all) != 51 {
		t.Errorf("%d have it", len(all))
	} else if w.Read(&c); c.Disabled == nil {
		t.Error("it is not disabled")
	}
}
